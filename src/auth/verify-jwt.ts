import { errors, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose';
import { InvalidTokenError, ScopeQLError } from '../errors.js';

/** Seconds by which the clock of whoever has issued a token may differ from ours. */
export const CLOCK_TOLERANCE = 60;

const MOST_CHARACTERS = 8_192;

/** What must be right beside the signature; the clock is always that of the application. */
export type Expectations = Required<
  Pick<JWTVerifyOptions, 'issuer' | 'audience' | 'typ' | 'algorithms' | 'currentDate'>
> &
  Pick<JWTVerifyOptions, 'clockTolerance'>;

/**
 * Takes JWS compact serialization alone (RFC 7515, section 7.1).
 * @throws InvalidTokenError unless it is spelt so, and no longer than any token should be
 */
function requireCompact(jwt: string): void {
  const parts = jwt.length <= MOST_CHARACTERS ? jwt.split('.') : [];
  if (parts.length !== 3 || !parts.every(isBase64Url)) throw new InvalidTokenError('The token is malformed.');
}

/** Whether a part is in the one spelling that its bytes have. jose also reads white space, padding and bits that stand for nothing. */
function isBase64Url(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
}

/**
 * The claims of a token whose spelling, signature, type, issuer, audience and times are right.
 * @throws InvalidTokenError whatever is wrong with it, and what `keyFor` throws of our own
 */
export async function verifyJwt(jwt: string, keyFor: JWTVerifyGetKey, expected: Expectations): Promise<JWTPayload> {
  requireCompact(jwt);
  try {
    return (await jwtVerify(jwt, keyFor, expected)).payload;
  } catch (error) {
    throw error instanceof ScopeQLError ? error : new InvalidTokenError(reasonOf(error), { cause: error });
  }
}

/** @throws the error itself where it is not about the token */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) return `The token has an unacceptable ${error.claim}.`;
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'The signature of the token is wrong.';
  if (error instanceof errors.JOSEError || error instanceof TypeError) return 'The token is malformed.';
  throw error;
}
