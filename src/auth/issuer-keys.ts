import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import * as v from 'valibot';
import { InvalidTokenError, IssuerUnavailableError } from '../errors.js';
import type { OutsideIssuer } from '../outside-issuers.js';

/** How old the keys become before they are asked for again, beside the requests, which do not wait. */
const REFRESH_MS = 10 * 60_000;
/** How often at most the issuer is asked: an unknown `kid`, which anybody can make up, is no reason to ask again and again. */
const COOLDOWN_MS = 30_000;
const COOLDOWN_AFTER_FAILURE_MS = 5_000;
const TIMEOUT_MS = 5_000;

const discoveryDocument = v.object({ issuer: v.string(), jwks_uri: v.pipe(v.string(), v.url()) });
const keySet = v.looseObject({ keys: v.array(v.looseObject({ kty: v.string() })) });

/**
 * The keys of an outside issuer, asked for when the first token comes. Once known, they stay known while the issuer is down.
 * @returns a function that throws InvalidTokenError for a key that the issuer does not have, IssuerUnavailableError where
 *   that cannot be told
 */
export function createIssuerKeys(issuer: OutsideIssuer, now: () => number): JWTVerifyGetKey {
  let known: ReturnType<typeof createLocalJWKSet> | undefined;
  let knownAt = 0;
  let asking: Promise<void> | undefined;
  let mayAskAt = 0;
  let isDown = false;

  const ask = async () => {
    try {
      known = createLocalJWKSet(await fetchKeys(issuer));
      knownAt = now();
      isDown = false;
    } catch (error) {
      isDown = true;
      throw new IssuerUnavailableError(COOLDOWN_AFTER_FAILURE_MS / 1_000, { cause: error });
    } finally {
      mayAskAt = now() + (isDown ? COOLDOWN_AFTER_FAILURE_MS : COOLDOWN_MS);
      asking = undefined;
    }
  };
  /** One question at a time, and none while the last one is too fresh. @returns undefined where none may be asked */
  const askAgain = (): Promise<void> | undefined => {
    if (!asking && now() >= mayAskAt) asking = ask();
    return asking;
  };
  const unknown = () =>
    isDown
      ? new IssuerUnavailableError(COOLDOWN_AFTER_FAILURE_MS / 1_000)
      : new InvalidTokenError('The token is signed with an unknown key.');

  return async (header, token) => {
    if (!known) await askAgain();
    else if (now() - knownAt >= REFRESH_MS) askAgain()?.catch(() => undefined);
    if (!known) throw unknown();
    try {
      return await known(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    await askAgain();
    return known(header, token).catch((error: unknown) => {
      throw error instanceof errors.JWKSNoMatchingKey ? unknown() : error;
    });
  };
}

async function fetchKeys({ issuer, jwks }: OutsideIssuer): Promise<JSONWebKeySet> {
  if (typeof jwks === 'object') return jwks;
  const url = jwks ?? (await discover(issuer));
  return v.parse(keySet, await fetchJson(url));
}

/** OpenID Connect Discovery 1.0, section 4: the document must be about the issuer that was asked. */
async function discover(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = v.parse(discoveryDocument, await fetchJson(url));
  if (found.issuer !== issuer) throw new Error(`${url} is about another issuer.`);
  return found.jwks_uri;
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} answers with ${response.status}.`);
  return response.json();
}
