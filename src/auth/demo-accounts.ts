import { demoAccounts } from '../db/demo-data.js';
import type { Database } from '../db/tables.js';
import { ConfigError } from '../errors.js';
import { findCredentials } from './credentials.js';
import type { Passwords } from './passwords.js';

/**
 * Makes sure that nobody can sign in with a password that is in this repository, whatever has become of the hash since: a
 * database that was begun in development keeps its demo accounts.
 * @throws ConfigError that names the accounts
 */
export async function requireNoDemoAccounts(db: Database, passwords: Passwords): Promise<void> {
  const names: string[] = [];
  for (const { username, password } of demoAccounts) {
    const credentials = await findCredentials(db, username);
    if (!credentials || credentials.disabled) continue;
    if (await passwords.verify(password, credentials, [])) names.push(username);
  }
  if (names.length === 0) return;
  throw new ConfigError([
    `the database holds demo accounts, whose passwords are published: ${names.join(', ')}; disable them (npm run accounts -- disable NAME)`,
  ]);
}
