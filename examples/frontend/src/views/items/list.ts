import type { ApolloCache } from '@apollo/client';
import type { MyItemsQuery } from '../../graphql/generated/graphql.ts';
import { graphql } from '../../graphql/generated/index.ts';

export const MyItems = graphql(`
  query MyItems($first: PositiveInt!, $after: String) {
    myItems(first: $first, after: $after) {
      totalCount
      edges {
        node {
          id
          ...ItemParts
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** Items that are fetched at once. */
export const PAGE = 5;

type List = NonNullable<MyItemsQuery['myItems']>;
type Edge = List['edges'][number];

/** Puts a new item where the server has it: the newest first. */
export function addToList(cache: ApolloCache, node: Edge['node']): void {
  updateList(cache, (list) => ({
    ...list,
    totalCount: list.totalCount + 1,
    edges: [{ __typename: 'ItemEdge', node }, ...list.edges],
  }));
}

export function removeFromList(cache: ApolloCache, id: string): void {
  updateList(cache, (list) => ({
    ...list,
    totalCount: list.totalCount - 1,
    edges: list.edges.filter(({ node }) => node.id !== id),
  }));
}

function updateList(cache: ApolloCache, update: (list: List) => List): void {
  cache.updateQuery({ query: MyItems, variables: { first: PAGE } }, (data) =>
    data?.myItems ? { ...data, myItems: update(data.myItems) } : undefined,
  );
}
