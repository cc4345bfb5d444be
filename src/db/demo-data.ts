import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Database } from './tables.js';

interface DemoAccount {
  username: string;
  password: string;
  passwordHash: string;
  bcryptCost: number | null;
  fullName: string;
  email: string;
  role: string;
}

/** Who can sign in to a development server. The hashes are of the passwords beside them. */
export const demoAccounts: readonly DemoAccount[] = [
  {
    username: 'johndoe',
    password: 'secret',
    // As an account imported from a system with bcrypt would be; its first sign-in turns it into argon2id.
    passwordHash: '$2b$10$8AgFsMvZAZbYeZ9dEMWJaOnx55AkFpciqgkKKL1W.qXmD97oVeIui',
    bcryptCost: 10,
    fullName: 'John Doe',
    email: 'johndoe@example.com',
    role: 'user',
  },
  {
    username: 'alice',
    password: 'secret2',
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$W5s0ozP9c0eA/+JXXKMWnQ$t/McBu2MLrPdhdZ+tnjuJp8fP1bDHHK0JHRCd9B/tR8',
    bcryptCost: null,
    fullName: 'Alice Wonderson',
    email: 'alice@example.com',
    role: 'guest',
  },
  {
    username: 'admin',
    password: 'secret3',
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$2bxxJEm1m9P7UvnAOBzBjg$2tuXdduKHiHR/MMuLlCyU03+yM3F5XLinOSCievxNO0',
    bcryptCost: null,
    fullName: 'Ada Admin',
    email: 'admin@example.com',
    role: 'admin',
  },
];

const roleDescriptions: Record<string, string> = {
  guest: 'Looks at its own account.',
  user: 'Works with its own items and profile.',
  admin: 'May be granted every scope.',
};

/** Titles from the oldest to the newest. */
const demoTitles = ['Grault', 'Garply', 'Waldo', 'Fred', 'Plugh', 'Xyzzy', 'Corge', 'Quux', 'Qux', 'Baz', 'Bar', 'Foo'];

/**
 * Fills an empty database with the demo accounts, their roles and johndoe's items; leaves any other as it is.
 * @param now milliseconds since 1970
 */
export async function addDemoData(db: Database, now: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const anybody = await transaction.selectFrom('accounts').select('id').limit(1).executeTakeFirst();
    if (anybody) return;
    if (!(await addRoles(transaction))) return;
    for (const account of demoAccounts) await addAccount(transaction, account, now);
  });
}

/** @returns false where another process, which has started at the same time, has added them */
async function addRoles(db: Database): Promise<boolean> {
  const roles = Object.entries(readRoles()).map(([name, scopes]) => ({
    name,
    description: roleDescriptions[name] ?? name,
    scopes,
  }));
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('roles')
    .values(roles.map(({ name, description }) => ({ name, description })))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (!numInsertedOrUpdatedRows) return false;
  const grants = roles.flatMap(({ name, scopes }) => scopes.map((scope) => ({ role: name, scope })));
  await db.insertInto('role_scopes').values(grants).execute();
  return true;
}

/** The demo's roles, each with the scopes that it may be granted; beside the SDL, as who can reach what follows from both. */
function readRoles(): Record<string, string[]> {
  return JSON.parse(readFileSync(new URL('../../schema/roles.json', import.meta.url), 'utf8'));
}

async function addAccount(db: Database, account: DemoAccount, now: number): Promise<void> {
  const id = randomUUID();
  await db
    .insertInto('accounts')
    .values({
      id,
      username: account.username,
      password_hash: account.passwordHash,
      bcrypt_cost: account.bcryptCost,
      full_name: account.fullName,
      email: account.email,
      profile_picture: `https://example.com/pictures/${account.username}.png`,
      created_at: now,
    })
    .execute();
  await db.insertInto('account_roles').values({ account_id: id, role: account.role }).execute();
  if (account.username !== 'johndoe') return;
  const items = demoTitles.map((title, age) => ({
    id: randomUUID(),
    owner_id: id,
    title,
    created_at: now - (demoTitles.length - age) * 60_000,
  }));
  await db.insertInto('items').values(items).execute();
}
