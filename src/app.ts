import { printSchemaWithDirectives } from '@graphql-tools/utils';
import type { FastifyInstance } from 'fastify';
import type { DestinationStream } from 'pino';
import { createSampler } from './audit/sampler.js';
import type { Authority } from './auth/authority.js';
import { requireNoDemoAccounts } from './auth/demo-accounts.js';
import { createIdentify } from './auth/identify.js';
import { fixedKeys, type Keys, loadKeys } from './auth/keys.js';
import { createLoginLimit } from './auth/login-limit.js';
import { createOutsideTokens } from './auth/outside/tokens.js';
import { createPasswords, type HashingCost, type Passwords } from './auth/passwords.js';
import { findUnknownRoles } from './auth/roles.js';
import { openStoredKeys } from './auth/stored-keys.js';
import { createTokens } from './auth/tokens.js';
import { type Config, databaseFile } from './config.js';
import { createCursors } from './cursors.js';
import { connect, type DatabaseLocation } from './db/connect.js';
import { addDemoData, type DemoSignIn, findDemoAccounts } from './db/demo-data.js';
import { addFirstRoles } from './db/first-roles.js';
import { requireWritable } from './db/lock.js';
import { isMigrated, migrateAt } from './db/migrate.js';
import type { Database } from './db/tables.js';
import { ConfigError } from './errors.js';
import { createContext, type Scope, type Services } from './graphql/context.js';
import { createSchema } from './graphql/schema.js';
import { startGraphQLServer } from './graphql/server.js';
import { createHttpServer, type Patience } from './http/server.js';
import type { Metrics } from './metrics/metrics.js';
import type { Snapshot } from './metrics/sum.js';
import type { OutsideIssuer } from './outside-issuers.js';
import { catalogueOf } from './scopes/index.js';

/** Failures to sign in under names that are nobody's, of one address in a minute. */
const MOST_RECORDED_STRANGERS = 10;

declare module 'fastify' {
  interface FastifyInstance {
    /** Who can sign in to a development server as is told here. */
    findDemoAccounts: () => Promise<readonly DemoSignIn[]>;
  }
}

/** What a test may put in the place of the real thing. */
export interface Overrides {
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Default: what OWASP recommends. */
  hashingCost?: HashingCost | undefined;
  patience?: Patience;
  /** Where the explorer's page is built. */
  explorerFolder?: string;
  /** Milliseconds that PostgreSQL may take for one statement. Default: five seconds. */
  databaseTimeout?: number;
  /** Where the log goes. Default: standard output. */
  log?: DestinationStream;
}

/** Adds what this process counts to what others do. @returns what reads the sum */
export type ShareMetrics = (own: () => Promise<Snapshot>) => () => Promise<string>;

/**
 * The whole application, migrated and ready, not listening: `listen()` or `inject()`, then `close()`.
 * @param share where it is one of several processes that count together
 * @throws ConfigError, ScopeDirectiveError, DatabaseUnavailableError, or what a migration throws
 */
export async function createApp(
  config: Config,
  overrides: Overrides = {},
  share?: ShareMetrics | undefined,
): Promise<FastifyInstance> {
  const { now = Date.now } = overrides;
  // Hashes once, on a thread of its own, beside all that follows.
  const preparing = createPasswords(overrides.hashingCost, config.workers);
  const schema = createSchema();
  const catalogue = catalogueOf(schema) as ReadonlyMap<Scope, string>;
  const scopes = [...catalogue.keys()];
  const foundation = await layFoundation(config, overrides, preparing, scopes);
  const { db, keys, metrics } = foundation;
  const authority = createAuthority(config, foundation, scopes, now);
  const outsideTokens = createOutsideTokens(config.outsideIssuers, {
    now,
    watch: metrics?.verified,
    onFailure: (issuer, error) => app.log.warn({ err: error, issuer }, 'the keys of an outside issuer cannot be had'),
  });
  const identify = createIdentify({ db, tokens: authority.tokens, outsideTokens, now });
  const services: Services = { db, authority, cursors: createCursors(keys.cursorSecrets), catalogue, now };

  const findDemo = async () => (config.production ? [] : await findDemoAccounts(db));
  const { explorer } = config;
  const server = await startGraphQLServer({ schema, sandbox: explorer, introspection: explorer, now });
  const app = await createHttpServer({
    config,
    server,
    contextFor: (authorization, request, origin) => createContext(services, identify, authorization, request, origin),
    jwks: async () => (await keys.ring()).jwks,
    isReady: () => isMigrated(db),
    explorer: {
      printSdl: () => printSchemaWithDirectives(schema),
      findDemoAccounts: findDemo,
      folder: overrides.explorerFolder,
    },
    patience: overrides.patience,
    log: overrides.log,
    metrics: metrics && { own: metrics, read: share?.(metrics.snapshot) ?? metrics.text, token: config.metrics?.token },
  });
  app.decorate('findDemoAccounts', findDemo);
  app.addHook('onClose', async () => {
    await server.stop();
    await db.destroy();
  });
  return app;
}

/** What everything else stands on. */
interface Foundation {
  db: Database;
  keys: Keys;
  passwords: Passwords;
  /** Undefined where nothing is counted. */
  metrics: Metrics | undefined;
}

async function layFoundation(
  config: Config,
  { now = Date.now, databaseTimeout }: Overrides,
  preparing: ReturnType<typeof createPasswords>,
  scopes: readonly string[],
): Promise<Foundation> {
  const location: DatabaseLocation = { url: config.databaseUrl, file: databaseFile(config.dataDir) };
  const [passwords, metrics] = await Promise.all([
    preparing,
    config.metrics && createMetrics(location, scopes),
    migrateAt(location),
  ]);
  metrics?.watchPasswords(passwords.queue);
  const db = connect(location, databaseTimeout, metrics?.stated);
  return { db, keys: await prepare(db, config, passwords, now), passwords, metrics };
}

function createAuthority(
  config: Config,
  { db, keys, passwords, metrics }: Foundation,
  catalogue: readonly string[],
  now: () => number,
): Authority {
  const { issuer, audience, loginLimit, sessionSeconds, refreshGraceSeconds } = config;
  return {
    db,
    tokens: createTokens({ keys, issuer, audience, now, watch: metrics?.verified }),
    now,
    passwords,
    limit: createLoginLimit(db, loginLimit, now),
    catalogue,
    sessionSeconds,
    refreshGraceSeconds,
    isRecordedStranger: createSampler(MOST_RECORDED_STRANGERS, now),
    watchSignIns: metrics?.signedIn,
  };
}

/** What is needed for it is read only where something is counted. */
async function createMetrics({ url }: DatabaseLocation, scopes: readonly string[]): Promise<Metrics> {
  const { Metrics } = await import('./metrics/metrics.js');
  return new Metrics({ database: url ? 'postgresql' : 'sqlite', scopes });
}

/** Fills an empty database in development, and opens the keys; closes it where that fails. */
async function prepare(db: Database, config: Config, passwords: Passwords, now: () => number): Promise<Keys> {
  try {
    await requireWritable(db);
    await addFirstRoles(db);
    if (config.production) await requireNoDemoAccounts(db, passwords);
    else await addDemoData(db, now());
    await requireIssuersRoles(db, config.outsideIssuers);
    return config.signingKeys ? fixedKeys(await loadKeys(config.signingKeys)) : await openStoredKeys(db, now);
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** @throws ConfigError where somebody would be given a role that does not exist */
async function requireIssuersRoles(db: Database, issuers: readonly OutsideIssuer[]): Promise<void> {
  const faults: string[] = [];
  for (const { issuer, roles } of issuers) {
    const unknown = await findUnknownRoles(db, roles);
    faults.push(...unknown.map(({ text }) => `OIDC_ISSUERS: ${issuer}: ${text}`));
  }
  if (faults.length > 0) throw new ConfigError(faults);
}
