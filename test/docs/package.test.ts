import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkNodeModules, makeFolder, removeFolder, root } from '../support/folders.js';
import { codeIn } from '../support/pages.js';

const MINUTES = 60_000;
const dependency = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies.graphql;

let project = '';
let installed = '';
beforeAll(() => {
  project = installPackage();
  installed = join(project, 'node_modules/scopeql-engine');
}, 3 * MINUTES);
afterAll(() => removeFolder(project));

/** An empty project, into which somebody has installed the engine from what npm would publish, and graphql. */
function installPackage(): string {
  const folder = makeFolder({
    'package.json': '{ "name": "somebody", "private": true, "type": "module" }',
    'schema/base.graphql': SDL,
  });
  const tarball = pack(folder);
  npm(folder, 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball, `graphql@${dependency}`);
  return folder;
}

/** Packs a copy, in which nothing has been built: npm builds it. */
function pack(destination: string): string {
  const copy = makeFolder();
  cpSync(join(root, 'tsconfig.json'), join(copy, 'tsconfig.json'));
  cpSync(join(root, 'src/scopes'), join(copy, 'src/scopes'), {
    recursive: true,
    filter: (path) => basename(path) !== 'dist',
  });
  linkNodeModules(copy);
  const [packed] = JSON.parse(npm(join(copy, 'src/scopes'), 'pack', '--json', '--pack-destination', destination));
  removeFolder(copy);
  return join(destination, packed.filename);
}

/** Runs npm as if somebody had typed it: what runs these tests may be npm too, and tells those below where it is. */
function npm(cwd: string, ...args: string[]): string {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_.*prefix$/.test(name)));
  return execFileSync('npm', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

const SDL = `schema @scope(name: "items", description: "Items.") { query: Query }
type Query {
  version: String @public
  items: [String!] @requiresScopes(scopes: ["items"])
}
`;

/** Runs a module in the project. @returns what it prints, as JSON */
function evaluate(program: string): unknown {
  const args = ['--input-type=module', '--eval', program];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8', stdio: 'pipe' }));
}

/** The first program in the README, which prints its result. */
function readmeProgram(): string {
  const readme = readFileSync(join(installed, 'README.md'), 'utf8');
  const [program = ''] = codeIn(readme, 'ts');
  return `${program.replace('await graphql(', 'const result = await graphql(')}console.log(JSON.stringify(result));`;
}

function filesBelow(folder: string, ending: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

describe('the package of the engine', () => {
  test('holds what is built, its README and no source', () => {
    expect(readdirSync(installed).sort()).toEqual(['README.md', 'dist', 'package.json']);
    const written = filesBelow(installed, '.ts').filter((name) => !name.endsWith('.d.ts'));
    expect(written).toEqual([]);
  });

  test('depends on graphql, @graphql-tools/utils and commander only, by what it says and by what it imports', () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    expect(Object.keys(dependencies)).toEqual(['@graphql-tools/utils', 'commander']);
    expect(Object.keys(peerDependencies)).toEqual(['graphql']);
    const imported = filesBelow(join(installed, 'dist'), '.js').flatMap((file) => specifiersIn(file));
    const packages = new Set(
      imported.filter((name) => !name.startsWith('.') && !name.startsWith('node:')).map(packageOf),
    );
    expect([...packages].sort()).toEqual(['@graphql-tools/utils', 'commander', 'graphql']);
  });

  test('runs the program of its README', () => {
    expect(evaluate(readmeProgram())).toEqual({ data: { items: ['Foo'] } });
  });

  test('refuses through that program whoever lacks the scope', () => {
    const program = readmeProgram();
    const without = program.replace("auth: { scopes: ['items'] }", 'auth: { scopes: [] }');
    expect(without).not.toBe(program);
    expect(evaluate(without)).toMatchObject({
      data: { items: null },
      errors: [{ path: ['items'], extensions: { code: 'FORBIDDEN', missingScopes: ['items'] } }],
    });
  });

  test('loads by every path that it exports, without the servers that the adapters are for', () => {
    const { exports } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    const paths = Object.keys(exports).map((path) => path.replace(/^\./, 'scopeql-engine'));
    for (const server of ['@apollo/server', 'graphql-yoga', '@envelop/core', 'mercurius', '@graphql-codegen/cli']) {
      expect(() => evaluate(`import(${JSON.stringify(server)})`)).toThrow('ERR_MODULE_NOT_FOUND');
    }
    const program = `const names = {};
      for (const path of ${JSON.stringify(paths)}) names[path] = Object.keys(await import(path));
      console.log(JSON.stringify(names));`;
    expect(evaluate(program)).toEqual({
      'scopeql-engine': expect.arrayContaining([
        'enforceScopes',
        'authorize',
        'requiredScopes',
        'accessMatrix',
        'typeDefs',
      ]),
      'scopeql-engine/testing': ['executeAs', 'resolveAs'],
      'scopeql-engine/apollo': ['scopesPlugin'],
      'scopeql-engine/yoga': ['useScopes'],
      'scopeql-engine/mercurius': ['addScopesHooks'],
      'scopeql-engine/checked-schema': ['buildCheckedSchema'],
      'scopeql-engine/codegen': ['plugin'],
    });
  });

  test('does not let its inside be imported', () => {
    expect(() => evaluate(`import('scopeql-engine/dist/map/compile.js')`)).toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  test.each([
    [['check'], 'No fault. 1 protected elements, 1 scopes declared.\n'],
    [['explain', '{ version items }'], 'query\n  items: Query.items requires items\nNeeds items.\n'],
    [['matrix'], expect.stringContaining('| `Query.items` | items | | | ✓ | ✓ |\n')],
  ])('brings the command line: npx scopes %j', (args, stdout) => {
    expect(spawnSync('npx', ['scopes', ...args], { cwd: project, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout,
      stderr: '',
    });
  });

  test('has types that a strict compiler accepts, and with which it finds a mistake', () => {
    link('typescript', '@typescript');
    writeFileSync(join(project, 'tsconfig.json'), TSCONFIG);
    writeFileSync(join(project, 'server.ts'), SERVER);
    writeFileSync(join(project, 'mistake.ts'), MISTAKE);
    const { stdout } = spawnSync('npx', ['tsc', '--pretty', 'false'], { cwd: project, encoding: 'utf8' });
    const errors = stdout.split('\n').filter((line) => /^\S/.test(line));
    expect(errors).toEqual([
      expect.stringMatching(/^mistake\.ts\(3,56\): error TS2561: .*Did you mean to write 'strict'/),
    ]);
  });
});

/** Lets the project have packages of this repository. */
function link(...names: string[]): void {
  for (const name of names) symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name));
  symlinkSync(join(root, 'node_modules/.bin/tsc'), join(project, 'node_modules/.bin/tsc'));
}

/** What a built module imports. */
function specifiersIn(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const imports = text.matchAll(/\bfrom '([^']+)';$|^import '([^']+)';$|\b(?:import|require)\((['"])(.+?)\3\)/gm);
  return [...imports].map(([, from, bare, , called]) => from ?? bare ?? called ?? '');
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023'],
    noEmit: true,
    types: [],
  },
  include: ['server.ts', 'mistake.ts'],
});

const SERVER = `import { buildSchema, type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import {
  type AccessMatrix,
  accessMatrix,
  authorize,
  catalogueOf,
  enforceScopes,
  type Requirement,
  requiredScopes,
  requirementsOf,
  ScopeDirectiveError,
  ScopeRefusal,
  typeDefs,
  type Verdict,
} from 'scopeql-engine';
import { plugin } from 'scopeql-engine/codegen';
import { addScopesHooks } from 'scopeql-engine/mercurius';
import { executeAs, resolveAs } from 'scopeql-engine/testing';

export function build(sdl: string): GraphQLSchema | string[] {
  try {
    return enforceScopes(buildSchema(typeDefs + sdl), { strict: true, mode: 'reject', discloseScopes: false });
  } catch (error) {
    if (!(error instanceof ScopeDirectiveError)) throw error;
    return error.faults.map(({ coordinate, file, line, message }) => [file, line, coordinate, message].join(' '));
  }
}

export async function use(schema: GraphQLSchema): Promise<unknown[]> {
  const document: DocumentNode = parse('{ items }');
  const verdict: Verdict = authorize(schema, { document, auth: { scopes: new Set(['items']) } });
  const needs: Requirement | null = requiredScopes(schema, document);
  const matrix: AccessMatrix = accessMatrix(schema, { user: ['items'] });
  const element: string | undefined = verdict.refusals.find((refusal) => refusal instanceof ScopeRefusal)?.element;
  const open = matrix.rows.filter(({ requires }) => requires === null).map((row) => row.element);
  addScopesHooks({ addHook: () => undefined });
  const { data } = await executeAs(schema, ['items'], document, { variables: {} });
  const item: unknown = await resolveAs(schema, null, 'Query.version');
  return [needs?.length, element, open, data, item, plugin(schema, []), catalogueOf(schema), requirementsOf(schema)];
}
`;

const MISTAKE = `import { buildSchema } from 'graphql';
import { enforceScopes } from 'scopeql-engine';
export const schema = enforceScopes(buildSchema(''), { stricct: true });
`;
