import { randomUUID } from 'node:crypto';
import { type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import * as v from 'valibot';
import { InvalidTokenError } from '../errors.js';
import { keyAlgorithms } from '../signing-keys.js';
import type { Keys } from './keys.js';
import { scopeString } from './scope-claim.js';
import { CLOCK_TOLERANCE, createVerifier, type WatchTokens } from './verify-jwt.js';

/** Seconds that an access token is good for, unless its session ends sooner or it is for a temporary role. */
export const ACCESS_TOKEN_SECONDS = 30 * 60;

/** Seconds that the longest token is good for: 12 hours, the most that a temporary role can be assumed for. */
export const LONGEST_TOKEN_SECONDS = 12 * 60 * 60;

/** What an access token of ours says. */
export interface AccessToken {
  accountId: string;
  sessionId: string;
  scopes: readonly string[];
}

export interface TokenRequest extends AccessToken {
  seconds: number;
  /** Of a machine. */
  clientId?: string;
  /** Of a temporary role, and why it was assumed. */
  assumption?: { role: string; reason: string };
}

/** Issues and verifies access tokens: RFC 9068, but for `client_id` where a person has signed in, who needs no client. */
export interface Tokens {
  issue(request: TokenRequest): Promise<string>;
  /** @throws InvalidTokenError whatever is wrong with it */
  verify(jwt: string): Promise<AccessToken>;
}

export interface TokenOptions {
  keys: Keys;
  issuer: string;
  audience: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Told of each token that is looked at. */
  watch?: WatchTokens | undefined;
}

const TYPE = 'at+jwt';

const claims = v.object({
  sub: v.pipe(v.string(), v.nonEmpty()),
  sid: v.pipe(v.string(), v.uuid()),
  jti: v.pipe(v.string(), v.nonEmpty()),
  iat: v.number(),
  exp: v.number(),
  scope: scopeString,
});

export function createTokens({ keys, issuer, audience, now, watch }: TokenOptions): Tokens {
  const keyFor = async ({ kid, alg }: JWTHeaderParameters) => {
    const key = kid === undefined ? undefined : await keys.find(kid);
    if (!key) throw new InvalidTokenError('The token is signed with an unknown key.');
    if (key.alg !== alg) throw new InvalidTokenError('The token is signed with another algorithm than its key is for.');
    return key.publicKey;
  };
  const expected = { issuer, audience, typ: TYPE, algorithms: [...keyAlgorithms], clockTolerance: 0 };
  const verify = createVerifier({ keyFor, expected, now, read, watch });
  return {
    issue: async (request) => {
      const issuedAt = Math.floor(now() / 1_000);
      const { alg, kid, privateKey } = (await keys.ring()).signing;
      return new SignJWT(privateClaims(request))
        .setProtectedHeader({ alg, kid, typ: TYPE })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(request.accountId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + request.seconds)
        .setJti(randomUUID())
        .sign(privateKey);
    },
    verify: async (jwt) => {
      const { iat, accountId, sessionId, scopes } = await verify(jwt);
      if (iat > now() / 1_000 + CLOCK_TOLERANCE) throw new InvalidTokenError('The token has an unacceptable iat.');
      return { accountId, sessionId, scopes };
    },
  };
}

/**
 * `sid` names the session; `act` (RFC 8693, section 4.1) and `roles` (RFC 9068, section 2.2.3.1) say that its account acts
 * in a temporary role, `reason` why.
 */
function privateClaims({ accountId, sessionId, scopes, clientId, assumption }: TokenRequest): JWTPayload {
  return {
    sid: sessionId,
    scope: scopes.join(' '),
    ...(clientId !== undefined && { client_id: clientId }),
    ...(assumption && { act: { sub: accountId }, roles: [assumption.role], reason: assumption.reason }),
  };
}

function read(payload: JWTPayload): AccessToken & { iat: number } {
  const result = v.safeParse(claims, payload);
  if (!result.success) throw new InvalidTokenError('The token has a missing or malformed claim.');
  const { sub, sid, scope, iat } = result.output;
  return { accountId: sub, sessionId: sid, scopes: scope, iat };
}
