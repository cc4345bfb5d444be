import { randomUUID } from 'node:crypto';
import type { Database } from './tables.js';

export interface DemoSignIn {
  username: string;
  password: string;
}

interface DemoAccount extends DemoSignIn {
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
  {
    username: 'developer',
    password: 'secret4',
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$d4rBln6LPEydkpgZ/VNaRw$+tlQaJrA3izk50g6Sb3jRTRTYz9mf7wJCsVExVOjlPQ',
    bcryptCost: null,
    fullName: 'Dev Eloper',
    email: 'developer@example.com',
    role: 'developer',
  },
];

/**
 * Those of the demo accounts that are in the database, and may sign in as is told here: who has the name of one may be somebody
 * else, where a database was begun on the command line.
 */
export async function findDemoAccounts(db: Database): Promise<readonly DemoSignIn[]> {
  const rows = await db
    .selectFrom('accounts')
    .innerJoin('passwords', 'passwords.account_id', 'accounts.id')
    .select(['username', 'email', 'hash'])
    .where(
      'username',
      'in',
      demoAccounts.map(({ username }) => username),
    )
    .where('disabled_at', 'is', null)
    .execute();
  // The hash is made anew at the first sign-in, the address may be changed: it is enough to know one of them.
  const isThere = (demo: DemoAccount) =>
    rows.some(
      ({ username, email, hash }) => username === demo.username && (email === demo.email || hash === demo.passwordHash),
    );
  return demoAccounts.filter(isThere).map(({ username, password }) => ({ username, password }));
}

/** Which role's holders may assume which role, and for how many seconds at most. */
const demoAssumptions = [{ role: 'developer', assumed_role: 'admin', most_seconds: 3_600 }];

/** Titles from the oldest to the newest. */
const demoTitles = ['Grault', 'Garply', 'Waldo', 'Fred', 'Plugh', 'Xyzzy', 'Corge', 'Quux', 'Qux', 'Baz', 'Bar', 'Foo'];

/**
 * Fills a database without accounts with the demo accounts, johndoe's items and a role that may be
 * assumed; leaves any other as it is. The roles must be there.
 * @param now milliseconds since 1970
 */
export async function addDemoData(db: Database, now: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const anybody = await transaction.selectFrom('accounts').select('id').limit(1).executeTakeFirst();
    if (anybody) return;
    for (const account of demoAccounts) {
      // False where another process, which has started at the same time, has begun with the same.
      if (!(await addAccount(transaction, account, now))) return;
    }
    await transaction
      .insertInto('role_assumptions')
      .values(demoAssumptions)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** @returns whether it was not there yet */
async function addAccount(db: Database, account: DemoAccount, now: number): Promise<boolean> {
  const id = randomUUID();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('accounts')
    .values({
      id,
      username: account.username,
      kind: 'PERSON',
      full_name: account.fullName,
      email: account.email,
      profile_picture: `https://example.com/pictures/${account.username}.png`,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (!numInsertedOrUpdatedRows) return false;
  const { passwordHash: hash, bcryptCost: bcrypt_cost } = account;
  await db.insertInto('passwords').values({ account_id: id, hash, bcrypt_cost }).execute();
  await db.insertInto('account_roles').values({ account_id: id, role: account.role }).execute();
  if (account.username !== 'johndoe') return true;
  const items = demoTitles.map((title, age) => ({
    id: randomUUID(),
    owner_id: id,
    title,
    created_at: now - (demoTitles.length - age) * 60_000,
  }));
  await db.insertInto('items').values(items).execute();
  return true;
}
