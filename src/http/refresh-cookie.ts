import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import type { RefreshCookie } from '../graphql/answer.js';
import type { IsAllowedOrigin } from './allowed-origins.js';

/** A browser takes a cookie of such a name from this host alone, over TLS alone (RFC 6265bis, section 4.1.3.2). */
const NAME = '__Host-refresh';

/**
 * The refresh token in the request's cookie; null where there is none, or somebody else's page has sent it. The browser keeps the
 * cookie from other sites, and asks before it sends JSON from another origin; this stands where one of the two does not.
 */
export function readRefreshCookie({ headers }: FastifyRequest, isAllowedOrigin: IsAllowedOrigin): string | null {
  const { cookie, origin, 'sec-fetch-site': site } = headers;
  const isOurs = origin === undefined || site === 'same-origin' || isAllowedOrigin(origin);
  if (!cookie || !isOurs) return null;
  const [own = '', ...more] = cookie.split(';').filter((pair) => pair.trimStart().startsWith(`${NAME}=`));
  // A browser has one at most; of two, somebody has slipped one in.
  return more.length === 0 ? (parseCookie(own)[NAME] ?? null) : null;
}

/** What `Set-Cookie` says. */
export function formatRefreshCookie({ secret, seconds }: RefreshCookie): string {
  return stringifySetCookie(NAME, secret, {
    maxAge: seconds,
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'strict',
  });
}
