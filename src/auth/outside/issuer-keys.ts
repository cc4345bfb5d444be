import { type CryptoKey, createLocalJWKSet, errors, type JSONWebKeySet, type JWTHeaderParameters } from 'jose';
import * as v from 'valibot';
import { isWithin } from '../../elapsed.js';
import { InvalidTokenError, IssuerUnavailableError } from '../../errors.js';
import { keySet, type OutsideIssuer, secureUrl } from '../../outside-issuers.js';
import type { KeyFor } from '../verify-jwt.js';

/** How old the keys become before they are asked for again, beside the requests, which do not wait. */
const REFRESH_MS = 10 * 60_000;
/** How often at most the issuer is asked: an unknown `kid`, which anybody can make up, is no reason to ask again and again. */
const COOLDOWN_MS = 30_000;
const COOLDOWN_AFTER_FAILURE_MS = 5_000;
const TIMEOUT_MS = 5_000;
/** Requests that wait for an answer of one issuer: it must not keep from others all that are worked on at once. */
const MOST_WAITING = 64;

const discoveryDocument = v.object({ issuer: v.string(), jwks_uri: secureUrl });

export interface IssuerKeysOptions {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Told why the issuer's keys could not be had; the request that asked for them may go on without. */
  onFailure: (error: unknown) => void;
}

/**
 * The keys of an outside issuer, asked for when the first token comes. Once known, they stay known while the issuer is down.
 * @returns a function that throws InvalidTokenError for a key that the issuer does not have, IssuerUnavailableError where
 *   that cannot be told
 */
export function createIssuerKeys(issuer: OutsideIssuer, { now, onFailure }: IssuerKeysOptions): KeyFor {
  let known: ReturnType<typeof createLocalJWKSet> | undefined;
  let knownAt = 0;
  let asking: Promise<void> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let isDown = false;
  let waiting = 0;

  const ask = async () => {
    try {
      known = createLocalJWKSet(await fetchKeys(issuer));
      knownAt = now();
      isDown = false;
    } catch (error) {
      isDown = true;
      onFailure(error);
    }
    askedAt = now();
    asking = undefined;
  };
  /** One question at a time, and none while the last one is too fresh. */
  const begin = () => {
    const cooldown = isDown ? COOLDOWN_AFTER_FAILURE_MS : COOLDOWN_MS;
    if (!asking && !isWithin(cooldown, askedAt, now())) asking = ask();
  };
  const askAgain = async (): Promise<void> => {
    begin();
    if (!asking) return;
    if (waiting >= MOST_WAITING) throw new IssuerUnavailableError(1);
    waiting += 1;
    await asking;
    waiting -= 1;
  };
  const find = async (header: JWTHeaderParameters): Promise<CryptoKey | undefined> =>
    known?.(header).catch(unlessUnknown);

  return async (header) => {
    if (!known) await askAgain();
    else if (!isWithin(REFRESH_MS, knownAt, now())) begin();
    const key = await find(header);
    if (key) return key;
    await askAgain();
    const newer = await find(header);
    if (newer) return newer;
    if (isDown) throw new IssuerUnavailableError(COOLDOWN_AFTER_FAILURE_MS / 1_000);
    throw new InvalidTokenError('The token is signed with an unknown key.');
  };
}

/** A key that is there and cannot be read, which WebCrypto has an error of its own for, is as good as none. */
function unlessUnknown(error: unknown): undefined {
  if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSNoMatchingKey)) throw error;
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
