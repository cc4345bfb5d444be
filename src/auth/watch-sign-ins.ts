import type { Origin } from '../audit/event.js';
import { ScopeQLError } from '../errors.js';
import type { Authority, WayIn } from './authority.js';
import type { IssuedToken } from './start-session.js';

type Attempt<Request> = (authority: Authority, request: Request, origin: Origin) => Promise<IssuedToken>;

/** The same way in, each attempt at which is told to whoever watches. */
export function watched<Request>(method: WayIn, attempt: Attempt<Request>): Attempt<Request> {
  return async (authority, request, origin) => {
    const tell = (outcome: string) => authority.watchSignIns?.(method, outcome);
    try {
      const token = await attempt(authority, request, origin);
      tell('ok');
      return token;
    } catch (error) {
      tell(error instanceof ScopeQLError ? error.code : 'INTERNAL_SERVER_ERROR');
      throw error;
    }
  };
}
