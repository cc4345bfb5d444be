import type { Migration } from 'kysely';
import * as accountsAndItems from './2026-11-24-accounts-and-items.js';
import * as identity from './2026-11-25-identity.js';
import * as signInBackOff from './2026-11-28-sign-in-back-off.js';

/** In the order of their names; a migration that has been released is never changed. */
export const migrations: Record<string, Migration> = {
  '2026-11-24-accounts-and-items': accountsAndItems,
  '2026-11-25-identity': identity,
  '2026-11-28-sign-in-back-off': signInBackOff,
};
