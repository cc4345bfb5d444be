import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { COMMAND_LINE } from '../audit/event.js';
import { disableAccount, enableAccount } from '../auth/administer/account-access.js';
import { createAccount } from '../auth/administer/create-account.js';
import { linkIdentity } from '../auth/administer/link-identity.js';
import { addMachineSecret } from '../auth/administer/machine-secrets.js';
import { setAccountRoles } from '../auth/administer/set-account-roles.js';
import type { Database } from '../db/tables.js';
import { didYouMean } from '../scopes/did-you-mean.js';
import { findAccountNamed, type ListedAccount, listAccounts } from '../users/directory.js';
import { findRolesOf } from '../users/store.js';
import { isUsername, USERNAME_RULE } from '../users/username.js';
import type { Administer, Administration } from './administration.js';
import { readPassword } from './read-password.js';
import { formatTable } from './table.js';
import { DATABASE, usage } from './usage.js';

const PAGE = 1_000;

const NAME = new Argument('<name>', 'the user name of the account').argParser(readName);

const ROLE = new Option('--role <role>', 'a role that it has; may be repeated')
  .default<readonly string[]>([], 'none')
  .argParser((role, given: readonly string[]) => [...given, role]);

export function addAccounts(program: Command, administer: Administer): void {
  const accounts = program.command('accounts').description('Administers accounts: who they are, and what they may do.');
  const adders = [addList, addCreate, addAddSecret, addSetRoles, addDisable, addEnable, addLink];
  for (const add of adders) add(accounts, administer);
}

function addList(accounts: Command, administer: Administer): void {
  accounts
    .command('list')
    .description('Lists accounts, the newest first.')
    .option('--search <text>', 'only those whose name has this in it')
    .addHelpText('after', usage('accounts list --search ada', DATABASE))
    .action(({ search }) =>
      administer(async ({ db }) =>
        formatTable(['NAME', 'KIND', 'ROLES', 'CREATED', 'STATE'], await listRows(db, search)),
      ),
    );
}

function addCreate(accounts: Command, administer: Administer): void {
  accounts
    .command('create')
    .description('Creates an account. The password comes from a prompt, or is the first line of standard input.')
    .addArgument(NAME)
    .addOption(ROLE)
    .option('--full-name <text>', 'whose it is')
    .option('--machine', 'it is a machine’s: it gets a secret, which is told once')
    .option('--without-password', 'its owner signs in at an outside issuer, with which it is linked')
    .addHelpText('after', usage('accounts create ada --role admin', DATABASE))
    .action((username, { role: roles, fullName, machine, withoutPassword }) =>
      administer(async (administration) => {
        const password = machine || withoutPassword ? undefined : await readPassword();
        const account = { username, kind: machine ? 'MACHINE' : 'PERSON', password, fullName, roles } as const;
        const { id } = await createAccount(administration, null, account, 'account', COMMAND_LINE);
        return `${username} is there, with ${inWords(roles)}.\n${machine ? await newSecret(administration, id) : ''}`;
      }),
    );
}

function addAddSecret(accounts: Command, administer: Administer): void {
  accounts
    .command('add-secret')
    .description('Gives a machine one more secret, which is told once; it may have two.')
    .addArgument(NAME)
    .addHelpText('after', usage('accounts add-secret robot', DATABASE))
    .action((name) =>
      administer(async (administration) => {
        const { id } = await findAccount(administration, name);
        return newSecret(administration, id);
      }),
    );
}

function addSetRoles(accounts: Command, administer: Administer): void {
  accounts
    .command('set-roles')
    .description('Gives an account these roles, and takes all others away.')
    .addArgument(NAME)
    .argument('[role...]', 'roles, as the database has them')
    .addHelpText('after', usage('accounts set-roles ada user developer', DATABASE))
    .action((name, roles) =>
      administer(async (administration) => {
        const { id, username } = await findAccount(administration, name);
        await setAccountRoles(administration, null, id, roles, COMMAND_LINE);
        return `${username} has ${inWords(roles)}.\n`;
      }),
    );
}

function addDisable(accounts: Command, administer: Administer): void {
  accounts
    .command('disable')
    .description('Ends the sessions of an account, and lets nobody sign in with it.')
    .addArgument(NAME)
    .addHelpText('after', usage('accounts disable ada', DATABASE))
    .action((name) =>
      administer(async (administration) => {
        const { id, username } = await findAccount(administration, name);
        await disableAccount(administration, null, id, COMMAND_LINE);
        return `${username} is disabled, and its sessions have ended.\n`;
      }),
    );
}

function addEnable(accounts: Command, administer: Administer): void {
  accounts
    .command('enable')
    .description('Lets one sign in again with an account that was disabled.')
    .addArgument(NAME)
    .addHelpText('after', usage('accounts enable ada', DATABASE))
    .action((name) =>
      administer(async (administration) => {
        const { id, username } = await findAccount(administration, name);
        await enableAccount(administration, null, id, COMMAND_LINE);
        return `${username} may sign in.\n`;
      }),
    );
}

const LINK = 'accounts link ada --issuer https://id.example.com --subject 248289761001';

function addLink(accounts: Command, administer: Administer): void {
  accounts
    .command('link')
    .description('Says whose an account is that comes with the tokens of an outside issuer.')
    .addArgument(NAME)
    .requiredOption('--issuer <url>', 'the issuer, as OIDC_ISSUERS names it; required')
    .requiredOption('--subject <subject>', 'the claim sub of its tokens; required')
    .addHelpText('after', usage(LINK, [...DATABASE, 'OIDC_ISSUERS']))
    .action((name, { issuer, subject }) =>
      administer(async (administration) => {
        requireTrusted(administration, issuer);
        const { id, username } = await findAccount(administration, name);
        await linkIdentity(administration, id, { issuer, subject }, COMMAND_LINE);
        return `${username} is whom ${issuer} calls ${subject}.\n`;
      }),
    );
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
  if (!secret) throw new InvalidArgumentError('The account is gone.');
  return `Its client id is ${secret.clientId}, and a secret, told this once:\n${secret.clientSecret}\n`;
}

async function findAccount({ db }: Administration, username: string): Promise<ListedAccount> {
  const account = await findAccountNamed(db, username);
  if (!account) throw new InvalidArgumentError(`There is no account named ${username}.`);
  return account;
}

function readName(name: string): string {
  if (!isUsername(name)) throw new InvalidArgumentError(`Expected a user name: ${USERNAME_RULE}.`);
  return name;
}

function requireTrusted({ issuers }: Administration, issuer: string): void {
  if (issuers.includes(issuer)) return;
  throw new InvalidArgumentError(`OIDC_ISSUERS does not name ${issuer}.${didYouMean(issuer, issuers)}`);
}

function rowOf({ username, kind, createdAt, disabledAt }: ListedAccount, roles: readonly string[]): string[] {
  const state = disabledAt === null ? 'in use' : `disabled since ${new Date(disabledAt).toISOString()}`;
  return [username, kind.toLowerCase(), roles.join(' '), new Date(createdAt).toISOString(), state];
}

function inWords(roles: readonly string[]): string {
  if (roles.length === 0) return 'no role';
  return `the ${roles.length === 1 ? 'role' : 'roles'} ${roles.join(', ')}`;
}
