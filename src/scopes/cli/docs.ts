import type { Command } from 'commander';
import { type GraphQLSchema, isInputType } from 'graphql';
import { elementsOf, typesOf } from '../reference/elements.js';
import { referenceSite } from '../reference/site.js';
import { catalogueOf } from '../sdl/catalogue.js';
import { readRoles, readSamples } from './json-files.js';
import { type Outcome, print } from './outcome.js';
import { replaceSite } from './replace-site.js';
import { NO_STRICT, SCHEMA, withSchema } from './with-schema.js';

export function addDocs(program: Command): void {
  declare(program).action((given) => print(withSchema(given, (schema) => writeReference(schema, given))));
}

type Given = ReturnType<ReturnType<typeof declare>['opts']>;

function declare(program: Command) {
  return program
    .command('docs')
    .description('Writes a reference, as a site that needs no server.')
    .addOption(SCHEMA)
    .addOption(NO_STRICT)
    .requiredOption('--out <folder>', 'where the site goes, in place of the one that is there')
    .option('--title <text>', 'what the API is called', 'API reference')
    .option('--roles <file>', 'a JSON object of roles, each with a list of scopes, to say which reach what')
    .option('--samples <file>', 'a JSON object of the values that types, arguments and input fields have in examples')
    .addHelpText('after', '\nExample:\n  scopes docs --out reference --title Shop --roles schema/roles.json');
}

/** All of it is made before any of it is written. */
function writeReference(schema: GraphQLSchema, { out, title, roles, samples }: Given): Outcome {
  const files = referenceSite(schema, {
    title,
    roles: roles === undefined ? undefined : readRoles(roles, [...catalogueOf(schema).keys()]),
    samples: samples === undefined ? undefined : readSamples(samples, takingValues(schema)),
  });
  replaceSite(out, files);
  return { ok: true, text: `${out}: ${files.size} files.\n` };
}

/** What takes a value: types, arguments and input fields. */
function takingValues(schema: GraphQLSchema): string[] {
  const types = typesOf(schema).filter(isInputType);
  const inputs = elementsOf(schema).filter(({ kind }) => kind === 'argument' || kind === 'input field');
  return [...types.map(({ name }) => name), ...inputs.map(({ coordinate }) => coordinate)];
}
