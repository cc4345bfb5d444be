import type { CodegenConfig } from '@graphql-codegen/cli';
import { typeDefs } from 'scopeql-engine';

const config: CodegenConfig = {
  schema: [typeDefs, '../../schema/*.graphql'],
  documents: ['src/**/*.{ts,tsx}', '!src/graphql/generated/**'],
  generates: {
    'src/graphql/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'unmask' } },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        importExtension: '.ts',
        defaultScalarType: 'never',
        scalars: {
          DateTime: 'string',
          EmailAddress: 'string',
          JWT: 'string',
          NonNegativeInt: 'number',
          PositiveInt: 'number',
          Role: 'string',
          Scope: 'string',
          URL: 'string',
          Username: 'string',
        },
      },
    },
    'src/graphql/generated/operation-scopes.ts': { plugins: ['scopeql-engine/codegen'] },
  },
};

export default config;
