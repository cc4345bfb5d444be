import { COMMAND_LINE } from '../audit/event.js';
import { disableAccount, enableAccount } from '../auth/administer/account-access.js';
import { createAccount } from '../auth/administer/create-account.js';
import { linkIdentity } from '../auth/administer/link-identity.js';
import { addMachineSecret } from '../auth/administer/machine-secrets.js';
import { setAccountRoles } from '../auth/administer/set-account-roles.js';
import type { Database } from '../db/tables.js';
import { UsageError } from '../scopes/cli/usage-error.js';
import { didYouMean } from '../scopes/did-you-mean.js';
import { findAccountNamed, type ListedAccount, listAccounts } from '../users/directory.js';
import { findRolesOf } from '../users/store.js';
import { isUsername, USERNAME_RULE } from '../users/username.js';
import { type Administration, administer } from './administration.js';
import { readPassword } from './read-password.js';
import { formatTable } from './table.js';

const PAGE = 1_000;

const NAME = { name: 'NAME', summary: 'the user name of the account.' };
const ROLES = { name: 'ROLE', summary: 'a role, as the database has them.', isList: true };

const list = administer({
  name: 'accounts list',
  summary: 'Lists accounts, the newest first.',
  operands: [],
  options: { search: { type: 'string', value: 'TEXT', summary: 'Only those whose name has this in it.' } },
  example: 'accounts list --search ada',
  run: async ({ db }, _, { search }) =>
    formatTable(['NAME', 'KIND', 'ROLES', 'CREATED', 'STATE'], await listRows(db, search)),
});

const create = administer({
  name: 'accounts create',
  summary: 'Creates an account. The password comes from a prompt, or is the first line of standard input.',
  operands: [NAME],
  options: {
    role: { type: 'string', value: 'ROLE', multiple: true, default: [], summary: 'A role that it has.' },
    'full-name': { type: 'string', value: 'TEXT', summary: 'Whose it is.' },
    machine: { type: 'boolean', default: false, summary: 'It is a machine’s: it gets a secret, which is told once.' },
    'without-password': {
      type: 'boolean',
      default: false,
      summary: 'It has none: its owner signs in at an outside issuer, with which it is linked.',
    },
  },
  example: 'accounts create ada --role admin',
  run: async (administration, names, given) => {
    const username = readName(names);
    const { machine, role: roles, 'full-name': fullName } = given;
    const password = machine || given['without-password'] ? undefined : await readPassword();
    const kind = machine ? 'MACHINE' : 'PERSON';
    const account = { username, kind, password, fullName, roles } as const;
    const { id } = await createAccount(administration, null, account, 'account', COMMAND_LINE);
    return `${username} is there, with ${inWords(roles)}.\n${machine ? await newSecret(administration, id) : ''}`;
  },
});

const addSecret = administer({
  name: 'accounts add-secret',
  summary: 'Gives a machine one more secret, which is told once; it may have two.',
  operands: [NAME],
  options: {},
  example: 'accounts add-secret robot',
  run: async (administration, names) => {
    const { id } = await readAccount(administration, names);
    return newSecret(administration, id);
  },
});

const setRoles = administer({
  name: 'accounts set-roles',
  summary: 'Gives an account these roles, and takes all others away.',
  operands: [NAME, ROLES],
  options: {},
  example: 'accounts set-roles ada user developer',
  run: async (administration, [name = '', ...roles]) => {
    const { id, username } = await readAccount(administration, [name]);
    await setAccountRoles(administration, null, id, roles, COMMAND_LINE);
    return `${username} has ${inWords(roles)}.\n`;
  },
});

const disable = administer({
  name: 'accounts disable',
  summary: 'Ends the sessions of an account, and lets nobody sign in with it.',
  operands: [NAME],
  options: {},
  example: 'accounts disable ada',
  run: async (administration, names) => {
    const { id, username } = await readAccount(administration, names);
    await disableAccount(administration, null, id, COMMAND_LINE);
    return `${username} is disabled, and its sessions have ended.\n`;
  },
});

const enable = administer({
  name: 'accounts enable',
  summary: 'Lets one sign in again with an account that was disabled.',
  operands: [NAME],
  options: {},
  example: 'accounts enable ada',
  run: async (administration, names) => {
    const { id, username } = await readAccount(administration, names);
    await enableAccount(administration, null, id, COMMAND_LINE);
    return `${username} may sign in.\n`;
  },
});

const link = administer({
  name: 'accounts link',
  summary: 'Says whose an account is that comes with the tokens of an outside issuer.',
  operands: [NAME],
  options: {
    issuer: { type: 'string', value: 'URL', summary: 'The issuer, as OIDC_ISSUERS names it. Required.' },
    subject: { type: 'string', value: 'SUBJECT', summary: 'The claim sub of its tokens. Required.' },
  },
  reads: ['OIDC_ISSUERS'],
  example: 'accounts link ada --issuer https://id.example.com --subject 248289761001',
  run: async (administration, names, { issuer, subject }) => {
    if (!issuer || !subject) throw new UsageError('Give --issuer and --subject.');
    if (!administration.issuers.includes(issuer)) {
      throw new UsageError(`OIDC_ISSUERS does not name ${issuer}.${didYouMean(issuer, administration.issuers)}`);
    }
    const { id, username } = await readAccount(administration, names);
    await linkIdentity(administration, id, { issuer, subject }, COMMAND_LINE);
    return `${username} is whom ${issuer} calls ${subject}.\n`;
  },
});

export const accounts = [list, create, addSecret, setRoles, disable, enable, link];

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

function readName([name = '']: string[]): string {
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
