import { pageOfItems } from '../../items/page.js';
import { countItems, createItem, deleteItem, findItem, renameItem } from '../../items/store.js';
import { readTitle } from '../../items/title.js';
import type { Resolvers } from '../generated/resolvers.js';

export const itemResolvers = {
  Query: {
    myItems: (_, page, { db, cursors, auth }) => pageOfItems(db, cursors, auth.account.id, page),
    item: async (_, { id }, { db, auth }) => (await findItem(db, auth.account.id, id)) ?? null,
  },
  Mutation: {
    createItem: (_, { input }, { db, auth, now }) =>
      createItem(db, auth.account.id, readTitle(input.title, 'input.title'), now()),
    updateItem: async (_, { id, input }, { db, auth }) => {
      const { title } = input;
      if (title === undefined) return (await findItem(db, auth.account.id, id)) ?? null;
      return (await renameItem(db, auth.account.id, id, readTitle(title ?? '', 'input.title'))) ?? null;
    },
    deleteItem: (_, { id }, { db, auth }) => deleteItem(db, auth.account.id, id),
  },
  Item: {
    owner: ({ ownerId }, _, { profiles }) => profiles.load(ownerId),
    createdAt: ({ createdAt }) => new Date(createdAt),
  },
  ItemConnection: {
    nodes: ({ items }) => [...items],
    edges: ({ items }) => items.map((node) => ({ node })),
    pageInfo: ({ items, ownerId, hasNextPage, hasPreviousPage }, _, { cursors }) => {
      const [first] = items;
      const last = items.at(-1);
      return {
        hasNextPage,
        hasPreviousPage,
        startCursor: first ? cursors.write(ownerId, first) : null,
        endCursor: last ? cursors.write(ownerId, last) : null,
      };
    },
    totalCount: ({ ownerId }, _, { db }) => countItems(db, ownerId),
  },
  ItemEdge: {
    cursor: ({ node }, _, { cursors }) => cursors.write(node.ownerId, node),
  },
} satisfies Resolvers;
