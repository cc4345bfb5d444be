import type { Authority } from '../auth/authority.js';

/** What the commands work with that work on the database. */
export interface Administration extends Pick<Authority, 'db' | 'passwords' | 'catalogue' | 'now'> {
  /** The names of the outside issuers that are trusted. */
  issuers: readonly string[];
  /** Whether the keys are those of JWT_KEYS, and not in the database. */
  hasGivenKeys: boolean;
}

/** What a command does with them. @returns what it says */
export type Use = (administration: Administration) => Promise<string>;

/** Opens the database for a command, closes it after, and prints what it says. */
export type Administer = (use: Use) => Promise<void>;
