// How the cost of a request grows with what there is.
import { growthOfDatabase } from '../growth-of-database.mjs';
import { growthOfLists } from '../growth-of-lists.mjs';
import { growthOfSchemas } from '../growth-of-schemas.mjs';

export async function run({ growth }) {
  const lists = await growthOfLists(growth);
  const schemas = await growthOfSchemas(growth);
  const { rows, notes } = await growthOfDatabase(growth);
  return {
    title: 'Growth',
    tables: [lists, schemas, rows],
    notes: [
      'Medians. Lists and schemas: the scope engine and graphql-js alone, in this process. A request on a schema is validated each time.',
      'The database: SQLite, over HTTP, one request at a time.',
      ...notes,
    ],
  };
}
