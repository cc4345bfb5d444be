import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildASTSchema, concatAST, type DocumentNode, type GraphQLSchema, parse, Source } from 'graphql';
import { typeDefs } from '../scopes/index.js';

const folder = new URL('../../schema/', import.meta.url);

/** The whole SDL: the scope directives and every file in schema/, each node knowing its file and line. */
export function readSdl(): DocumentNode {
  const files = readdirSync(fileURLToPath(folder))
    .filter((name) => name.endsWith('.graphql'))
    .sort();
  const documents = files.map((name) =>
    parse(new Source(readFileSync(new URL(name, folder), 'utf8'), `schema/${name}`)),
  );
  return concatAST([parse(new Source(typeDefs, 'src/scopes/directives.ts')), ...documents]);
}

/** The schema without resolvers. @throws Error where the SDL is not valid */
export function buildSdlSchema(): GraphQLSchema {
  return buildASTSchema(readSdl());
}
