import type { MutationResolvers, QueryResolvers } from '../generated/resolvers.js';

/** Only what the SDL has can be resolved, and only as it says. */
export const Query: QueryResolvers = {
  own: () => 'own',
  // TS2322
  returnsEnum: () => 'MIDDLE',
};

export const misnamed: QueryResolvers = {
  // TS2561
  owns: () => 'own',
};

/** A resolver that asks for more than it is given. */
export const Mutation: MutationResolvers = {
  // TS2322
  write: (_parent: unknown, _args: unknown, context: { auth: { id: string; isAdmin: boolean } }) => context.auth.id,
};
