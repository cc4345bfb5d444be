import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { graphql } from '../../graphql/generated/index.ts';
import { Form } from '../form.tsx';
import { Problem } from '../problem.tsx';
import { Requires } from '../requires.tsx';
import { addToList } from './list.ts';
import { TitleField } from './title-field.tsx';

const CreateItem = graphql(`
  mutation CreateItem($input: CreateItemInput!) {
    createItem(input: $input) {
      id
      ...ItemParts
    }
  }
`);

export function NewItem() {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="new">
      <button type="button" className="main" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        New item
      </button>
      {isOpen && (
        <Requires operations={['CreateItem']}>
          <NewItemForm onDone={() => setOpen(false)} />
        </Requires>
      )}
    </div>
  );
}

function NewItemForm({ onDone }: { onDone: () => void }) {
  const [create, { loading, error }] = useMutation(CreateItem, {
    update: (cache, { data }) => data?.createItem && addToList(cache, data.createItem),
    onCompleted: onDone,
  });
  return (
    <Form label="New item" onSubmit={({ title = '' }) => void create({ variables: { input: { title } } })}>
      <TitleField error={error} />
      <Problem error={error} hasFields />
      <div className="buttons">
        <button type="submit" className="main" disabled={loading}>
          Create
        </button>
        <button type="button" onClick={onDone}>
          Cancel
        </button>
      </div>
    </Form>
  );
}
