import type { Resolvers } from '../generated/resolvers.js';

export const authResolvers = {
  Query: {
    scopes: (_, __, { catalogue }) => [...catalogue].map(([name, description]) => ({ name, description })),
  },
  Mutation: {
    login: (_, request, { login }) => login(request),
  },
  Token: {
    tokenType: () => 'Bearer',
    refreshToken: () => null,
  },
} satisfies Resolvers;
