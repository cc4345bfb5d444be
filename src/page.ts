import type { Cursors, Position } from './cursors.js';
import { BadUserInputError } from './errors.js';

/** A list of which pages can be asked for. */
export interface List<Node> {
  /** Names it, and whoever alone may use its cursors: `items of <account id>`. */
  name: string;
  /** The first so many, from behind a position. */
  find(most: number, after?: Position): Promise<Node[]>;
  /** How many there are. */
  count(): Promise<number>;
}

/** A page of a list, and where it stands in the whole. */
export interface Page<Node> {
  list: List<Node>;
  nodes: readonly Node[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** Something in a list, and the list that it stands in. */
export interface Edge<Node> {
  list: List<Node>;
  node: Node;
}

export interface PageRequest {
  /** How many, 1 to 100; 20 where it is left out. */
  first?: number | null | undefined;
  /** A cursor of the same list. */
  after?: string | null | undefined;
}

/** How long a page is at most. */
export const MOST_NODES = 100;
const USUAL_NODES = 20;

/** @throws BadUserInputError where `first` is out of range, or `after` is not a cursor of this list */
export async function pageOf<Node extends Position>(
  cursors: Cursors,
  list: List<Node>,
  page: PageRequest,
): Promise<Page<Node>> {
  const first = page.first ?? USUAL_NODES;
  if (first < 1 || first > MOST_NODES) {
    throw new BadUserInputError('first', `expected a whole number from 1 to ${MOST_NODES}, found ${first}.`);
  }
  const position = page.after == null ? undefined : positionOf(cursors, list.name, page.after);
  const found = await list.find(first + 1, position);
  return {
    list,
    nodes: found.slice(0, first),
    hasNextPage: found.length > first,
    hasPreviousPage: position !== undefined,
  };
}

function positionOf(cursors: Cursors, list: string, after: string): Position {
  const position = cursors.read(list, after);
  if (position) return position;
  throw new BadUserInputError('after', 'expected a cursor that this list has returned.');
}
