import { readProfileChanges } from '../../users/profile.js';
import { findProfile, updateProfile } from '../../users/store.js';
import type { Resolvers } from '../generated/resolvers.js';

export const userResolvers = {
  Query: {
    me: (_, __, { auth }) => auth.account,
    profile: async (_, { username }, { db }) => (await findProfile(db, username)) ?? null,
  },
  Mutation: {
    updateProfile: async (_, { input }, { db, auth }) =>
      (await updateProfile(db, auth.account.id, readProfileChanges(input, 'input'))) ?? null,
  },
  User: {
    roles: ({ id }, _, { loaders }) => loaders.roles.load(id),
  },
} satisfies Resolvers;
