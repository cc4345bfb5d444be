/** Kept in memory alone: what a page stores, an injected script can take away. */
export interface AccessToken {
  value: string;
  /** Whose it is. */
  account: string;
  /** What the server has started for it, and can end. */
  session: string;
  /** The session that somebody signed in to, whatever has stood in for it since: the same in all tabs until they sign out. */
  signIn: string;
  /** Grows from each token to the next, also where the clock is put back. */
  serial: number;
  /** What it was granted, but for what the server has refused since. */
  scopes: readonly string[];
  /** What was asked for in vain: the account's roles do not grant it. */
  notGranted: readonly string[];
  /** Milliseconds since 1970, by this machine's clock. */
  expiresAt: number;
}

/** A request takes a while to get there. */
const MARGIN_MS = 30_000;

export function isFresh({ expiresAt }: AccessToken): boolean {
  return Date.now() < expiresAt - MARGIN_MS;
}
