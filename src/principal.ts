/** An account that exists and may be used. */
export interface Account {
  id: string;
  username: string;
  fullName: string | null;
  email: string | null;
  profilePicture: string | null;
}

/** Who is asking: an account, and what the token in its hand allows. */
export interface Principal {
  account: Account;
  /** The scopes in the token. */
  scopes: readonly string[];
}
