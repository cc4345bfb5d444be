import type { NoteResolvers, QueryResolvers, SubscriptionResolvers } from '../generated/resolvers.js';

/** In what is open, nobody may be asking. */
export const Query: Pick<QueryResolvers, 'open' | 'protectedArgument' | 'returnsUnion'> = {
  // TS18047
  open: (_parent, _args, { auth }) => auth.id,
  // TS18047
  protectedArgument: (_parent, _args, context) => context.auth.scopes.join(),
  // TS18047
  returnsUnion: (_parent, _args, { auth }) => ({ __typename: 'Vault', content: auth.id }),
};

export const Note: NoteResolvers = {
  id: (_parent, _args, { auth }) => auth.id,
  // TS18047
  name: (_parent, _args, { auth }) => auth.id,
};

export const Subscription: SubscriptionResolvers = {
  ticks: {
    async *subscribe(_parent, _args, { auth }) {
      // TS18047
      yield { ticks: auth.scopes.length };
    },
  },
};
