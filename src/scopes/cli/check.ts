import type { GraphQLSchema } from 'graphql';
import { requirementsOf } from '../map/compiled-schemas.js';
import { catalogueOf } from '../sdl/catalogue.js';
import { command, type Outcome } from './command.js';
import { SDL, withSchema } from './with-schema.js';

export const check = command<void, Outcome, typeof SDL>({
  name: 'check',
  summary: 'Says every fault of the scope directives.',
  operands: [],
  options: SDL,
  environment: [],
  example: 'check --schema schema',
  run: (_, __, given) => withSchema(given, (schema, warnings) => ({ ok: true, text: summary(schema, warnings) })),
});

function summary(schema: GraphQLSchema, warnings: readonly string[]): string {
  const { size: elements } = requirementsOf(schema);
  const { size: scopes } = catalogueOf(schema);
  const told = warnings.map((warning) => `Warning: ${warning}\n`);
  return `${told.join('')}No fault. ${elements} protected elements, ${scopes} scopes declared.\n`;
}
