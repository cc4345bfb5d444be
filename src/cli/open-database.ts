import { createPasswords } from '../auth/passwords.js';
import { databaseFile, readConfig } from '../config.js';
import { connect } from '../db/connect.js';
import { addFirstRoles } from '../db/first-roles.js';
import { migrateAt } from '../db/migrate.js';
import { buildSdlSchema } from '../graphql/sdl.js';
import { catalogueOf } from '../scopes/index.js';
import type { Use } from './administration.js';

/** Opens the database that the environment names, brought up to date. @throws ConfigError, DatabaseUnavailableError */
export async function openDatabase(use: Use): Promise<string> {
  const { databaseUrl, dataDir, outsideIssuers, signingKeys } = readConfig(process.env);
  const location = { url: databaseUrl, file: databaseFile(dataDir) };
  await migrateAt(location);
  const db = connect(location);
  try {
    await addFirstRoles(db);
    return await use({
      db,
      now: Date.now,
      passwords: await createPasswords(),
      catalogue: [...catalogueOf(buildSdlSchema()).keys()],
      issuers: outsideIssuers.map(({ issuer }) => issuer),
      hasGivenKeys: signingKeys !== undefined,
    });
  } finally {
    await db.destroy();
  }
}
