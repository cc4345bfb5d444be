import {
  type CryptoKey,
  errors,
  type JWTHeaderParameters,
  type JWTPayload,
  type JWTVerifyOptions,
  type JWTVerifyResult,
  jwtVerify,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { InvalidTokenError, ScopeQLError } from '../errors.js';
import { digestOf } from './opaque-secret.js';

/** Seconds by which the clock of whoever has issued a token may differ from ours. */
export const CLOCK_TOLERANCE = 60;

const MOST_CHARACTERS = 8_192;

/** Tokens of one issuer that are remembered, those that came last: some 5 MB. */
const MOST_REMEMBERED = 10_000;

/** Finds the key that a token says it is signed with. @throws what is no JOSEError is passed on */
export type KeyFor = (header: JWTHeaderParameters) => Promise<CryptoKey>;

/** What must be right beside the signature. */
export interface Expectations extends Required<Pick<JWTVerifyOptions, 'issuer' | 'audience' | 'typ' | 'algorithms'>> {
  /** Seconds. */
  clockTolerance: number;
}

export interface VerifierOptions<Token> {
  keyFor: KeyFor;
  expected: Expectations;
  /** Milliseconds since 1970. */
  now: () => number;
  /** What there is to know of a token whose spelling, signature, type, issuer, audience and times are right. */
  read(payload: JWTPayload, jwt: string): Token;
  /** Told of each token that is looked at. */
  watch?: WatchTokens | undefined;
}

/** Told of a token whether it was remembered, and need not be verified. */
export type WatchTokens = (isRemembered: boolean) => void;

/**
 * Verifies a token of one issuer.
 * @throws InvalidTokenError whatever is wrong with it, and what `keyFor` and `read` throw of our own
 */
export type Verify<Token> = (jwt: string) => Promise<Token>;

interface Verified<Token> {
  token: Token;
  header: JWTHeaderParameters;
  key: CryptoKey;
  times: { exp: number | undefined; nbf: number | undefined };
}

/**
 * Remembers what it has verified, by digest, so that a token that comes with every request is verified once. Its times, and
 * that its key is still the one accepted, are looked at each time; whatever is in doubt is verified anew.
 */
export function createVerifier<Token>({ keyFor, expected, now, read, watch }: VerifierOptions<Token>): Verify<Token> {
  const verified = new LRUCache<string, Verified<Token>>({ max: MOST_REMEMBERED });

  const verifyAnew: Verify<Token> = async (jwt) => {
    requireCompact(jwt);
    const { payload, protectedHeader: header, key } = await verifySigned(jwt);
    const token = read(payload, jwt);
    const { exp, nbf } = payload;
    verified.set(digestOf(jwt), { token, header, key: key as CryptoKey, times: { exp, nbf } });
    return token;
  };
  const verifySigned = async (jwt: string): Promise<JWTVerifyResult & { key: unknown }> => {
    try {
      return await jwtVerify(jwt, keyFor, { ...expected, currentDate: new Date(now()) });
    } catch (error) {
      throw error instanceof ScopeQLError ? error : new InvalidTokenError(reasonOf(error), { cause: error });
    }
  };
  const isGoodStill = async ({ header, key, times }: Verified<Token>): Promise<boolean> =>
    isTimely(times, now(), expected.clockTolerance) && (await keyFor(header).catch(() => null)) === key;

  return async (jwt) => {
    const known = jwt.length <= MOST_CHARACTERS ? verified.get(digestOf(jwt)) : undefined;
    const isRemembered = known !== undefined && (await isGoodStill(known));
    watch?.(isRemembered);
    return isRemembered ? known.token : verifyAnew(jwt);
  };
}

/** As jose compares them, in whole seconds (RFC 7519, sections 4.1.4 and 4.1.5). */
function isTimely({ exp = 0, nbf = 0 }: Verified<unknown>['times'], now: number, tolerance: number): boolean {
  const seconds = Math.floor(now / 1_000);
  return exp > seconds - tolerance && nbf <= seconds + tolerance;
}

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

/** @throws the error itself where it is not about the token */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) return `The token has an unacceptable ${error.claim}.`;
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'The signature of the token is wrong.';
  if (error instanceof errors.JOSEError || error instanceof TypeError) return 'The token is malformed.';
  throw error;
}
