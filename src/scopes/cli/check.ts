import type { Command } from 'commander';
import type { GraphQLSchema } from 'graphql';
import { requirementsOf } from '../map/compiled-schemas.js';
import { catalogueOf } from '../sdl/catalogue.js';
import { print } from './outcome.js';
import { NO_STRICT, SCHEMA, withSchema } from './with-schema.js';

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('Says every fault of the scope directives.')
    .addOption(SCHEMA)
    .addOption(NO_STRICT)
    .addHelpText('after', '\nExample:\n  scopes check --schema schema')
    .action((sdl) => print(withSchema(sdl, (schema, warnings) => ({ ok: true, text: summary(schema, warnings) }))));
}

function summary(schema: GraphQLSchema, warnings: readonly string[]): string {
  const { size: elements } = requirementsOf(schema);
  const { size: scopes } = catalogueOf(schema);
  const told = warnings.map((warning) => `Warning: ${warning}\n`);
  return `${told.join('')}No fault. ${elements} protected elements, ${scopes} scopes declared.\n`;
}
