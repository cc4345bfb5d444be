import { isIP } from 'node:net';
import * as v from 'valibot';
import { outsideIssuers } from './outside-issuers.js';
import { type About, accepting, oneOf, type Setting, setting } from './setting.js';
import { signingKeys } from './signing-keys.js';

/** What production asks of a variable. */
export interface AboutVariable extends About {
  /**
   * `required`: it must be set. `keeps keys`: one of these must, or the keys would be lost with the process. Else a value that
   * is refused, as it is for load tests.
   */
  production?: 'required' | 'keeps keys' | { refuses: string };
}

const wholeNumber = (from: number, to: number, or = '') => {
  const expected = `a whole number from ${from} to ${to}${or}`;
  const schema = v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, expected),
    v.toNumber(),
    v.minValue(from, expected),
    v.maxValue(to, expected),
  );
  return accepting(expected, schema);
};

const url = (...protocols: string[]) => {
  const expected = `a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`;
  const isOne = (text: string) => URL.canParse(text) && protocols.includes(new URL(text).protocol);
  return accepting(expected, v.pipe(v.string(), v.check(isOne, expected)));
};

const text = (words: string) => accepting(words, v.string());
const onOrOff = oneOf(['on', 'off']);

const listOf = (expected: string, isOne: (text: string) => boolean) =>
  accepting(expected, v.pipe(v.string(), v.transform(partsOf), v.array(v.pipe(v.string(), v.check(isOne, expected)))));

function partsOf(list: string): string[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

function isAddressRange(text: string): boolean {
  const [ip = '', prefix = '0', ...more] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(ip)] ?? -1;
  // The whole of the internet is no proxy: every address would be the client's own to choose.
  const isPrefix = /^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits;
  return more.length === 0 && (text.includes('/') ? isPrefix : bits > 0);
}

const isProxy = (text: string) => ['loopback', 'linklocal', 'uniquelocal'].includes(text) || isAddressRange(text);
const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;

/** Every environment variable that is read, each with what is said of it in docs/configuration.md and by `--help`. */
export const variables = {
  NODE_ENV: setting(
    {
      what: 'In production there are no demo data, the explorer is off, errors suggest no names, and nothing starts without what tokens depend on.',
      unset: '`development`',
    },
    v.optional(oneOf(['development', 'test', 'production'])),
  ),
  HOST: setting(
    { what: 'Where to listen.' },
    v.optional(text('an address of this machine, or a name of one'), '127.0.0.1'),
  ),
  PORT: setting({ what: 'The port to listen on; 0 picks a free one.' }, v.optional(wholeNumber(0, 65_535), '4000')),
  WORKERS: setting(
    { what: 'Processes that answer on the port: best as many as there are cores.' },
    v.optional(wholeNumber(1, 64), '1'),
  ),
  DATABASE_URL: setting(
    { what: 'A PostgreSQL database, in place of the embedded one.', production: 'keeps keys' },
    v.optional(url('postgres:', 'postgresql:')),
  ),
  DATA_DIR: setting(
    { what: 'Where the embedded database is kept.', production: 'keeps keys' },
    v.optional(text('a folder; it is made where there is none'), '.data'),
  ),
  ISSUER: setting(
    { what: '`iss` of the access tokens: the URL at which clients reach this server.', production: 'required' },
    v.optional(text('a string, best a URL'), 'http://localhost:4000'),
  ),
  AUDIENCE: setting(
    { what: '`aud` of the access tokens: whom they are for.', production: 'required' },
    v.optional(text('a string'), 'scopeql'),
  ),
  JWT_KEYS: setting(
    {
      what: 'The keys that sign access tokens, the first of which signs; the others verify, so that a key can be replaced.',
      unset: 'made, and kept in the database',
      production: 'keeps keys',
    },
    v.optional(accepting('a JSON list of private JWKs, for ES256, EdDSA or RS256', signingKeys)),
  ),
  OIDC_ISSUERS: setting(
    { what: 'Issuers whose access tokens are accepted beside our own.' },
    v.optional(accepting('a JSON list of issuers', outsideIssuers), '[]'),
  ),
  SESSION_DAYS: setting(
    { what: 'How long a session lasts, however often it is refreshed.' },
    v.optional(wholeNumber(1, 365), '30'),
  ),
  REFRESH_GRACE: setting(
    { what: 'Seconds in which a spent refresh token gives the same successor again, in case an answer was lost.' },
    v.optional(wholeNumber(0, 60), '10'),
  ),
  REFRESH_COOKIE: setting(
    {
      what: 'Keeps the refresh token in a cookie that no script can read, and not in answers, as docs/sessions.md says.',
    },
    v.optional(onOrOff, 'off'),
  ),
  LOGIN_LIMIT: setting(
    {
      what: 'Sign-ins that may be tried in a minute under one name, without a right password between, and ten times as many from one address.',
      production: { refuses: 'off' },
    },
    v.optional(
      accepting(
        'a whole number from 1 to 1000, or off',
        v.union([v.literal('off'), wholeNumber(1, 1_000, ', or off')]),
      ),
      '10',
    ),
  ),
  EXPLORER: setting(
    { what: 'Apollo Sandbox, GraphiQL and introspection.', unset: '`on`, in production `off`' },
    v.optional(onOrOff),
  ),
  CORS_ORIGINS: setting(
    { what: 'Origins that browsers may send requests to `/graphql` from, beside this server’s own.' },
    v.optional(listOf('origins such as https://app.example.org, separated by commas', isOrigin), ''),
  ),
  TRUST_PROXY: setting(
    {
      what: 'The proxies in front, whose X-Forwarded headers count: without it every client has the address of the proxy.',
    },
    v.optional(listOf('addresses or ranges, such as 10.0.0.0/8 or loopback, separated by commas', isProxy), ''),
  ),
  LOG_LEVEL: setting(
    { what: 'What goes to the log on stdout.', unset: '`warn`, in production `info`' },
    v.optional(oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])),
  ),
  METRICS: setting(
    {
      what: 'Counts and times what is done, and serves it to Prometheus at `/metrics`, as docs/production.md says.',
    },
    v.optional(onOrOff, 'off'),
  ),
  METRICS_TOKEN: setting(
    {
      what: 'What whoever reads the metrics has to send as a bearer token. Required in production where `METRICS` is on.',
      unset: 'everybody may read them',
    },
    v.optional(
      accepting(
        'at least 16 letters, digits, or -._~+/',
        v.pipe(
          v.string(),
          v.regex(/^[\w.~+/-]{16,}=*$/, 'at least 16 letters, digits, or -._~+/, as in a bearer token'),
        ),
      ),
    ),
  ),
} satisfies Readonly<Record<string, Setting<AboutVariable>>>;
