import { decodeJwt, type JWTPayload } from 'jose';
import * as v from 'valibot';
import { InvalidTokenError } from '../../errors.js';
import type { ClaimPath, OutsideIssuer } from '../../outside-issuers.js';
import { digestOf } from '../opaque-secret.js';
import { scopeArray, scopeString } from '../scope-claim.js';
import { CLOCK_TOLERANCE, createVerifier, type Verify, type WatchTokens } from '../verify-jwt.js';
import { createIssuerKeys, type IssuerKeysOptions } from './issuer-keys.js';

/** What a token of an outside issuer says. */
export interface OutsideToken {
  issuer: OutsideIssuer;
  subject: string;
  /** null where it names none, and roles decide. */
  scopes: readonly string[] | null;
  /** Those that the issuer decides. */
  roles: readonly string[];
  /** Identifies the token, however its signature is spelt. */
  digest: string;
  /** As early as it may have been issued, if the clocks differ: milliseconds since 1970, as the other time. */
  issuedAt: number;
  expiresAt: number;
}

export interface OutsideTokensOptions {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Told why an issuer's keys could not be had. */
  onFailure: (issuer: string, error: unknown) => void;
  /** Told of each token of theirs that is looked at. */
  watch?: WatchTokens | undefined;
}

export interface OutsideTokens {
  /**
   * @returns undefined where the token says that it is of no outside issuer that is trusted
   * @throws InvalidTokenError whatever is wrong with it, IssuerUnavailableError where that cannot be told
   */
  verify(jwt: string): Promise<OutsideToken | undefined>;
}

/** PostgreSQL fails at a NUL, and both databases take one half of a surrogate pair for another. */
const text = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.check((value) => !value.includes('\0') && value.isWellFormed()),
);
/** Seconds since 1970, fractions allowed (RFC 7519, section 2), up to the year 5138. */
const time = v.pipe(v.number(), v.minValue(0), v.maxValue(1e11));
const claims = v.object({ sub: v.pipe(text, v.maxLength(255)), iat: time, exp: time });
const roleList = v.optional(v.array(text), []);
/** Where no place is configured, each claim is read as its own kind alone. */
const usualScopeClaims = [
  { path: ['scope'], schema: scopeString },
  { path: ['scopes'], schema: scopeArray },
  { path: ['scp'], schema: scopeArray },
];

export function createOutsideTokens(
  issuers: readonly OutsideIssuer[],
  { now, onFailure, watch }: OutsideTokensOptions,
): OutsideTokens {
  const trusted = new Map(
    issuers.map((issuer) => {
      const options = { now, onFailure: (error: unknown) => onFailure(issuer.issuer, error), watch };
      return [issuer.issuer, verifierOf(issuer, options)];
    }),
  );
  return {
    verify: async (jwt) => {
      const verify = trusted.size > 0 && trusted.get(issuerIn(jwt) ?? '');
      if (!verify) return undefined;
      const token = await verify(jwt);
      // Signing out everywhere refuses what was issued before: nothing may claim to be issued later than now.
      if (token.issuedAt > now()) throw new InvalidTokenError('The token has an unacceptable iat.');
      return token;
    },
  };
}

function verifierOf(
  issuer: OutsideIssuer,
  options: IssuerKeysOptions & Pick<OutsideTokensOptions, 'watch'>,
): Verify<OutsideToken> {
  const { audience, tokenType: typ, algorithms } = issuer;
  return createVerifier({
    keyFor: createIssuerKeys(issuer, options),
    expected: { issuer: issuer.issuer, audience, typ, algorithms, clockTolerance: CLOCK_TOLERANCE },
    now: options.now,
    watch: options.watch,
    read: (payload, jwt) => read(issuer, jwt, payload),
  });
}

/** Who says to have signed it: good for choosing the keys, which then show whether it is so. */
function issuerIn(jwt: string): string | undefined {
  try {
    return decodeJwt(jwt).iss;
  } catch {
    return undefined;
  }
}

function read(issuer: OutsideIssuer, jwt: string, payload: JWTPayload): OutsideToken {
  const { sub, iat, exp } = parse(claims, payload);
  return {
    issuer,
    subject: sub,
    scopes: readScopes(issuer, payload),
    roles: issuer.rolesClaim ? parse(roleList, claimAt(payload, issuer.rolesClaim)) : [],
    digest: digestOf(jwt.slice(0, jwt.lastIndexOf('.'))),
    issuedAt: Math.floor((iat - CLOCK_TOLERANCE) * 1_000),
    expiresAt: Math.ceil((exp + CLOCK_TOLERANCE) * 1_000),
  };
}

/** A claim that is malformed, missing, or there twice makes the token invalid; it is never 'no scopes'. */
function readScopes({ scopesClaim, rolesClaim }: OutsideIssuer, payload: JWTPayload): readonly string[] | null {
  const places = scopesClaim ? [{ path: scopesClaim, schema: v.union([scopeString, scopeArray]) }] : usualScopeClaims;
  const found = places.filter(({ path }) => claimAt(payload, path) !== undefined);
  if (found.length === 0 && rolesClaim && !scopesClaim) return null;
  const [place, ...more] = found;
  if (!place || more.length > 0) throw malformed();
  return parse(place.schema, claimAt(payload, place.path));
}

/** Own properties only, so that no path leads into a prototype. */
function claimAt(payload: JWTPayload, path: ClaimPath): unknown {
  let value: unknown = payload;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function parse<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (!result.success) throw malformed();
  return result.output;
}

function malformed(): InvalidTokenError {
  return new InvalidTokenError('The token has a missing or malformed claim.');
}
