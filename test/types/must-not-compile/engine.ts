import type { GraphQLSchema } from 'graphql';
import { accessMatrix, authorize, enforceScopes, requiredScopes, ScopeRefusal } from '../../../src/scopes/index.js';
import { executeAs, resolveAs } from '../../../src/scopes/testing.js';

/** What would be found when it runs, or by nobody, is found by the compiler. */
export async function misuse(schema: GraphQLSchema, document: Parameters<typeof requiredScopes>[1]) {
  // TS2561
  enforceScopes(schema, { strikt: true });
  // TS2820
  enforceScopes(schema, { mode: 'rejects' });
  // TS2741
  authorize(schema, { document });
  // TS2322
  authorize(schema, { document, auth: { scopes: 'items' } });
  // TS2322
  accessMatrix(schema, { admin: 'items' });
  // TS2531
  requiredScopes(schema, document).length;
  // TS2345
  await executeAs(schema, undefined, '{ own }');
  // TS2345
  await resolveAs(schema, 'items', 'Query.own');
  // TS2554
  await resolveAs(schema, ['items']);
  const error: unknown = null;
  // TS18046
  error.element;
  if (error instanceof ScopeRefusal) error.element.startsWith('Query');
}
