import { sql } from 'kysely';
import { v7 } from 'uuid';
import type { Position } from '../cursors.js';
import { behind } from '../db/behind.js';
import type { Database } from '../db/tables.js';
import type { AuditEvent, AuditEventKind, Origin, Parties } from './event.js';

/** An event as it is kept. */
export type AuditRecord = AuditEvent & Parties & Origin & { id: string; createdAt: number };

/** The events of a kind, as they are kept. */
export type RecordOf<Kind extends AuditEventKind> = Extract<AuditRecord, { kind: Kind }>;

/** Which events; what is left out does not matter. */
export interface AuditFilter {
  kinds?: readonly AuditEventKind[] | null | undefined;
  accountId?: string | null | undefined;
  actorId?: string | null | undefined;
  /** Milliseconds since 1970; from this one on. */
  since?: number | null | undefined;
  /** Milliseconds since 1970; up to and without this one. */
  until?: number | null | undefined;
}

/** Of two events that a process records within a millisecond, the later one has the greater id. */
let sequence = 0;

function nextSequence(): number {
  sequence = (sequence + 1) % 2 ** 32;
  return sequence;
}

/**
 * Adds an event to the trail. What changes an identity gives its transaction, so that neither is without the other.
 * @param now milliseconds since 1970
 */
export async function record(
  db: Database,
  { kind, ...detail }: AuditEvent,
  { actorId, actorRole, accountId }: Parties,
  { requestId, address, client }: Origin,
  now: number,
): Promise<void> {
  await db
    .insertInto('audit_events')
    .values({
      id: v7({ msecs: now, seq: nextSequence() }),
      created_at: now,
      kind,
      actor_id: actorId,
      actor_role: actorRole,
      account_id: accountId,
      request_id: requestId,
      address,
      client,
      detail: JSON.stringify(detail),
    })
    .execute();
}

/** The newest first, from behind a position. */
export async function listEvents(
  db: Database,
  filter: AuditFilter,
  most: number,
  after?: Position,
): Promise<AuditRecord[]> {
  let query = eventsThat(db, filter).selectAll();
  if (after) query = query.where(behind(after));
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(most).execute();
  return rows.map(({ detail, ...row }) => ({
    ...JSON.parse(detail),
    id: row.id,
    createdAt: row.created_at,
    kind: row.kind,
    actorId: row.actor_id,
    actorRole: row.actor_role,
    accountId: row.account_id,
    requestId: row.request_id,
    address: row.address,
    client: row.client,
  }));
}

export async function countEvents(db: Database, filter: AuditFilter): Promise<number> {
  const { count } = await eventsThat(db, filter)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

function eventsThat(db: Database, { kinds, accountId, actorId, since, until }: AuditFilter) {
  let query = db.selectFrom('audit_events');
  // PostgreSQL does not take an empty list.
  if (kinds) query = kinds.length > 0 ? query.where('kind', 'in', kinds) : query.where(sql.lit(1), '=', 0);
  if (accountId != null) query = query.where('account_id', '=', accountId);
  if (actorId != null) query = query.where('actor_id', '=', actorId);
  if (since != null) query = query.where('created_at', '>=', since);
  if (until != null) query = query.where('created_at', '<', until);
  return query;
}
