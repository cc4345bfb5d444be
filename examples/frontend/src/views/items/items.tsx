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
  const { data, error, fetchMore } = useQuery(MyItems, { variables: { first: PAGE } });
  const list = data?.myItems;
  if (!list) return error ? <Problem error={error} /> : <p aria-busy="true">Loading …</p>;
  const { edges, pageInfo, totalCount } = list;
  return (
    <>
      <p className="count" role="status">
        {edges.length} of {totalCount}
      </p>
      <ul className="items">
        {edges.map(({ node }) => (
          <Item key={node.id} item={node} />
        ))}
      </ul>
      {pageInfo.hasNextPage && <ShowMore fetchMore={() => fetchMore({ variables: { after: pageInfo.endCursor } })} />}
    </>
  );
}

function ShowMore({ fetchMore }: { fetchMore: () => Promise<unknown> }) {
  const { run, isRunning, error } = useTask(fetchMore);
  return (
    <>
      <Problem error={error} />
      <button type="button" disabled={isRunning} onClick={() => run()}>
        Show more
      </button>
    </>
  );
}
