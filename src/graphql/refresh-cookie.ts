import { isOfGoingSession } from '../auth/refresh-tokens.js';
import type { IssuedToken } from '../auth/start-session.js';
import type { Context } from './context.js';

/** The token as the answer's body tells it: where refresh tokens are kept in a cookie, the answer sets that instead. */
export function handOver(token: IssuedToken, { request, now }: Pick<Context, 'request' | 'now'>): IssuedToken {
  const { refreshToken } = token;
  if (request.refreshCookie === undefined || refreshToken === null) return token;
  const seconds = Math.ceil((refreshToken.expiresAt - now()) / 1_000);
  request.answer.refreshCookie = { secret: refreshToken.secret, seconds };
  return { ...token, refreshToken: null };
}

/** Has the client forget the refresh token in its cookie, where the session of that has been ended: it may be another one's. */
export async function dropEndedCookie({ db, request }: Pick<Context, 'db' | 'request'>): Promise<void> {
  const { refreshCookie, answer } = request;
  if (!refreshCookie || answer.refreshCookie) return;
  if (!(await isOfGoingSession(db, refreshCookie))) answer.refreshCookie = { secret: '', seconds: 0 };
}
