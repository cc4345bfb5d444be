import { demoAccounts } from '../db/demo-data.js';
import type { Database } from '../db/tables.js';
import { ConfigError } from '../errors.js';
import { findAccountNamed } from '../users/directory.js';
import { findCredentials } from './credentials.js';
import type { Passwords } from './passwords.js';

/**
 * Makes sure that a database was not begun in development: who can sign in there is in this repository, and which role may be assumed
 * there too. A demo account that is disabled can be enabled again.
 * @throws ConfigError that names the accounts
 */
export async function requireNoDemoAccounts(db: Database, passwords: Passwords): Promise<void> {
  const names: string[] = [];
  for (const demo of demoAccounts) {
    const account = await findAccountNamed(db, demo.username);
    if (!account) continue;
    // Whatever has become of the hash: it is made anew at the first sign-in.
    const credentials = await findCredentials(db, demo.username);
    const isPublished = credentials && (await passwords.verify(demo.password, credentials, []));
    if (isPublished || account.email === demo.email) names.push(demo.username);
  }
  if (names.length === 0) return;
  throw new ConfigError([
    `the database was begun in development, and has demo accounts: ${names.join(', ')}; expected one without`,
  ]);
}
