import { Refused } from './answer.js';
import type { Ask } from './ask.js';
import { accountIdIn, login, logout, refresh, type SignInRequest, type Token } from './authority.js';

/** Who is signed in, and what the token in hand is good for. */
export interface SignedIn {
  username: string;
  scopes: readonly string[];
  /** Milliseconds since 1970, by this browser's clock. */
  expiresAt: number;
}

/** What of a sign-in outlives a reload, where the refresh token is in a cookie: nothing that lets anybody in. */
export interface Reminder {
  username: string;
  accountId: string;
}

export interface SessionOptions {
  ask: Ask;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Where a reminder is kept; null forgets it. */
  remember: (reminder: Reminder | null) => void;
  /** Is told that a session has ended which nobody here has ended. */
  onEnd: (reason: string) => void;
}

interface Held extends SignedIn, Reminder {
  token: Token;
  /** From when on it is to be refreshed. */
  refreshAt: number;
}

/** How long before it expires a token is refreshed, and after how long again where that failed. */
const REFRESH_BEFORE_MS = 60_000;
const RETRY_MS = 10_000;

const SOMEBODY_ELSE = 'Somebody else has signed in in this browser since. Sign in again.';

/**
 * One sign-in at a time, refreshed while the page is open.
 *
 * Its tokens are in memory alone. Whatever else this server shows in a tab can read what the tab stores, Apollo Sandbox with its
 * makers' scripts among it; and a tab that is duplicated would share a refresh token, which the server takes for a theft.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #listeners = new Set<() => void>();
  #held: Held | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #refreshing: Promise<void> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** The same object as long as nothing has changed. */
  readonly state = (): SignedIn | null => this.#held;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /**
   * Signs in, and ends the session before.
   * @throws what `Ask` does, and then the session before goes on
   */
  async signIn(request: SignInRequest): Promise<SignedIn> {
    const { ask } = this.#options;
    const before = this.#held;
    const token = await login(ask, request);
    // Where it cannot be told, it expires.
    if (before) logout(ask, before.token.accessToken, false).catch(() => undefined);
    return this.#hold(token, request.username);
  }

  /** Goes on with a session whose refresh token is in a cookie, after a reload; does nothing where there is none. */
  async resume({ username, accountId }: Reminder): Promise<void> {
    try {
      const token = await refresh(this.#options.ask, null);
      if (accountIdIn(token) === accountId) this.#hold(token, username);
      else this.#forget();
    } catch (error) {
      if (error instanceof Refused) this.#forget();
      else throw error;
    }
  }

  /**
   * The access token, refreshed before where it is about to expire; undefined where nobody is signed in.
   * @throws what `Ask` does, where it has expired and cannot be refreshed
   */
  async freshToken(): Promise<string | undefined> {
    const { now } = this.#options;
    try {
      if (this.#held && now() >= this.#held.refreshAt) await this.#refresh();
    } catch (error) {
      // It is good still.
      if (!this.#held || now() >= this.#held.expiresAt) throw error;
    }
    return this.#held?.token.accessToken;
  }

  /** @throws what `Ask` does, where the server could not be told; here, nobody is signed in any more */
  async signOut(everywhere: boolean): Promise<void> {
    try {
      const token = await this.freshToken();
      if (token) await logout(this.#options.ask, token, everywhere);
    } finally {
      this.#forget();
    }
  }

  #hold(token: Token, username: string): SignedIn {
    const { now, remember } = this.#options;
    const life = token.expiresIn * 1_000;
    const expiresAt = now() + life;
    const refreshAt = expiresAt - Math.min(REFRESH_BEFORE_MS, life / 2);
    const reminder = { username, accountId: accountIdIn(token) };
    this.#held = { ...reminder, scopes: token.scopes, expiresAt, refreshAt, token };
    remember(token.refreshToken === null ? reminder : null);
    this.#refreshIn(refreshAt - now());
    this.#tell();
    return this.#held;
  }

  #forget(): void {
    this.#held = null;
    this.#options.remember(null);
    clearTimeout(this.#timer);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #refreshIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#refresh().catch(() => this.#held && this.#refreshIn(RETRY_MS));
    }, milliseconds);
  }

  /** A refresh token is good once: of two who need it at the same time, both wait for one. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#exchange().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #exchange(): Promise<void> {
    const held = this.#held;
    if (!held) return;
    try {
      const token = await refresh(this.#options.ask, held.token.refreshToken);
      // Meanwhile somebody has signed out, or in again.
      if (this.#held !== held) return;
      if (accountIdIn(token) === held.accountId) this.#hold(token, held.username);
      else this.#end(SOMEBODY_ELSE);
    } catch (error) {
      if (error instanceof Refused && error.code === 'INVALID_REFRESH_TOKEN' && this.#held === held)
        this.#end('Your session has ended. Sign in again.');
      else throw error;
    }
  }

  #end(reason: string): void {
    this.#forget();
    this.#options.onEnd(reason);
  }
}
