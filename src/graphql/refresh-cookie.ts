import type { IssuedToken } from '../auth/start-session.js';
import type { Context, RequestInfo } from './context.js';

/** The token as the answer's body tells it: where refresh tokens are kept in a cookie, the answer sets that instead. */
export function handOver(token: IssuedToken, { request, now }: Pick<Context, 'request' | 'now'>): IssuedToken {
  const { refreshToken } = token;
  if (request.refreshCookie === undefined || refreshToken === null) return token;
  const seconds = Math.ceil((refreshToken.expiresAt - now()) / 1_000);
  request.answer.refreshCookie = { secret: refreshToken.secret, seconds };
  return { ...token, refreshToken: null };
}

/** Has the client forget its refresh token, where it is kept in a cookie. */
export function dropRefreshCookie({ refreshCookie, answer }: RequestInfo): void {
  if (refreshCookie !== undefined) answer.refreshCookie = { secret: '', seconds: 0 };
}
