import type { CodegenConfig } from '@graphql-codegen/cli';
import { print } from 'graphql';
import { buildSdlSchema, readSdl } from './src/graphql/sdl.js';
import { catalogueOf, protectedFields } from './src/scopes/index.js';

const schema = buildSdlSchema();
const scopes = [...catalogueOf(schema).keys()].map((name) => JSON.stringify(name)).join(' | ');

/** Inside a field that requires anything, by whatever rule, `context.auth` is not null. */
const fieldContextTypes = protectedFields(schema).map((field) => `${field}#../context.js#SignedInContext`);

const config: CodegenConfig = {
  schema: print(readSdl()),
  generates: {
    'src/graphql/generated/resolvers.ts': {
      plugins: [
        {
          add: {
            content:
              '// Generated from schema/ by `npm run codegen`. Do not edit.\n// biome-ignore-all lint: generated',
          },
        },
        'typescript',
        'typescript-resolvers',
      ],
    },
  },
  config: {
    contextType: '../context.js#Context',
    fieldContextTypes,
    useTypeImports: true,
    enumsAsTypes: true,
    emitLegacyCommonJSImports: false,
    defaultScalarType: 'never',
    inputMaybeValue: 'T | null | undefined',
    resolverTypeWrapperSignature: 'Promise<T> | T',
    scalars: {
      Scope: scopes,
      DateTime: { input: 'Date', output: 'Date | string | number' },
      EmailAddress: 'string',
      JWT: 'string',
      NonNegativeInt: 'number',
      PositiveInt: 'number',
      Role: 'string',
      URL: { input: 'string', output: 'string' },
      Username: 'string',
    },
    mappers: {
      Token: '../../auth/login.js#IssuedToken',
      User: '../../principal.js#Account',
      Profile: '../../users/store.js#Profile as StoredProfile',
      Item: '../../items/store.js#Item as StoredItem',
      ItemConnection: '../../items/page.js#ItemPage',
      ItemEdge: '../../items/page.js#ItemEdge as PageEdge',
    },
  },
};

export default config;
