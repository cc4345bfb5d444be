import { useMutation } from '@apollo/client/react';
import { graphql } from '../../graphql/generated/index.ts';
import { Form } from '../form.tsx';
import { Problem } from '../problem.tsx';
import { DeleteButton } from './delete-item.tsx';
import { removeFromList } from './list.ts';
import { TitleField } from './title-field.tsx';

const UpdateItem = graphql(`
  mutation UpdateItem($id: ID!, $input: UpdateItemInput!) {
    updateItem(id: $id, input: $input) {
      ...ItemParts
    }
  }
`);

interface EditItemProps {
  id: string;
  title: string;
  onDone: () => void;
}

export function EditItem({ id, title, onDone }: EditItemProps) {
  const [update, { loading, error }] = useMutation(UpdateItem, {
    // Null: it was deleted elsewhere.
    update: (cache, { data }) => data?.updateItem === null && removeFromList(cache, id),
    onCompleted: onDone,
  });
  const save = (values: Record<string, string>) =>
    void update({ variables: { id, input: { title: values.title ?? '' } } });
  return (
    <Form label={`Edit ${title}`} onSubmit={save}>
      <TitleField defaultValue={title} error={error} />
      <Problem error={error} hasFields />
      <div className="buttons">
        <button type="submit" className="main" disabled={loading}>
          Save
        </button>
        <button type="button" onClick={onDone}>
          Cancel
        </button>
        <DeleteButton id={id} title={title} />
      </div>
    </Form>
  );
}
