import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { faultAt } from '../../graphql/errors.ts';
import { graphql } from '../../graphql/generated/index.ts';
import { Field, Form } from '../form.tsx';
import { Problem } from '../problem.tsx';
import { Requires } from '../requires.tsx';
import { addToList } from './list.ts';

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
  if (!isOpen)
    return (
      <button type="button" className="main" onClick={() => setOpen(true)}>
        New item
      </button>
    );
  return (
    <Requires operations={['CreateItem']}>
      <NewItemForm onDone={() => setOpen(false)} />
    </Requires>
  );
}

function NewItemForm({ onDone }: { onDone: () => void }) {
  const [create, { loading, error }] = useMutation(CreateItem, {
    update: (cache, { data }) => data?.createItem && addToList(cache, data.createItem),
    onCompleted: onDone,
  });
  return (
    <Form label="New item" onSubmit={({ title = '' }) => void create({ variables: { input: { title } } })}>
      <Field label="Title" name="title" fault={faultAt(error, 'input.title')} />
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
