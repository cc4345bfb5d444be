/** An account that exists and may be used. */
export interface Account {
  id: string;
  username: string;
  kind: 'PERSON' | 'MACHINE';
  fullName: string | null;
  email: string | null;
  profilePicture: string | null;
}

/** What the token in hand belongs to, and what can therefore end it. Times are milliseconds since 1970. */
export type Session =
  /** Signed in here. */
  | { kind: 'SIGNED_IN'; id: string; expiresAt: number }
  /** A temporary role, assumed in a session of ours or with a token of an outside issuer. */
  | { kind: 'ASSUMED'; id: string; role: string }
  /** Signed in at an outside issuer; all that is known of it is the token. */
  | { kind: 'OUTSIDE'; tokenDigest: string; issuedAt: number; expiresAt: number };

/** Who is asking: an account, and what the token in its hand allows. */
export interface Principal {
  account: Account;
  /** The scopes in the token, as far as the account may still be granted them. */
  scopes: readonly string[];
  session: Session;
}
