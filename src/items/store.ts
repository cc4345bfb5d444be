import { randomUUID } from 'node:crypto';
import type { Position } from '../cursors.js';
import { behind } from '../db/behind.js';
import { prepared } from '../db/prepared.js';
import type { Database } from '../db/tables.js';
import { isUuid } from '../uuid.js';

export interface Item {
  id: string;
  ownerId: string;
  title: string;
  /** Milliseconds since 1970. */
  createdAt: number;
}

const columns = ['id', 'owner_id as ownerId', 'title', 'created_at as createdAt'] as const;

// Every query names the owner: somebody else's item is not found, by whatever way its id has become known.

interface ListKey {
  ownerId: string;
  most: number;
}

function newest(db: Database, { ownerId, most }: ListKey) {
  const items = db.selectFrom('items').select(columns).where('owner_id', '=', ownerId);
  return items.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(most);
}

const selectFirstItems = prepared(newest);
const selectItemsBehind = prepared((db, key: ListKey & Position) => newest(db, key).where(behind(key)));

/** An owner's items, the newest first, from behind a position. */
export function listItems(db: Database, ownerId: string, most: number, after?: Position): Promise<Item[]> {
  return after ? selectItemsBehind(db, { ownerId, most, ...after }) : selectFirstItems(db, { ownerId, most });
}

export async function countItems(db: Database, ownerId: string): Promise<number> {
  const { count } = await db
    .selectFrom('items')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('owner_id', '=', ownerId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function findItem(db: Database, ownerId: string, id: string): Promise<Item | undefined> {
  if (!isUuid(id)) return undefined;
  return db.selectFrom('items').select(columns).where('id', '=', id).where('owner_id', '=', ownerId).executeTakeFirst();
}

/** @param now milliseconds since 1970 */
export function createItem(db: Database, ownerId: string, title: string, now: number): Promise<Item> {
  return db
    .insertInto('items')
    .values({ id: randomUUID(), owner_id: ownerId, title, created_at: now })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function renameItem(db: Database, ownerId: string, id: string, title: string): Promise<Item | undefined> {
  if (!isUuid(id)) return undefined;
  return db
    .updateTable('items')
    .set({ title })
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .returning(columns)
    .executeTakeFirst();
}

/** @returns whether there was such an item */
export async function deleteItem(db: Database, ownerId: string, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const { numDeletedRows } = await db
    .deleteFrom('items')
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
