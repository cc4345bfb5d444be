/** Kept in memory alone: what a page stores, an injected script can take away. */
export interface AccessToken {
  value: string;
  /** What it was granted, but for what the server has refused since. */
  scopes: readonly string[];
  /** What was asked for in vain: the account's roles do not grant it. */
  notGranted: readonly string[];
  /** Milliseconds since 1970, by this machine's clock, as are those below. */
  obtainedAt: number;
  expiresAt: number;
}

/** A request takes a while to get there. */
const MARGIN_MS = 30_000;

export function isFresh({ expiresAt }: AccessToken): boolean {
  return Date.now() < expiresAt - MARGIN_MS;
}
