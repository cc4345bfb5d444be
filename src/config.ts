import { join } from 'node:path';
import * as v from 'valibot';
import { ConfigError } from './errors.js';
import type { OutsideIssuer } from './outside-issuers.js';
import { type Described, describeSettings } from './setting.js';
import { faultOf, type SigningJwk } from './signing-keys.js';
import { type AboutVariable, variables } from './variables.js';

export interface Config {
  production: boolean;
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** Processes that answer on it. */
  workers: number;
  /** `iss` and `aud` of the access tokens. */
  issuer: string;
  audience: string;
  /** Private JWKs, the first of which signs; undefined where they are kept in the database. */
  signingKeys: readonly SigningJwk[] | undefined;
  /** OpenID issuers whose access tokens are accepted too. */
  outsideIssuers: readonly OutsideIssuer[];
  /** Seconds that a session lasts, however often it is refreshed. */
  sessionSeconds: number;
  /** Seconds in which a refresh token that was just spent gives the same successor again. */
  refreshGraceSeconds: number;
  /** Keep refresh tokens in a cookie that no script can read, not in answers. */
  refreshCookie: boolean;
  dataDir: string;
  /** A PostgreSQL URL, or undefined for the embedded database in `dataDir`. */
  databaseUrl: string | undefined;
  /** Sign-ins that may be tried in a minute under one name, without a right password between. */
  loginLimit: number | 'off';
  /** Apollo Sandbox, GraphiQL and introspection. */
  explorer: boolean;
  /** Origins that a browser may send requests from, beside this server's own. */
  corsOrigins: readonly string[];
  /** Addresses, or address ranges, of the proxies in front whose X-Forwarded headers count. */
  trustProxy: false | string[];
  logLevel: string;
  /** Undefined where nothing is counted, and `/metrics` is not there. */
  metrics: { token: string | undefined } | undefined;
}

const environment = v.object(variables);

/**
 * Reads the configuration from environment variables; an empty or blank one counts as absent.
 * @throws ConfigError that names every faulty variable and what was expected, and quotes no value
 */
export function readConfig(env: Present): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const result = v.safeParse(environment, present);
  const production = present.NODE_ENV === 'production';
  const faults = result.issues?.map((issue) => faultOf(issue)) ?? [];
  if (production) faults.push(...faultsInProduction(present));
  if (result.success && result.output.OIDC_ISSUERS.some(({ issuer }) => issuer === result.output.ISSUER))
    faults.push('OIDC_ISSUERS: expected other issuers than ISSUER');
  if (!result.success || faults.length > 0) throw new ConfigError(faults);
  return configOf(result.output, production);
}

type Present = Readonly<Record<string, string | undefined>>;

/** What may not be left to chance: who issues tokens, for whom, and where their keys and the data stay. */
function faultsInProduction(env: Present): string[] {
  const described = describeSettings<AboutVariable>(variables);
  const keeping = described.filter(({ production }) => production === 'keeps keys').map(({ name }) => name);
  return [
    ...described.flatMap((each) => faultsOf(each, env)),
    ...faultsOfKeeping(keeping, env),
    ...faultsOfMetrics(env),
  ];
}

function faultsOf({ name, production }: Described<AboutVariable>, env: Present): string[] {
  if (production === 'required' && env[name] === undefined) return [`${name}: expected a value, in production`];
  if (typeof production !== 'object' || env[name] !== production.refuses) return [];
  return [`${name}: ${production.refuses} is for load tests, not for production`];
}

function faultsOfKeeping(names: readonly string[], env: Present): string[] {
  if (names.some((name) => env[name] !== undefined)) return [];
  const [first, ...others] = names;
  const or = others.map((other) => ` or ${other},`).join('');
  return [`${first}: expected a value,${or} in production: the keys must be kept somewhere`];
}

/** They tell what is asked for, and how much there is of it: not whoever comes by. */
function faultsOfMetrics({ METRICS, METRICS_TOKEN }: Present): string[] {
  return METRICS === 'on' && !METRICS_TOKEN ? ['METRICS_TOKEN: expected a value, in production: METRICS is on'] : [];
}

function configOf(env: v.InferOutput<typeof environment>, production: boolean): Config {
  return {
    production,
    host: env.HOST,
    port: env.PORT,
    workers: env.WORKERS,
    issuer: env.ISSUER,
    audience: env.AUDIENCE,
    signingKeys: env.JWT_KEYS,
    outsideIssuers: env.OIDC_ISSUERS,
    sessionSeconds: env.SESSION_DAYS * 24 * 60 * 60,
    refreshGraceSeconds: env.REFRESH_GRACE,
    refreshCookie: env.REFRESH_COOKIE === 'on',
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL,
    loginLimit: env.LOGIN_LIMIT,
    explorer: env.EXPLORER ? env.EXPLORER === 'on' : !production,
    corsOrigins: env.CORS_ORIGINS,
    trustProxy: env.TRUST_PROXY.length > 0 && env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    metrics: env.METRICS === 'on' ? { token: env.METRICS_TOKEN } : undefined,
  };
}

/** Where the embedded database is kept. */
export function databaseFile(dataDir: string): string {
  return join(dataDir, 'scopeql.db');
}
