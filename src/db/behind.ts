import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Position } from '../cursors.js';

/** That a row stands behind a position in a list that begins with the newest (`created_at`, then `id`, descending). */
export function behind({ createdAt, id }: Position): RawBuilder<SqlBool> {
  return sql<SqlBool>`(created_at, id) < (${createdAt}, ${id})`;
}
