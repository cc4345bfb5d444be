/** What there is to say of an answer beside its body and status: to the client, in HTTP headers, and to operators. */
export interface Answer {
  challenge?: Challenge;
  /** Seconds. */
  retryAfter?: number;
  /** The refresh token that the client's cookie is to hold from now on. */
  refreshCookie?: RefreshCookie;
  /** What was asked for; left out where it was not valid, or not looked at. */
  operation?: Operation;
  /** The account of who was asking; left out for nobody. */
  accountId?: string;
  /** `ok`; `partial` for data beside errors; or the code of the gravest error. */
  outcome?: string;
  /** Those of its errors, each once. */
  codes?: readonly string[];
  /** The scopes for the lack of which somebody was refused something. */
  missingScopes?: readonly string[];
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

export interface Operation {
  type: 'query' | 'mutation' | 'subscription';
  /** Undefined where it has none; of any that is longer, the first 200 characters. */
  name: string | undefined;
}
