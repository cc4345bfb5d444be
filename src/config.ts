import { isIP } from 'node:net';
import { join } from 'node:path';
import * as v from 'valibot';
import { ConfigError } from './errors.js';
import { type OutsideIssuer, outsideIssuers } from './outside-issuers.js';
import { faultOf, type SigningJwk, signingKeys } from './signing-keys.js';

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

const wholeNumber = (from: number, to: number, or = '') => {
  const expected = `a whole number from ${from} to ${to}${or}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, expected),
    v.toNumber(),
    v.minValue(from, expected),
    v.maxValue(to, expected),
  );
};

const url = (...protocols: string[]) =>
  v.pipe(
    v.string(),
    v.check(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    ),
  );

const modes = ['development', 'test', 'production'] as const;
const onOrOff = v.picklist(['on', 'off'], 'on or off');
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const environment = v.object({
  NODE_ENV: v.optional(v.picklist(modes, `one of ${modes.join(', ')}`)),
  HOST: v.optional(v.string(), '127.0.0.1'),
  PORT: v.optional(wholeNumber(0, 65_535), '4000'),
  WORKERS: v.optional(wholeNumber(1, 64), '1'),
  ISSUER: v.optional(v.string(), 'http://localhost:4000'),
  AUDIENCE: v.optional(v.string(), 'scopeql'),
  JWT_KEYS: v.optional(signingKeys),
  OIDC_ISSUERS: v.optional(outsideIssuers, '[]'),
  SESSION_DAYS: v.optional(wholeNumber(1, 365), '30'),
  REFRESH_GRACE: v.optional(wholeNumber(0, 60), '10'),
  REFRESH_COOKIE: v.optional(v.picklist(['on', 'off'], 'on or off'), 'off'),
  DATA_DIR: v.optional(v.string(), '.data'),
  DATABASE_URL: v.optional(url('postgres:', 'postgresql:')),
  LOGIN_LIMIT: v.optional(v.union([v.literal('off'), wholeNumber(1, 1_000, ', or off')]), '10'),
  EXPLORER: v.optional(onOrOff),
  CORS_ORIGINS: v.optional(v.pipe(v.string(), v.transform(list), v.array(origin())), ''),
  TRUST_PROXY: v.optional(v.pipe(v.string(), v.transform(list), v.array(address())), ''),
  LOG_LEVEL: v.optional(v.picklist(logLevels, `one of ${logLevels.join(', ')}`)),
  METRICS: v.optional(onOrOff, 'off'),
  METRICS_TOKEN: v.optional(
    v.pipe(v.string(), v.regex(/^[\w.~+/-]{16,}=*$/, 'at least 16 letters, digits, or -._~+/, as in a bearer token')),
  ),
});

function address() {
  const expected = 'addresses or ranges, such as 10.0.0.0/8 or loopback, separated by commas';
  const names = ['loopback', 'linklocal', 'uniquelocal'];
  const isRange = (text: string) => {
    const [ip = '', prefix = '0', ...more] = text.split('/');
    const bits = { 0: -1, 4: 32, 6: 128 }[isIP(ip)] ?? -1;
    // The whole of the internet is no proxy: every address would be the client's own to choose.
    const isPrefix = /^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits;
    return more.length === 0 && (text.includes('/') ? isPrefix : bits > 0);
  };
  return v.pipe(
    v.string(),
    v.check((text) => names.includes(text) || isRange(text), expected),
  );
}

function origin() {
  const expected = 'origins such as https://app.example.org, separated by commas';
  return v.pipe(
    v.string(),
    v.check((text) => URL.canParse(text) && new URL(text).origin === text, expected),
  );
}

/**
 * Reads the configuration from environment variables; an empty or blank one counts as absent.
 * @throws ConfigError that names every faulty variable and what was expected, and quotes no value
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
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

/** What may not be left to chance: who issues tokens, for whom, and where their keys and the data stay. */
function faultsInProduction(env: Readonly<Record<string, string | undefined>>): string[] {
  const faults = (['ISSUER', 'AUDIENCE'] as const)
    .filter((name) => env[name] === undefined)
    .map((name) => `${name}: expected a value, in production`);
  if (!env.JWT_KEYS && !env.DATABASE_URL && !env.DATA_DIR)
    faults.push(
      'DATABASE_URL: expected a value, or DATA_DIR, or JWT_KEYS, in production: the keys must be kept somewhere',
    );
  if (env.METRICS === 'on' && !env.METRICS_TOKEN)
    faults.push('METRICS_TOKEN: expected a value, in production: METRICS is on');
  if (env.LOGIN_LIMIT === 'off') faults.push('LOGIN_LIMIT: off is for load tests, not for production');
  return faults;
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

function list(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
