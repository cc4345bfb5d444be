import { createPasswords } from '../auth/passwords.js';
import { type Config, databaseFile, readConfig } from '../config.js';
import { connect } from '../db/connect.js';
import { addFirstRoles } from '../db/first-roles.js';
import { migrateAt } from '../db/migrate.js';
import type { Database } from '../db/tables.js';
import { ScopeQLError } from '../errors.js';
import { buildSdlSchema } from '../graphql/sdl.js';
import { catalogueOf } from '../scopes/index.js';
import { ACCOUNTS_USAGE, runAccounts } from './accounts.js';
import { KEYS_USAGE, runKeys } from './keys.js';
import { UsageError } from './usage-error.js';

const USAGE = `Works on the database that DATABASE_URL or DATA_DIR names, and brings it up to date first.

${ACCOUNTS_USAGE}${KEYS_USAGE}  migrate
`;

// What it writes is its owner's alone: password hashes, signing keys.
process.umask(0o077);

try {
  process.stdout.write(await run(process.argv.slice(2)));
} catch (error) {
  console.error(explain(error));
  process.exitCode = isUsage(error) ? 2 : 1;
}

async function run([group = '', ...args]: string[]): Promise<string> {
  if (['help', '--help', '-h'].includes(group)) return USAGE;
  if (!['accounts', 'keys', 'migrate'].includes(group)) throw new UsageError(`There is no command "${group}".`);
  const config = readConfig(process.env);
  const location = { url: config.databaseUrl, file: databaseFile(config.dataDir) };
  await migrateAt(location);
  const db = connect(location);
  try {
    await addFirstRoles(db);
    return await runOn(db, config, group, args);
  } finally {
    await db.destroy();
  }
}

async function runOn(db: Database, config: Config, group: string, args: string[]): Promise<string> {
  const { signingKeys, outsideIssuers } = config;
  const now = Date.now;
  if (group === 'accounts') {
    const issuers = outsideIssuers.map(({ issuer }) => issuer);
    const catalogue = [...catalogueOf(buildSdlSchema()).keys()];
    return runAccounts({ db, now, passwords: await createPasswords(), catalogue, issuers }, args);
  }
  if (group === 'migrate') return 'The database is up to date.\n';
  if (signingKeys) throw new UsageError('The keys are those of JWT_KEYS: change them there, and restart.');
  return runKeys({ db, now }, args);
}

function isUsage(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return error instanceof UsageError || (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS'));
}

/** Only what is unexpected shows where it was thrown. */
function explain(error: unknown): unknown {
  if (isUsage(error)) return `${(error as Error).message}\n\n${USAGE}`;
  return error instanceof ScopeQLError ? error.explanation : error;
}
