import type { Position } from '../../cursors.js';
import type { Edge, Page } from '../../page.js';
import type { Context } from '../context.js';

/** What every connection has, whatever is in it. */
export const connection = {
  nodes: <Node>({ nodes }: Page<Node>) => [...nodes],
  edges: <Node>({ list, nodes }: Page<Node>): Edge<Node>[] => nodes.map((node) => ({ list, node })),
  pageInfo: <Node extends Position>(
    { list, nodes, hasNextPage, hasPreviousPage }: Page<Node>,
    _: object,
    { cursors }: Context,
  ) => {
    const [first] = nodes;
    const last = nodes.at(-1);
    return {
      hasNextPage,
      hasPreviousPage,
      startCursor: first ? cursors.write(list.name, first) : null,
      endCursor: last ? cursors.write(list.name, last) : null,
    };
  },
  totalCount: <Node>({ list }: Page<Node>) => list.count(),
};

export const edge = {
  cursor: <Node extends Position>({ list, node }: Edge<Node>, _: object, { cursors }: Context) =>
    cursors.write(list.name, node),
};
