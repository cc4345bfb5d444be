import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import { ConfigError } from '../../src/errors.js';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
  }
  return [];
}

const key = 'A'.repeat(43);

const goodIssuer = { issuer: 'https://id.example', audience: 'api' };
const issuers = (settings: object) => ({ OIDC_ISSUERS: JSON.stringify([{ ...goodIssuer, ...settings }]) });

test('nothing has to be set', () => {
  expect(readConfig({})).toMatchObject({
    production: false,
    host: '127.0.0.1',
    port: 4000,
    workers: 1,
    dataDir: '.data',
    databaseUrl: undefined,
    loginLimit: 10,
    explorer: true,
  });
});

test('an outside issuer needs no more than its name and the audience', () => {
  expect(readConfig(issuers({})).outsideIssuers).toEqual([
    { ...goodIssuer, algorithms: ['ES256', 'EdDSA', 'RS256'], tokenType: 'at+jwt', createAccounts: false, roles: [] },
  ]);
  const settings = { jwks: { keys: [{ kty: 'EC' }] }, scopesClaim: 'scp', rolesClaim: ['realm', 'roles'] };
  expect(readConfig(issuers(settings)).outsideIssuers).toMatchObject([{ ...settings, scopesClaim: ['scp'] }]);
});

test('an empty variable counts as absent', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '', EXPLORER: '' })).toEqual(readConfig({}));
});

const production = { NODE_ENV: 'production', ISSUER: 'https://api.example', AUDIENCE: 'api', DATA_DIR: '/data' };

test('the explorer is off in production, unless switched on', () => {
  expect(readConfig(production).explorer).toBe(false);
  expect(readConfig({ ...production, EXPLORER: 'on' }).explorer).toBe(true);
  expect(readConfig({ EXPLORER: 'off' }).explorer).toBe(false);
});

test('metrics are off unless switched on, and for everybody in development alone', () => {
  const METRICS_TOKEN = 'c2l4dGVlbiBvciBtb3Jl';
  expect(readConfig({}).metrics).toBeUndefined();
  expect(readConfig({ ...production, METRICS: 'off' }).metrics).toBeUndefined();
  expect(readConfig({ METRICS_TOKEN }).metrics).toBeUndefined();
  expect(readConfig({ METRICS: 'on' }).metrics).toEqual({ token: undefined });
  expect(readConfig({ ...production, METRICS: 'on', METRICS_TOKEN }).metrics).toEqual({ token: METRICS_TOKEN });
});

test.each([
  [{ PORT: 'http' }, /^PORT: expected a whole number from 0 to 65535$/],
  [{ PORT: '65536' }, /^PORT/],
  [{ PORT: '1e3' }, /^PORT/],
  [{ WORKERS: '0' }, /^WORKERS: expected a whole number from 1 to 64$/],
  [{ WORKERS: '65' }, /^WORKERS/],
  [{ WORKERS: 'auto' }, /^WORKERS/],
  [{ LOGIN_LIMIT: '0' }, /^LOGIN_LIMIT: expected a whole number from 1 to 1000, or off$/],
  [{ LOGIN_LIMIT: 'off', ...production }, /^LOGIN_LIMIT: off is for load tests/],
  [{ DATABASE_URL: 'mysql://localhost/x' }, /^DATABASE_URL: expected a URL that begins with postgres:/],
  [{ EXPLORER: 'yes' }, /^EXPLORER: expected on or off$/],
  [{ CORS_ORIGINS: 'https://a.example, b.example' }, /^CORS_ORIGINS.1: expected origins such as/],
  [{ CORS_ORIGINS: 'https://a.example/' }, /^CORS_ORIGINS.0/],
  [{ SESSION_DAYS: '0' }, /^SESSION_DAYS: expected a whole number from 1 to 365$/],
  [{ REFRESH_COOKIE: 'lax' }, /^REFRESH_COOKIE: expected on or off$/],
  [{ REFRESH_GRACE: '61' }, /^REFRESH_GRACE: expected a whole number from 0 to 60$/],
  [{ OIDC_ISSUERS: 'https://id.example' }, /^OIDC_ISSUERS: expected a JSON list of issuers$/],
  [{ OIDC_ISSUERS: '{}' }, /^OIDC_ISSUERS: expected a JSON list of issuers$/],
  [{ OIDC_ISSUERS: '[1]' }, /^OIDC_ISSUERS.0: expected an object with issuer and audience$/],
  [issuers({ audience: undefined }), /^OIDC_ISSUERS.0.audience: expected a value$/],
  [issuers({ issuer: 'http://id.example' }), /^OIDC_ISSUERS.0.issuer: expected an https URL/],
  [issuers({ issuer: 'https://id.example/?x' }), /^OIDC_ISSUERS.0.issuer: expected a URL without a query/],
  [issuers({ issuer: 'https://a@id.example' }), /^OIDC_ISSUERS.0.issuer: expected an https URL/],
  [issuers({ audience: '' }), /^OIDC_ISSUERS.0.audience: expected an audience$/],
  [issuers({ algorithms: [] }), /^OIDC_ISSUERS.0.algorithms: expected at least one algorithm$/],
  [issuers({ algorithms: ['HS256'] }), /^OIDC_ISSUERS.0.algorithms.0: expected one of ES256, /],
  [issuers({ algorithms: ['none'] }), /^OIDC_ISSUERS.0.algorithms.0: expected one of ES256, /],
  [issuers({ jwks: 'http://id.example/keys' }), /^OIDC_ISSUERS.0.jwks: expected an https URL/],
  [issuers({ tokenType: 'id' }), /^OIDC_ISSUERS.0.tokenType: expected at\+jwt or JWT$/],
  [issuers({ rolesClaim: [] }), /^OIDC_ISSUERS.0.rolesClaim: expected the name of a claim/],
  [issuers({ createAccounts: 'yes' }), /^OIDC_ISSUERS.0.createAccounts: expected true or false$/],
  [issuers({ createAccount: true }), /^OIDC_ISSUERS.0.createAccount: expected no such setting$/],
  [issuers({ issuer: 'http://localhost:4000' }), /^OIDC_ISSUERS: expected other issuers than ISSUER$/],
  [{ OIDC_ISSUERS: JSON.stringify([goodIssuer, goodIssuer]) }, /^OIDC_ISSUERS: expected each issuer once$/],
  [{ JWT_KEYS: 'not json' }, /^JWT_KEYS: expected a JSON list/],
  [{ JWT_KEYS: '{}' }, /^JWT_KEYS: expected a JSON list/],
  [{ JWT_KEYS: '[]' }, /^JWT_KEYS: expected at least one key$/],
  [{ JWT_KEYS: `[{"kty":"EC","crv":"P-256","x":"${key}","y":"${key}"}]` }, /^JWT_KEYS.0.d: expected a whole key$/],
  [{ JWT_KEYS: '[{"kty":"oct","k":"c2VjcmV0","d":"x"}]' }, /^JWT_KEYS.0.kty: expected EC, OKP or RSA$/],
  [
    { JWT_KEYS: `[{"kty":"RSA","n":"${key}","e":"AQAB","d":"${key}"}]` },
    /^JWT_KEYS.0.n: expected a modulus of at least 2048 bits$/,
  ],
  [{ NODE_ENV: 'Production' }, /^NODE_ENV: expected one of development, test, production$/],
  [{ TRUST_PROXY: '10.0.0.0/8,banana' }, /^TRUST_PROXY.1: expected addresses or ranges/],
  [{ TRUST_PROXY: '0.0.0.0/0' }, /^TRUST_PROXY.0: expected addresses or ranges/],
  [{ TRUST_PROXY: '::/0' }, /^TRUST_PROXY.0: expected addresses or ranges/],
  [{ ...production, ISSUER: ' ' }, /^ISSUER: expected a value, in production$/],
  [{ METRICS: 'yes' }, /^METRICS: expected on or off$/],
  [{ METRICS: 'on', ...production }, /^METRICS_TOKEN: expected a value, in production: METRICS is on$/],
  [
    { METRICS_TOKEN: 'x'.repeat(15) },
    /^METRICS_TOKEN: expected at least 16 letters, digits, or -\._~\+\/, as in a bearer token$/,
  ],
  [{ METRICS_TOKEN: 'no header can hold it\n' }, /^METRICS_TOKEN/],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL: expected one of fatal/],
])('%j is a fault that says what was expected', (env, fault) => {
  expect(faultsOf(env as Record<string, string>)).toEqual([expect.stringMatching(fault)]);
});

test('production leaves nothing to chance that tokens depend on', () => {
  const missing = faultsOf({ NODE_ENV: 'production', LOGIN_LIMIT: 'off' });
  expect(missing.map((fault) => fault.split(':', 1)[0])).toEqual(['ISSUER', 'AUDIENCE', 'LOGIN_LIMIT', 'DATABASE_URL']);
  const { DATA_DIR: _, ...nowhere } = production;
  expect(faultsOf(nowhere)).toEqual([
    expect.stringMatching(/^DATABASE_URL: expected a value, or DATA_DIR, or JWT_KEYS/),
  ]);
  for (const place of [{ DATA_DIR: '/data' }, { DATABASE_URL: 'postgres://db/scopeql' }]) {
    expect(readConfig({ ...nowhere, ...place }).production).toBe(true);
  }
});

test('every fault is reported at once, and no secret with it', () => {
  const secret = 'c2VjcmV0IGtleQ';
  const faults = faultsOf({
    PORT: 'x',
    EXPLORER: 'x',
    DATABASE_URL: `mysql://u:${secret}@h/d`,
    METRICS_TOKEN: secret,
    JWT_KEYS: `[{"kty":"oct","d":"${secret}"}]`,
  });
  expect(faults).toHaveLength(5);
  expect(faults.join()).not.toContain(secret);
});
