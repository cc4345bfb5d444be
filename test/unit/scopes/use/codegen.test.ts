import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type CodegenConfig, executeCodegen } from '@graphql-codegen/cli';
import { buildASTSchema, introspectionFromSchema, Kind, parse, print, printSchema } from 'graphql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readSdl } from '../../../../src/graphql/sdl.js';
import { typeDefs } from '../../../../src/scopes/index.js';
import * as scopes from '../../../../src/scopes/use/codegen.js';
import { linkNodeModules, makeFolder, removeFolder, root } from '../../../support/folders.js';
import { build } from '../../../support/scopes.js';

type CodegenPlugin = Awaited<ReturnType<NonNullable<CodegenConfig['pluginLoader']>>>;

/** Finds our plugin under its name, as codegen would find that of an installed package, and the others where they are. */
async function loadPlugin(name: string): Promise<CodegenPlugin> {
  return name === 'scopes' ? scopes : import(/* @vite-ignore */ name);
}

const PLUGINS = ['typescript-operations', 'typed-document-node', 'scopes'];

/** What codegen writes for the documents of a frontend. */
async function generate(schema: string | string[], documents: string | string[], plugins = ['scopes'], config = {}) {
  const { result, error } = await executeCodegen({
    schema,
    documents,
    silent: true,
    pluginLoader: loadPlugin,
    generates: { 'operations.ts': { plugins } },
    config: { useTypeImports: true, emitLegacyCommonJSImports: false, ...config },
  });
  if (error) throw error;
  return result[0]?.content ?? '';
}

/** A folder with these files, until the test is over. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = makeFolder(files);
  onTestFinished(() => removeFolder(folder));
  return folder;
}

/** What codegen says that it cannot write. */
async function complaint(schema: string, documents: string | string[], config = {}): Promise<string> {
  return generate(schema, documents, ['scopes'], config).then(
    () => 'none',
    (error: AggregateError) => error.errors.map(({ message }) => message).join('\n'),
  );
}

const appSdl = print(readSdl());
const smallSdl = `${typeDefs}
  type Query {
    open: Int
    me: Int @authenticated
    either: Int @requiresScopes(scopes: [["b", "a"], ["c"]])
    vault(all: Boolean @requiresScopes(scopes: "all")): Vault
  }
  type Vault @requiresScopes(scopes: "vault") { content: Int }`;

const FRONTEND = {
  'add-item.graphql': `mutation AddItem($input: CreateItemInput!) { createItem(input: $input) { ...ItemParts } }`,
  'item-parts.graphql': 'fragment ItemParts on Item { id title }',
  'items.graphql': `query MyItems($first: PositiveInt, $owners: Boolean!) {
    myItems(first: $first) { nodes { ...ItemParts owner @include(if: $owners) { fullName } } }
  }`,
  'pages/home.ts': `import { graphql } from './graphql';
    const home = graphql(\`query Home { me { username } myItems { nodes { ...ItemParts } } }\`);
    const catalogue = graphql(\`query Catalogue { scopes { name description } }\`);`,
  'pages/log-in.graphql': `mutation LogIn($username: String!, $password: String!) {
    login(username: $username, password: $password) { accessToken }
  }`,
};

const OPERATION_SCOPES = `/**
 * The smallest sets of scopes with which each operation runs in full: the outer list is OR, an inner one AND.
 * \`[[]]\` is anybody who is signed in, null is everybody.
 */
export const operationScopes = {
  AddItem: [["items:write"]],
  MyItems: [["items"]],
  Home: [["me", "items"]],
  Catalogue: null,
  LogIn: null,
} as const;
`;

/** What a frontend does with the generated module. */
const PAGE = `
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { AddItemDocument, MyItemsDocument, type MyItemsQuery, operationScopes } from './operations.js';

export const exact: readonly [readonly ['items']] = operationScopes.MyItems;
export const open: null = operationScopes.Catalogue;
type Needs = (typeof operationScopes)[keyof typeof operationScopes];
export const scope: 'items' | 'items:write' | 'me' = null! as NonNullable<Needs>[number][number];

export const mayRun = (needs: Needs, held: readonly string[]) =>
  needs === null || needs.some((together: readonly string[]) => together.every((scope) => held.includes(scope)));
export const titles = (data: MyItemsQuery) => data.myItems?.nodes.map(({ title }) => title.toUpperCase());
export const documents: TypedDocumentNode<any, any>[] = [AddItemDocument, MyItemsDocument];
`;

const MISTAKEN = `
import { operationScopes } from './operations.js';
export const other: readonly [readonly ['me']] = operationScopes.MyItems;
export const missing = operationScopes.MyItem;
`;

/** What tsc says in strict mode of these modules. */
function compile(files: Readonly<Record<string, string>>): string[] {
  const folder = folderOf({
    ...files,
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify({
      compilerOptions: { strict: true, module: 'nodenext', target: 'es2023', noEmit: true, types: [] },
    }),
  });
  linkNodeModules(folder);
  const tsc = join(root, 'node_modules/.bin/tsc');
  const { stdout } = spawnSync(tsc, ['--pretty', 'false'], { cwd: folder, encoding: 'utf8' });
  return stdout.split('\n').filter((line) => /^\S/.test(line));
}

describe('operationScopes', () => {
  test('stands behind what the other plugins write, and has the types of its values', async () => {
    const operations = await generate(appSdl, `${folderOf(FRONTEND)}/**/*.{graphql,ts}`, PLUGINS, {
      defaultScalarType: 'string',
    });
    expect(operations).toContain('export const MyItemsDocument = ');
    expect(operations.slice(operations.lastIndexOf('/**'))).toBe(OPERATION_SCOPES);
    expect(compile({ 'operations.ts': operations, 'page.ts': PAGE })).toEqual([]);
    expect(compile({ 'operations.ts': operations, 'mistaken.ts': MISTAKEN })).toEqual([
      expect.stringMatching(/^mistaken\.ts\(3,14\): error TS2322/),
      expect.stringMatching(/^mistaken\.ts\(4,40\): error TS2551/),
    ]);
  });

  test('has alternatives, what asks for no scope, what a type asks for, and what variables may ask for', async () => {
    const documents = `query Open { open __typename }
      query Me { me }
      query Either { either me }
      query Vault { vault { content } }
      query All($all: Boolean) { vault(all: $all) { __typename } either @skip(if: true) }
      query Perhaps($yes: Boolean!) { me either @include(if: $yes) }`;
    const written = await generate(smallSdl, documents);
    expect(written.slice(written.indexOf('{'))).toBe(`{
  Open: null,
  Me: [[]],
  Either: [["c"], ["b", "a"]],
  Vault: [["vault"]],
  All: [["vault", "all"]],
  Perhaps: [["c"], ["b", "a"]],
} as const;
`);
  });

  test('is the same from the files of an SDL, extensions included', async () => {
    const schema = [
      folderOf({ 'rest/more.graphql': 'extend type Query { more: Int @requiresScopes(scopes: "more") }' }),
      folderOf({ 'a.graphql': smallSdl }),
    ].map((folder) => `${folder}/**/*.graphql`);
    expect(await generate(schema, 'query Both { more either }')).toContain(
      '  Both: [["more", "c"], ["more", "b", "a"]],\n',
    );
  });

  test('is empty for documents without an operation', async () => {
    expect(await generate(smallSdl, 'fragment F on Query { me }')).toContain(
      'export const operationScopes = {\n} as const;',
    );
  });
});

describe('codegen fails for', () => {
  test('an operation without a name, and says where it is', async () => {
    const folder = folderOf({ 'page.graphql': '{ me }' });
    expect(await complaint(smallSdl, `${folder}/*.graphql`)).toBe(
      `An operation has no name in ${join(folder, 'page.graphql')}.`,
    );
  });

  test('two operations of one name, also where codegen does not look', async () => {
    const documents = ['query Me { me }', 'query Me { either }'];
    expect(await complaint(smallSdl, documents)).toContain('Not all operations have an unique name: Me');
    const unchecked = { skipDocumentsValidation: true };
    expect(await complaint(smallSdl, documents, unchecked)).toBe('Two operations are named Me.');
  });

  test('a schema made from introspection', async () => {
    const introspection = JSON.stringify(introspectionFromSchema(buildASTSchema(parse(smallSdl))));
    const folder = folderOf({ 'schema.json': introspection });
    expect(await complaint(`${folder}/schema.json`, 'query Me { me }')).toBe(
      'Give codegen the SDL: nothing in this schema has a rule, as in one made from introspection.',
    );
  });

  test('an SDL that graphql-js has printed, which has lost its directives', async () => {
    const printed = printSchema(buildASTSchema(parse(smallSdl)));
    expect(await complaint(printed, 'query Me { me }')).toContain('nothing in this schema has a rule');
  });

  test('a fragment that is not there, where codegen does not look', async () => {
    const unchecked = { skipDocumentsValidation: true };
    expect(await complaint(smallSdl, 'query Me { ...Elsewhere }', unchecked)).toBe(
      'The document has no fragment Elsewhere.',
    );
  });

  test('directives that cannot be read', async () => {
    const faulty = `${typeDefs} type Query { me: Int @requiresScopes(scopes: ["a", "b"]) }`;
    expect(await complaint(faulty, 'query Me { me }')).toContain('can be read as AND and as OR');
  });

  test('rules that codegen has joined, which would turn AND into OR', async () => {
    const twice = `${smallSdl} extend type Vault @requiresScopes(scopes: "more") { more: Int }`;
    expect(await complaint(twice, 'query Vault { vault { content } }')).toContain('which turns AND into OR');
  });
});

test('the plugin counts the fragments of other files, which a preset hands it as external', () => {
  const schema = build('type Query { me: Int @authenticated }');
  const { definitions } = parse('fragment F on Query { me }');
  const externalFragments = definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [{ node }] : []));
  const written = scopes.plugin(schema, [{ document: parse('query Me { ...F }') }], { externalFragments });
  expect(written).toContain('  Me: [[]],\n');
});

test('the plugin takes files that hold no document', () => {
  const schema = build('type Query { me: Int @authenticated }');
  const document = parse('query Me { me }');
  expect(scopes.plugin(schema, [{}, { document }])).toContain('  Me: [[]],\n');
  expect(() => scopes.plugin(schema, [{ document: parse('{ me }') }])).toThrow(/^An operation has no name\.$/);
});
