import type { Generated, Kysely } from 'kysely';

/** Times are milliseconds since 1970, so that both databases hold, compare and return them alike. */
type Milliseconds = number;

export interface Tables {
  accounts: {
    id: string;
    username: string;
    kind: 'PERSON' | 'MACHINE';
    full_name: string | null;
    email: string | null;
    profile_picture: string | null;
    created_at: Milliseconds;
    disabled_at: Milliseconds | null;
    /** Tokens of outside issuers that are older than this are refused; 0 for none. */
    signed_out_at: Generated<Milliseconds>;
  };
  passwords: {
    account_id: string;
    hash: string;
    /** The cost of an imported bcrypt hash; null for argon2id. */
    bcrypt_cost: number | null;
  };
  machine_secrets: {
    id: string;
    account_id: string;
    hash: string;
    created_at: Milliseconds;
    last_used_at: Milliseconds | null;
  };
  /** Who, in the words of an outside issuer, an account is. */
  outside_identities: { issuer: string; subject: string; account_id: string };
  /** Tokens of outside issuers that were signed out. */
  revoked_tokens: { digest: string; expires_at: Milliseconds };
  roles: { name: string; description: string };
  role_scopes: { role: string; scope: string };
  account_roles: { account_id: string; role: string };
  /** Whoever has `role` may assume `assumed_role` for a while. */
  role_assumptions: { role: string; assumed_role: string; most_seconds: number };
  /** What an access token of ours belongs to; with a role, it is that of a temporary role. */
  sessions: {
    id: string;
    account_id: string;
    /** The session in which the role was assumed. */
    parent_id: string | null;
    /** The digest of the token of an outside issuer with which it was. */
    parent_token: string | null;
    /** The secret that a machine signed in with. */
    secret_id: string | null;
    role: string | null;
    reason: string | null;
    /** Names with a space between each; only ever fewer. */
    scopes: string;
    /** What the client calls itself. */
    client: string | null;
    created_at: Milliseconds;
    last_used_at: Milliseconds;
    expires_at: Milliseconds;
    ended_at: Milliseconds | null;
  };
  /** A token is spent once another names it as its predecessor. */
  refresh_tokens: {
    hash: string;
    session_id: string;
    predecessor: string | null;
    salt: string;
    created_at: Milliseconds;
  };
  signing_keys: {
    kid: string;
    jwk: string;
    signs_from: Milliseconds;
    /** null for as long as no other key is there to sign in its place. */
    verifies_until: Milliseconds | null;
  };
  /** Append-only: the database refuses to change or delete what is in it. */
  audit_events: {
    id: string;
    created_at: Milliseconds;
    kind: string;
    actor_id: string | null;
    /** The temporary role in which the actor did it. */
    actor_role: string | null;
    account_id: string | null;
    request_id: string | null;
    address: string | null;
    client: string | null;
    detail: string;
  };
  items: { id: string; owner_id: string; title: string; created_at: Milliseconds };
  /** By the digest of a name or a network. The window is how long it was made: milliseconds. */
  sign_in_attempts: { subject: string; attempts: number; window_ms: number; window_ends_at: Milliseconds };
}

export type Database = Kysely<Tables>;
