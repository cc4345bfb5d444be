import type { Database } from '../db/tables.js';
import { BadUserInputError } from '../errors.js';
import type { Cursors } from './cursors.js';
import { type Item, listItems, type Position } from './store.js';

/** A page of an owner's items, the newest first. */
export interface ItemPage {
  ownerId: string;
  items: readonly Item[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

export interface ItemEdge {
  node: Item;
}

export interface PageRequest {
  /** How many, 1 to 100; 20 where it is left out. */
  first?: number | null | undefined;
  /** A cursor of the same owner's list. */
  after?: string | null | undefined;
}

const MOST_ITEMS = 100;
const USUAL_ITEMS = 20;

/** @throws BadUserInputError where `first` is out of range, or `after` is not a cursor of this owner's */
export async function pageOfItems(
  db: Database,
  cursors: Cursors,
  ownerId: string,
  page: PageRequest,
): Promise<ItemPage> {
  const first = page.first ?? USUAL_ITEMS;
  if (first < 1 || first > MOST_ITEMS) {
    throw new BadUserInputError('first', `expected a whole number from 1 to ${MOST_ITEMS}, found ${first}.`);
  }
  const position = page.after == null ? undefined : positionOf(cursors, ownerId, page.after);
  const found = await listItems(db, ownerId, first + 1, position);
  return {
    ownerId,
    items: found.slice(0, first),
    hasNextPage: found.length > first,
    hasPreviousPage: position !== undefined,
  };
}

function positionOf(cursors: Cursors, ownerId: string, after: string): Position {
  const position = cursors.read(ownerId, after);
  if (position) return position;
  throw new BadUserInputError('after', 'expected a cursor that this list has returned.');
}
