import { randomUUID } from 'node:crypto';
import { errors, type JWTHeaderParameters, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import { InvalidTokenError } from '../errors.js';
import type { KeyRing } from './keys.js';

/** Seconds that an access token is good for. */
export const ACCESS_TOKEN_SECONDS = 30 * 60;

/** What an access token says. */
export interface AccessToken {
  accountId: string;
  scopes: readonly string[];
}

/** Issues and verifies access tokens: RFC 9068, but for `client_id`, as there are no clients yet. */
export interface Tokens {
  issue(token: AccessToken): Promise<string>;
  /** @throws InvalidTokenError whatever is wrong with it */
  verify(jwt: string): Promise<AccessToken>;
}

export interface TokenOptions {
  keys: KeyRing;
  issuer: string;
  audience: string;
  /** Milliseconds since 1970. */
  now: () => number;
}

const TYPE = 'at+jwt';
const MOST_CHARACTERS = 8_192;
/** JWS compact serialization (RFC 7515, section 7.1). jose also reads base64url with white space and padding in it. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** Scope tokens with one space between each (RFC 6749, section 3.3); none at all is a token without scopes. */
const SCOPE_LIST = /^(?:[\x21\x23-\x5B\x5D-\x7E]+(?: [\x21\x23-\x5B\x5D-\x7E]+)*)?$/;

const claims = v.object({
  sub: v.pipe(v.string(), v.nonEmpty()),
  jti: v.pipe(v.string(), v.nonEmpty()),
  iat: v.number(),
  exp: v.number(),
  scope: v.pipe(v.string(), v.regex(SCOPE_LIST)),
});

export function createTokens({ keys, issuer, audience, now }: TokenOptions): Tokens {
  const algorithms = keys.jwks.keys.map(({ alg }) => alg ?? '');
  const keyFor = ({ kid, alg }: JWTHeaderParameters) => {
    const key = kid === undefined ? undefined : keys.find(kid);
    if (!key) throw new InvalidTokenError('The token is signed with an unknown key.');
    if (key.alg !== alg) throw new InvalidTokenError('The token is signed with another algorithm than its key is for.');
    return key.publicKey;
  };
  return {
    issue: ({ accountId, scopes }) => {
      const issuedAt = Math.floor(now() / 1_000);
      const { alg, kid, privateKey } = keys.signing;
      return new SignJWT({ scope: scopes.join(' ') })
        .setProtectedHeader({ alg, kid, typ: TYPE })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(accountId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
        .setJti(randomUUID())
        .sign(privateKey);
    },
    verify: async (jwt) => {
      if (jwt.length > MOST_CHARACTERS || !COMPACT.test(jwt)) throw new InvalidTokenError('The token is malformed.');
      try {
        const currentDate = new Date(now());
        const options = { issuer, audience, typ: TYPE, algorithms, currentDate };
        return read((await jwtVerify(jwt, keyFor, options)).payload);
      } catch (error) {
        throw error instanceof InvalidTokenError ? error : new InvalidTokenError(reasonOf(error), { cause: error });
      }
    },
  };
}

function read(payload: JWTPayload): AccessToken {
  const result = v.safeParse(claims, payload);
  if (!result.success) throw new InvalidTokenError('The token has a missing or malformed claim.');
  const { sub, scope } = result.output;
  return { accountId: sub, scopes: scope === '' ? [] : scope.split(' ') };
}

/** @throws the error itself where it is not about the token */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) return `The token has an unacceptable ${error.claim}.`;
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'The signature of the token is wrong.';
  if (error instanceof errors.JOSEError || error instanceof TypeError) return 'The token is malformed.';
  throw error;
}
