import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Problem } from '../problem.tsx';
import { Requires } from '../requires.tsx';
import { useTask } from '../use-task.ts';
import { Item } from './item.tsx';
import { MyItems, PAGE } from './list.ts';
import { NewItem } from './new-item.tsx';

export function Items() {
  return (
    <Requires operations={['MyItems']}>
      <NewItem />
      <List />
    </Requires>
  );
}

function List() {
  const { data, error, fetchMore, networkStatus } = useQuery(MyItems, { variables: { first: PAGE } });
  const more = useTask(async (after: string | null | undefined) => {
    await fetchMore({ variables: { after: after ?? null } });
  });
  const list = data?.myItems;
  if (!list) return error ? <Problem error={error} /> : <p aria-busy="true">Loading …</p>;
  const { hasNextPage, endCursor } = list.pageInfo;
  return (
    <>
      <p className="count" role="status">
        {list.edges.length} of {list.totalCount}
      </p>
      <ul className="items">
        {list.edges.map(({ node }) => (
          <Item key={node.id} item={node} />
        ))}
      </ul>
      <Problem error={more.error} />
      {hasNextPage && (
        <button type="button" disabled={networkStatus === NetworkStatus.fetchMore} onClick={() => more.run(endCursor)}>
          Show more
        </button>
      )}
    </>
  );
}
