import { parseArgs } from 'node:util';
import { COMMAND_LINE } from '../audit/event.js';
import { disableAccount, enableAccount } from '../auth/administer/account-access.js';
import { createAccount } from '../auth/administer/create-account.js';
import { linkIdentity } from '../auth/administer/link-identity.js';
import { addMachineSecret } from '../auth/administer/machine-secrets.js';
import { setAccountRoles } from '../auth/administer/set-account-roles.js';
import type { Authority } from '../auth/authority.js';
import type { Database } from '../db/tables.js';
import { didYouMean } from '../scopes/did-you-mean.js';
import { findAccountNamed, type ListedAccount, listAccounts } from '../users/directory.js';
import { findRolesOf } from '../users/store.js';
import { isUsername, USERNAME_RULE } from '../users/username.js';
import { type Command, dispatch } from './dispatch.js';
import { readPassword } from './read-password.js';
import { formatTable } from './table.js';
import { UsageError } from './usage-error.js';

export const ACCOUNTS_USAGE = `  accounts list [--search TEXT]
  accounts create NAME [--role ROLE]... [--full-name TEXT] [--without-password]
      The password comes from a prompt, or is the first line of standard input.
  accounts create NAME --machine [--role ROLE]...
  accounts add-secret NAME
  accounts set-roles NAME [ROLE]...
  accounts disable NAME
  accounts enable NAME
  accounts link NAME --issuer URL --subject SUBJECT
`;

/** What the commands work with. */
export interface Administration extends Pick<Authority, 'db' | 'passwords' | 'catalogue' | 'now'> {
  /** The names of the outside issuers that are trusted. */
  issuers: readonly string[];
}

const PAGE = 1_000;

const commands: Readonly<Record<string, Command<Administration>>> = {
  list: async ({ db }, args) => {
    const { values } = parseArgs({ args, options: { search: { type: 'string' } } });
    return formatTable(['NAME', 'KIND', 'ROLES', 'CREATED', 'STATE'], await listRows(db, values.search));
  },
  create: async (administration, args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        role: { type: 'string', multiple: true, default: [] },
        'full-name': { type: 'string' },
        machine: { type: 'boolean', default: false },
        'without-password': { type: 'boolean', default: false },
      },
    });
    const username = readName(positionals);
    const { machine, role: roles, 'full-name': fullName } = values;
    const password = machine || values['without-password'] ? undefined : await readPassword();
    const kind = machine ? 'MACHINE' : 'PERSON';
    const account = { username, kind, password, fullName, roles } as const;
    const { id } = await createAccount(administration, null, account, 'account', COMMAND_LINE);
    return `${username} is there, with ${inWords(roles)}.\n${machine ? await newSecret(administration, id) : ''}`;
  },
  'add-secret': async (administration, args) => {
    const { id } = await readAccount(administration, args);
    return newSecret(administration, id);
  },
  'set-roles': async (administration, [name = '', ...roles]) => {
    const { id, username } = await readAccount(administration, [name]);
    await setAccountRoles(administration, null, id, roles, COMMAND_LINE);
    return `${username} has ${inWords(roles)}.\n`;
  },
  disable: async (administration, args) => {
    const { id, username } = await readAccount(administration, args);
    await disableAccount(administration, null, id, COMMAND_LINE);
    return `${username} is disabled, and its sessions have ended.\n`;
  },
  enable: async (administration, args) => {
    const { id, username } = await readAccount(administration, args);
    await enableAccount(administration, null, id, COMMAND_LINE);
    return `${username} may sign in.\n`;
  },
  link: async (administration, args) => {
    const options = { issuer: { type: 'string' }, subject: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const { issuer, subject } = values;
    if (!issuer || !subject) throw new UsageError('Give --issuer and --subject.');
    if (!administration.issuers.includes(issuer)) {
      throw new UsageError(`OIDC_ISSUERS does not name ${issuer}.${didYouMean(issuer, administration.issuers)}`);
    }
    const { id, username } = await readAccount(administration, positionals);
    await linkIdentity(administration, id, { issuer, subject }, COMMAND_LINE);
    return `${username} is whom ${issuer} calls ${subject}.\n`;
  },
};

/** @throws UsageError where it is written wrongly, and what doing it throws */
export function runAccounts(administration: Administration, args: string[]): Promise<string> {
  return dispatch('accounts', commands, administration, args);
}

async function listRows(db: Database, search: string | undefined): Promise<string[][]> {
  const rows: string[][] = [];
  let page = await listAccounts(db, search, PAGE);
  while (page.length > 0) {
    const roles = await findRolesOf(
      db,
      page.map(({ id }) => id),
    );
    rows.push(...page.map((account) => rowOf(account, roles.get(account.id) ?? [])));
    page = await listAccounts(db, search, PAGE, page.at(-1));
  }
  return rows;
}

async function newSecret(administration: Administration, id: string): Promise<string> {
  const secret = await addMachineSecret(administration, null, id, COMMAND_LINE);
  if (!secret) throw new UsageError('The account is gone.');
  return `Its client id is ${secret.clientId}, and a secret, told this once:\n${secret.clientSecret}\n`;
}

async function readAccount({ db }: Administration, names: string[]): Promise<ListedAccount> {
  const username = readName(names);
  const account = await findAccountNamed(db, username);
  if (!account) throw new UsageError(`There is no account named ${username}.`);
  return account;
}

function readName([name, ...more]: string[]): string {
  if (name === undefined || more.length > 0) throw new UsageError('Give one user name.');
  if (!isUsername(name)) throw new UsageError(`Expected a user name: ${USERNAME_RULE}.`);
  return name;
}

function rowOf({ username, kind, createdAt, disabledAt }: ListedAccount, roles: readonly string[]): string[] {
  const state = disabledAt === null ? 'in use' : `disabled since ${new Date(disabledAt).toISOString()}`;
  return [username, kind.toLowerCase(), roles.join(' '), new Date(createdAt).toISOString(), state];
}

function inWords(roles: readonly string[]): string {
  if (roles.length === 0) return 'no role';
  return `the ${roles.length === 1 ? 'role' : 'roles'} ${roles.join(', ')}`;
}
