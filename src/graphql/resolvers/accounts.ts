import { disableAccount, enableAccount } from '../../auth/administer/account-access.js';
import { createAccount } from '../../auth/administer/create-account.js';
import { addMachineSecret, removeMachineSecret } from '../../auth/administer/machine-secrets.js';
import { setAccountRoles } from '../../auth/administer/set-account-roles.js';
import type { Position } from '../../cursors.js';
import { pageOf } from '../../page.js';
import { readLine } from '../../text-input.js';
import { countAccounts, findAccount, listAccounts } from '../../users/directory.js';
import type { Resolvers } from '../generated/resolvers.js';
import { connection, edge } from './connections.js';

const MOST_SEARCH_CHARACTERS = 100;

export const accountResolvers = {
  Query: {
    accounts: (_, { search: text, ...page }, { db, cursors }) => {
      const search = text == null ? undefined : readLine(text, MOST_SEARCH_CHARACTERS, 'search');
      const accounts = {
        name: 'accounts',
        find: (most: number, after?: Position) => listAccounts(db, search, most, after),
        count: () => countAccounts(db, search),
      };
      return pageOf(cursors, accounts, page);
    },
    account: async (_, { id }, { db }) => (await findAccount(db, id)) ?? null,
  },
  Mutation: {
    createAccount: (_, { input: { kind = 'PERSON', ...account } }, { authority, auth, origin }) =>
      createAccount(authority, auth, { kind, ...account }, 'input', origin),
    setAccountRoles: async (_, { id, roles }, { authority, auth, origin, loaders }) => {
      const account = await setAccountRoles(authority, auth, id, roles, origin);
      loaders.roles.clear(id);
      return account ?? null;
    },
    disableAccount: async (_, { id }, { authority, auth, origin }) =>
      (await disableAccount(authority, auth, id, origin)) ?? null,
    enableAccount: async (_, { id }, { authority, auth, origin }) =>
      (await enableAccount(authority, auth, id, origin)) ?? null,
    addMachineSecret: async (_, { id }, { authority, auth, origin, loaders }) => {
      const secret = await addMachineSecret(authority, auth, id, origin);
      loaders.machineSecrets.clear(id);
      return secret ?? null;
    },
    removeMachineSecret: async (_, { id }, { authority, auth, origin, loaders }) => {
      const isRemoved = await removeMachineSecret(authority, auth, id, origin);
      loaders.machineSecrets.clearAll();
      return isRemoved;
    },
  },
  Account: {
    roles: ({ id }, _, { loaders }) => loaders.roles.load(id),
    machineSecrets: ({ id }, _, { loaders }) => loaders.machineSecrets.load(id),
  },
  AccountConnection: connection,
  AccountEdge: edge,
} satisfies Resolvers;
