import { useMutation } from '@apollo/client/react';
import { isFaulty } from '../../graphql/errors.ts';
import { graphql } from '../../graphql/generated/index.ts';
import { Field, Form, takeFocus } from '../form.tsx';
import { Problem } from '../problem.tsx';
import { removeFromList } from './list.ts';

const UpdateItem = graphql(`
  mutation UpdateItem($id: ID!, $input: UpdateItemInput!) {
    updateItem(id: $id, input: $input) {
      ...ItemParts
    }
  }
`);

const DeleteItem = graphql(`
  mutation DeleteItem($id: ID!) {
    deleteItem(id: $id)
  }
`);

export const TITLE_RULE = '1 to 200 characters, on one line.';

interface EditItemProps {
  id: string;
  title: string;
  onDone: () => void;
}

export function EditItem({ id, title, onDone }: EditItemProps) {
  // Null: somebody has deleted it elsewhere.
  const [update, updating] = useMutation(UpdateItem, {
    update: (cache, { data }) => data?.updateItem === null && removeFromList(cache, id),
    onCompleted: onDone,
  });
  const [remove, removing] = useMutation(DeleteItem, {
    variables: { id },
    update: (cache) => removeFromList(cache, id),
  });
  const isBusy = updating.loading || removing.loading;
  const confirmed = () => confirm(`Delete “${title}”?`);
  return (
    <Form
      label={`Edit ${title}`}
      onSubmit={(values) => void update({ variables: { id, input: { title: values.title ?? '' } } })}
    >
      <Field
        label="Title"
        name="title"
        defaultValue={title}
        rule={TITLE_RULE}
        isFaulty={isFaulty(updating.error, 'input.title')}
        ref={takeFocus}
      />
      <Problem error={updating.error ?? removing.error} hasFields />
      <div className="buttons">
        <button type="submit" className="main" disabled={isBusy}>
          Save
        </button>
        <button type="button" onClick={onDone}>
          Cancel
        </button>
        <button type="button" className="danger" disabled={isBusy} onClick={() => confirmed() && void remove()}>
          Delete
        </button>
      </div>
    </Form>
  );
}
