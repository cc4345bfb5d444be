import { useState } from 'react';
import { type FragmentType, graphql, unmask } from '../../graphql/generated/index.ts';
import { Requires } from '../requires.tsx';
import { EditItem } from './edit-item.tsx';

export const ItemParts = graphql(`
  fragment ItemParts on Item {
    id
    title
    createdAt
  }
`);

export function Item({ item }: { item: FragmentType<typeof ItemParts> }) {
  const { id, title, createdAt } = unmask(ItemParts, item);
  const [isEdited, setEdited] = useState(false);
  const close = () => setEdited(false);
  return (
    <li>
      <div className="row">
        <span className="title">{title}</span>
        <time dateTime={createdAt}>{new Date(createdAt).toLocaleDateString()}</time>
        <button
          type="button"
          aria-label={`Edit ${title}`}
          aria-expanded={isEdited}
          onClick={() => setEdited(!isEdited)}
        >
          Edit
        </button>
      </div>
      {isEdited && (
        <Requires operations={['UpdateItem', 'DeleteItem']}>
          <EditItem id={id} title={title} onDone={close} />
        </Requires>
      )}
    </li>
  );
}
