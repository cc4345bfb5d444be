import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { concatAST, type DocumentNode, type GraphQLSchema, parse, Source } from 'graphql';
import { buildCheckedSchema } from '../scopes/checked-schema.js';
import { typeDefs } from '../scopes/index.js';

const folder = new URL('../../schema/', import.meta.url);

/** Every file of SDL in schema/, each node of which will know its file and line. */
function readSources(): Source[] {
  const names = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.graphql'));
  return names.sort().map((name) => new Source(readFileSync(new URL(name, folder), 'utf8'), `schema/${name}`));
}

/** The whole SDL: the scope directives and every file in schema/. */
export function readSdl(): DocumentNode {
  return concatAST([parse(typeDefs), ...readSources().map((source) => parse(source))]);
}

/**
 * The schema without resolvers.
 * @throws ScopeDirectiveError with everything that is wrong with the SDL
 */
export function buildSdlSchema(): GraphQLSchema {
  return buildCheckedSchema(readSources(), { strict: true });
}
