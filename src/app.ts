import type { FastifyInstance } from 'fastify';
import { createIdentify } from './auth/identify.js';
import { loadKeys, readOrCreateKeys } from './auth/keys.js';
import { createLogin } from './auth/login.js';
import { createLoginLimit } from './auth/login-limit.js';
import { createPasswords, type HashingCost } from './auth/passwords.js';
import { createTokens } from './auth/tokens.js';
import { type Config, dataFiles } from './config.js';
import { connect } from './db/connect.js';
import { addDemoData } from './db/demo-data.js';
import { isMigrated, migrate } from './db/migrate.js';
import type { Database } from './db/tables.js';
import { createContext, type Scope, type Services } from './graphql/context.js';
import { createSchema } from './graphql/schema.js';
import { createGraphQLServer } from './graphql/server.js';
import { createHttpServer } from './http/server.js';
import { createCursors } from './items/cursors.js';
import { catalogueOf } from './scopes/index.js';

/** What a test may put in the place of the real thing. */
export interface Overrides {
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Default: what OWASP recommends. */
  hashingCost?: HashingCost;
}

/**
 * The whole application, migrated and ready, not listening: `listen()` or `inject()`, then `close()`.
 * @throws ConfigError, ScopeDirectiveError, or what opening the database throws
 */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<FastifyInstance> {
  const { now = Date.now } = overrides;
  const schema = createSchema();
  const catalogue = catalogueOf(schema) as ReadonlyMap<Scope, string>;
  const scopes = [...catalogue.keys()];
  const files = dataFiles(config.dataDir);
  const keys = config.signingKeys
    ? await loadKeys(config.signingKeys)
    : await loadKeys(await readOrCreateKeys(files.keys), files.keys);

  const db = connect({ url: config.databaseUrl, file: files.database });
  await prepare(db, config, now());

  const tokens = createTokens({ keys, issuer: config.issuer, audience: config.audience, now });
  const identify = createIdentify(db, tokens);
  const passwords = await createPasswords(overrides.hashingCost);
  const limit = createLoginLimit(db, config.loginLimit, now);
  const login = createLogin({ db, passwords, limit, tokens, catalogue: scopes });
  const cursors = createCursors(keys.secretsFor('scopeql item cursors'));
  const services: Services = { db, cursors, login, catalogue, now };

  const server = createGraphQLServer({
    schema,
    sandbox: config.explorer,
    introspection: config.explorer,
  });
  await server.start();
  const app = await createHttpServer({
    config,
    server,
    contextFor: (authorization, request) => createContext(services, identify, authorization, request),
    jwks: keys.jwks,
    isReady: () => isMigrated(db),
  });
  app.addHook('onClose', async () => {
    await server.stop();
    await db.destroy();
  });
  return app;
}

/** Migrates the database, and fills an empty one in development; closes it where that fails. */
async function prepare(db: Database, { production }: Config, now: number): Promise<void> {
  try {
    await migrate(db);
    if (!production) await addDemoData(db, now);
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
