/** What an answer says beside its body and status, for whoever writes the HTTP headers. */
export interface Answer {
  challenge?: Challenge;
  /** Seconds. */
  retryAfter?: number;
  /** The refresh token that the client's cookie is to hold from now on. */
  refreshCookie?: RefreshCookie;
}

export interface RefreshCookie {
  /** Empty for none. */
  secret: string;
  /** How long the client keeps it. */
  seconds: number;
}

/** How to get in (RFC 6750, section 3). */
export interface Challenge {
  error?: 'invalid_token' | 'insufficient_scope';
  description?: string;
  /** The scopes of the nearest way in. */
  scopes?: readonly string[];
}
