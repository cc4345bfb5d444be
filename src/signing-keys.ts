import * as v from 'valibot';
import { ConfigError } from './errors.js';

/** The algorithms that access tokens are signed with. */
export const keyAlgorithms = ['ES256', 'EdDSA', 'RS256'] as const;
export type KeyAlgorithm = (typeof keyAlgorithms)[number];

const algorithms = { EC: 'ES256', OKP: 'EdDSA', RSA: 'RS256' } as const;

/** The one algorithm that a key is for. */
export function algorithmOf({ kty }: SigningJwk): KeyAlgorithm {
  return algorithms[kty];
}

/** A private JSON Web Key (RFC 7517) for ES256, EdDSA or RS256. */
export type SigningJwk = v.InferOutput<typeof signingJwk>;

const base64url = (least: number, what: string) =>
  v.pipe(v.string(what), v.regex(/^[\w-]+$/, what), v.minLength(least, what));
const kid = v.optional(v.string('a string'));

const signingJwk = v.variant(
  'kty',
  [
    v.looseObject(
      {
        kty: v.literal('EC'),
        alg: v.optional(v.literal('ES256', 'ES256')),
        crv: v.literal('P-256', 'P-256'),
        x: base64url(43, 'a coordinate of 32 bytes'),
        y: base64url(43, 'a coordinate of 32 bytes'),
        d: base64url(43, 'a private key of 32 bytes'),
        kid,
      },
      'a whole key',
    ),
    v.looseObject(
      {
        kty: v.literal('OKP'),
        alg: v.optional(v.literal('EdDSA', 'EdDSA')),
        crv: v.literal('Ed25519', 'Ed25519'),
        x: base64url(43, 'a public key of 32 bytes'),
        d: base64url(43, 'a private key of 32 bytes'),
        kid,
      },
      'a whole key',
    ),
    v.looseObject(
      {
        kty: v.literal('RSA'),
        alg: v.optional(v.literal('RS256', 'RS256')),
        n: base64url(342, 'a modulus of at least 2048 bits'),
        e: base64url(1, 'an exponent'),
        d: base64url(1, 'a private exponent'),
        kid,
      },
      'a whole key',
    ),
  ],
  'EC, OKP or RSA',
);

const expected = 'a JSON list of private JWKs';

/** A JSON text that lists at least one of them. */
export const signingKeys = v.pipe(
  v.string(),
  v.parseJson({}, expected),
  v.array(signingJwk, expected),
  v.nonEmpty('at least one key'),
);

/**
 * Reads a list of private JWKs.
 * @param source where it is from, for the error
 * @throws ConfigError that names what is wrong, and quotes no key
 */
export function readSigningKeys(json: string, source: string): SigningJwk[] {
  const result = v.safeParse(signingKeys, json);
  if (result.success) return result.output;
  throw new ConfigError(result.issues.map((issue) => faultOf(issue, source)));
}

/** What is wrong and where, without the value, which may be secret. */
export function faultOf({ path, message }: v.BaseIssue<unknown>, source?: string): string {
  const place = [...(source ? [source] : []), ...(path?.map(({ key }) => String(key)) ?? [])].join('.');
  return `${place}: expected ${message}`;
}
