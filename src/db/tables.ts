import type { Kysely } from 'kysely';

/** Times are milliseconds since 1970, so that both databases hold, compare and return them alike. */
type Milliseconds = number;

export interface Tables {
  accounts: {
    id: string;
    username: string;
    password_hash: string;
    /** The cost of an imported bcrypt hash; null for argon2id. */
    bcrypt_cost: number | null;
    full_name: string | null;
    email: string | null;
    profile_picture: string | null;
    created_at: Milliseconds;
    disabled_at: Milliseconds | null;
  };
  roles: { name: string; description: string };
  role_scopes: { role: string; scope: string };
  account_roles: { account_id: string; role: string };
  items: { id: string; owner_id: string; title: string; created_at: Milliseconds };
  sign_in_attempts: { subject: string; attempts: number; window_ends_at: Milliseconds };
}

export type Database = Kysely<Tables>;
