import * as v from 'valibot';
import { accepting, oneOf, type Setting, setting } from './setting.js';

/** Where a claim is: its name, or the names on the way down to it. */
export type ClaimPath = readonly string[];

/** An OpenID issuer whose access tokens are accepted beside our own. */
export type OutsideIssuer = v.InferOutput<typeof outsideIssuer>;

/** Signatures that can be verified with a public key alone: with a shared secret, whoever verifies could sign. */
const algorithms = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
  'Ed25519',
] as const;

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const isSecure = ({ protocol, hostname, username }: URL) =>
  !username && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname)));

/** Where keys may come from: over a connection on which nobody can put others in their place. */
export const secureUrl = v.pipe(
  v.string('a URL'),
  v.check(
    (text) => URL.canParse(text) && isSecure(new URL(text)),
    'an https URL (http on this machine alone) without a user',
  ),
);

const issuerUrl = accepting(
  'an https URL, or http on this machine alone, without a query',
  v.pipe(
    secureUrl,
    v.check((text) => !/[?#]/.test(text), 'a URL without a query or a fragment'),
  ),
);

/** A JWK Set (RFC 7517, section 5). */
export const keySet = v.looseObject({ keys: v.array(v.looseObject({ kty: v.string() })) });

const claimNames = 'the name of a claim, or a list of the names that lead to it';
const claimName = v.pipe(v.string(claimNames), v.nonEmpty(claimNames));
const claimPath = accepting(
  claimNames,
  v.pipe(
    v.union([claimName, v.pipe(v.array(claimName), v.nonEmpty(claimNames))], claimNames),
    v.transform((path): ClaimPath => (typeof path === 'string' ? [path] : path)),
  ),
);
const audience = accepting('a string', v.pipe(v.string('a string'), v.nonEmpty('an audience')));
const source = accepting(
  'an https URL, or a JWK Set (RFC 7517, section 5)',
  v.union([secureUrl, keySet], 'a URL or a JWK Set'),
);
const signatures = accepting(
  `a list of ${algorithms.join(', ')}`,
  v.pipe(v.array(v.picklist(algorithms, `one of ${algorithms.join(', ')}`)), v.nonEmpty('at least one algorithm')),
);
const roleNames = accepting('a list of roles', v.array(v.string('the name of a role'), 'a list of roles'));

/** What can be said of an outside issuer, as docs/configuration.md lists it. */
export const issuerSettings = {
  issuer: setting({ what: 'Exactly as in the claim `iss`.', unset: 'required' }, issuerUrl),
  audience: setting({ what: 'What must be in the claim `aud`.', unset: 'required' }, audience),
  jwks: setting(
    {
      what: 'Where its keys are, or the keys.',
      unset: 'found by discovery (OpenID Connect Discovery 1.0, section 4)',
    },
    v.optional(source),
  ),
  algorithms: setting(
    { what: 'The signatures that are accepted.' },
    v.optional(signatures, ['ES256', 'EdDSA', 'RS256']),
  ),
  tokenType: setting(
    {
      what: 'The header `typ` of its access tokens. `JWT` is that of many issuers’ ID tokens too: then only the audience tells them apart.',
    },
    v.optional(oneOf(['at+jwt', 'JWT']), 'at+jwt'),
  ),
  scopesClaim: setting(
    {
      what: 'Where the scopes are, as a string with spaces or a list.',
      unset: 'the string `scope`, or the list `scopes` or `scp`',
    },
    v.optional(claimPath),
  ),
  rolesClaim: setting(
    { what: 'Where roles are that this issuer decides, beside those in the database.', unset: 'it decides none' },
    v.optional(claimPath),
  ),
  createAccounts: setting(
    { what: 'Whether somebody who was never seen gets an account.' },
    v.optional(accepting('true or false', v.boolean('true or false')), false),
  ),
  roles: setting({ what: 'The roles of such an account.' }, v.optional(roleNames, [])),
} satisfies Readonly<Record<string, Setting>>;

const outsideIssuer = v.strictObject(issuerSettings, ({ expected, received }) => {
  if (expected === 'never') return 'no such setting';
  return received === 'undefined' ? 'a value' : 'an object with issuer and audience';
});

const expected = 'a JSON list of issuers';

/** A JSON text that lists them. */
export const outsideIssuers = v.pipe(
  v.string(),
  v.parseJson({}, expected),
  v.array(outsideIssuer, expected),
  v.check((issuers) => new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length, 'each issuer once'),
);
