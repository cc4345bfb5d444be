import { readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { buildASTSchema, concatAST, type DocumentNode, parse, print } from 'graphql';
import { readSdl } from './src/graphql/sdl.js';
import { catalogueOf, protectedFields, typeDefs } from './src/scopes/index.js';

const options = {
  contextType: '../context.js#Context',
  useTypeImports: true,
  enumsAsTypes: true,
  emitLegacyCommonJSImports: false,
  defaultScalarType: 'never',
  inputMaybeValue: 'T | null | undefined',
  resolverTypeWrapperSignature: 'Promise<T> | T',
};

/**
 * The types of resolvers. Inside a field that requires anything, by whatever rule, `context.auth` is not null, and `Scope` is
 * the union of the names that are declared.
 */
function resolversFrom(place: string, sdl: DocumentNode, scalars: object, mappers: object = {}) {
  const schema = buildASTSchema(sdl);
  const scopes = [...catalogueOf(schema).keys()].map((name) => JSON.stringify(name)).join(' | ');
  const fieldContextTypes = protectedFields(schema).map((field) => `${field}#../context.js#SignedInContext`);
  const content = `// Generated from ${place} by \`npm run codegen\`. Do not edit.\n// biome-ignore-all lint: generated`;
  return {
    schema: print(sdl),
    plugins: [{ add: { content } }, 'typescript', 'typescript-resolvers'],
    config: { ...options, fieldContextTypes, scalars: { Scope: scopes, ...scalars }, mappers },
  };
}

/** The schema by which the tests know that the types are true: test/types/narrowing.test.ts. */
function readTestSdl(): DocumentNode {
  return concatAST([parse(typeDefs), parse(readFileSync('test/types/schema.graphql', 'utf8'))]);
}

const scalars = {
  DateTime: { input: 'Date', output: 'Date | string | number' },
  EmailAddress: 'string',
  JWT: 'string',
  NonNegativeInt: 'number',
  PositiveInt: 'number',
  Role: 'string',
  URL: { input: 'string', output: 'string' },
  Username: 'string',
};

const mappers = {
  Token: '../../auth/login.js#IssuedToken',
  User: '../../principal.js#Account',
  Profile: '../../users/store.js#Profile as StoredProfile',
  Item: '../../items/store.js#Item as StoredItem',
  ItemConnection: '../../items/page.js#ItemPage',
  ItemEdge: '../../items/page.js#ItemEdge as PageEdge',
};

const config: CodegenConfig = {
  generates: {
    'src/graphql/generated/resolvers.ts': resolversFrom('schema/', readSdl(), scalars, mappers),
    'test/types/generated/resolvers.ts': resolversFrom('test/types/schema.graphql', readTestSdl(), {
      Secret: 'string',
    }),
  },
};

export default config;
