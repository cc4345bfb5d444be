import type { Position } from '../../cursors.js';
import { countItems, createItem, deleteItem, findItem, listItems, renameItem } from '../../items/store.js';
import { readTitle } from '../../items/title.js';
import { pageOf } from '../../page.js';
import type { Resolvers } from '../generated/resolvers.js';
import { connection, edge } from './connections.js';

export const itemResolvers = {
  Query: {
    myItems: (_, page, { db, cursors, auth }) => {
      const ownerId = auth.account.id;
      const items = {
        name: `items of ${ownerId}`,
        find: (most: number, after?: Position) => listItems(db, ownerId, most, after),
        count: () => countItems(db, ownerId),
      };
      return pageOf(cursors, items, page);
    },
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
    owner: ({ ownerId }, _, { loaders }) => loaders.profiles.load(ownerId),
  },
  ItemConnection: connection,
  ItemEdge: edge,
} satisfies Resolvers;
