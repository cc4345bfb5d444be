import { createSampler } from '../../src/audit/sampler.js';
import type { Authority } from '../../src/auth/authority.js';
import { createLoginLimit } from '../../src/auth/login-limit.js';
import { createPasswords } from '../../src/auth/passwords.js';
import { openStoredKeys } from '../../src/auth/stored-keys.js';
import { createTokens } from '../../src/auth/tokens.js';
import { addDemoData } from '../../src/db/demo-data.js';
import { addFirstRoles } from '../../src/db/first-roles.js';
import { migrate } from '../../src/db/migrate.js';
import type { Database } from '../../src/db/tables.js';
import { FAST_HASHING } from './hashing.js';

/** Fills a new database with the demo data, and takes what it takes to let somebody in. */
export async function authorityOver(db: Database, now: () => number): Promise<Authority> {
  await migrate(db);
  await addFirstRoles(db);
  await addDemoData(db, now());
  const keys = await openStoredKeys(db, now);
  const scopes = await db.selectFrom('role_scopes').select('scope').distinct().orderBy('scope').execute();
  return {
    db,
    now,
    tokens: createTokens({ keys, issuer: 'https://issuer.example', audience: 'api', now }),
    passwords: await createPasswords(FAST_HASHING),
    limit: createLoginLimit(db, 10, now),
    catalogue: scopes.map(({ scope }) => scope),
    sessionSeconds: 30 * 24 * 60 * 60,
    refreshGraceSeconds: 10,
    isRecordedStranger: createSampler(10, now),
  };
}
