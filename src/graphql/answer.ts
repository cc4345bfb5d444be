/** What an answer says beside its body and status, for whoever writes the HTTP headers. */
export interface Answer {
  challenge?: Challenge;
  /** Seconds. */
  retryAfter?: number;
}

/** How to get in (RFC 6750, section 3). */
export interface Challenge {
  error?: 'invalid_token' | 'insufficient_scope';
  description?: string;
  /** The scopes of the nearest way in. */
  scopes?: readonly string[];
}
