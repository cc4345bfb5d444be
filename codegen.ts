import { readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { buildASTSchema, concatAST, type DocumentNode, isInterfaceType, parse, print } from 'graphql';
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

const typeIn = (module: string, type: string) => `import('../../${module}.js').${type}`;
const storedItem = typeIn('items/store', 'Item');
const listedAccount = typeIn('users/directory', 'ListedAccount');
const auditRecord = typeIn('audit/trail', 'AuditRecord');
const pageOf = (type: string) => typeIn('page', `Page<${type}>`);
const edgeOf = (type: string) => typeIn('page', `Edge<${type}>`);

const mappers = {
  Token: typeIn('auth/start-session', 'IssuedToken'),
  Session: typeIn('auth/sessions', 'ListedSession'),
  User: typeIn('principal', 'Account'),
  Profile: typeIn('users/store', 'Profile'),
  Item: storedItem,
  ItemConnection: pageOf(storedItem),
  ItemEdge: edgeOf(storedItem),
  Account: listedAccount,
  AccountConnection: pageOf(listedAccount),
  AccountEdge: edgeOf(listedAccount),
  MachineSecret: typeIn('auth/machine-secrets', 'MachineSecret'),
  NewMachineSecret: typeIn('auth/machine-secrets', 'NewMachineSecret'),
  AuditEvent: auditRecord,
  ...Object.fromEntries(auditEventTypes().map((name) => [name, typeIn('audit/trail', `RecordOf<'${name}'>`)])),
  AuditEventConnection: pageOf(auditRecord),
  AuditEventEdge: edgeOf(auditRecord),
};

/** The names of the types of events, which are their kinds. */
function auditEventTypes(): string[] {
  const schema = buildASTSchema(readSdl());
  const event = schema.getType('AuditEvent');
  return isInterfaceType(event) ? schema.getPossibleTypes(event).map(({ name }) => name) : [];
}

const config: CodegenConfig = {
  generates: {
    'src/graphql/generated/resolvers.ts': resolversFrom('schema/', readSdl(), scalars, mappers),
    'test/types/generated/resolvers.ts': resolversFrom('test/types/schema.graphql', readTestSdl(), {
      Secret: 'string',
    }),
  },
};

export default config;
