import type { Sampler } from '../audit/sampler.js';
import type { Database } from '../db/tables.js';
import type { LoginLimit } from './login-limit.js';
import type { Passwords } from './passwords.js';
import type { Tokens } from './tokens.js';

/** What somebody lets themselves in with. */
export type WayIn = 'password' | 'client_secret' | 'refresh_token';

/** What it takes to let somebody in. */
export interface Authority {
  db: Database;
  passwords: Passwords;
  limit: LoginLimit;
  tokens: Tokens;
  /** Whether one more failure from this address, under a name that is nobody's, goes into the audit trail. */
  isRecordedStranger: Sampler;
  /** Every scope that there is, in the order in which a token names them. */
  catalogue: readonly string[];
  /** Seconds that a session lasts, however often it is refreshed. */
  sessionSeconds: number;
  /** Seconds in which a refresh token that was just spent gives the same successor again. */
  refreshGraceSeconds: number;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Told how each attempt to get in has ended: `ok`, or the code of the error. */
  watchSignIns?: ((method: WayIn, outcome: string) => void) | undefined;
}
