import { useMutation } from '@apollo/client/react';
import { graphql } from '../../graphql/generated/index.ts';
import { Problem } from '../problem.tsx';
import { removeFromList } from './list.ts';

const DeleteItem = graphql(`
  mutation DeleteItem($id: ID!) {
    deleteItem(id: $id)
  }
`);

export function DeleteButton({ id, title }: { id: string; title: string }) {
  const [remove, { loading, error }] = useMutation(DeleteItem, {
    variables: { id },
    update: (cache) => removeFromList(cache, id),
  });
  return (
    <>
      <button
        type="button"
        className="danger"
        disabled={loading}
        onClick={() => confirm(`Delete “${title}”?`) && void remove()}
      >
        Delete
      </button>
      <Problem error={error} />
    </>
  );
}
