import { readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { buildEngine, type Ended, runScopes } from '../../support/command-line.js';
import { makeFolder, removeFolder } from '../../support/folders.js';

let engine = '';
beforeAll(() => {
  engine = buildEngine();
});
afterAll(() => removeFolder(engine));

type Files = Readonly<Record<string, string>>;

const SHOP = {
  'schema/base.graphql': `
    schema @scope(name: "items", description: "Read.") @scope(name: "items:write", description: "Write.") {
      query: Query
      mutation: Mutation
    }
    type Query { version: String @public }`,
  'schema/items/items.gql': `
    extend type Query {
      items(first: Int = 1, secret: Boolean @requiresScopes(scopes: "items:write")): [Item] @requiresScopes(scopes: "items")
      me: String @authenticated
    }
    type Mutation { addItem(title: String): Item @requiresScopes(scopes: [["items", "items:write"]]) }
    type Item { title: String note: String @requiresScopes(scopes: [["items:write"]]) }`,
  'schema/notes.txt': 'type Query { this is no SDL',
};

/** A folder with these files, and the command line in it. */
function inFolder(files: Files = SHOP) {
  const folder = makeFolder(files);
  onTestFinished(() => removeFolder(folder));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const scopes = (...args: string[]): Ended => runScopes(engine, folder, args);
  const pipe = (input: string, ...args: string[]): Ended => runScopes(engine, folder, args, input);
  return { folder, write, scopes, pipe };
}

const ok = (stdout: string): Ended => expect.objectContaining({ status: 0, stdout, stderr: '' });
const fault = (stderr: string): Ended => expect.objectContaining({ status: 1, stdout: '', stderr });
const misuse = (message: string): Ended => {
  const stderr = `error: ${message}\nAdd --help to see how it is used.\n`;
  return expect.objectContaining({ status: 2, stdout: '', stderr });
};

describe('scopes check', () => {
  test('counts what SDL without a fault protects, read from every SDL file below schema/', () => {
    const { scopes } = inFolder();
    expect(scopes('check')).toEqual(ok('No fault. 5 protected elements, 2 scopes declared.\n'));
  });

  test('takes several files and folders', () => {
    const { scopes } = inFolder({
      'a.graphql': 'type Query { a: A @public }',
      'b/b.graphqls': 'type A { b: Int @authenticated }',
    });
    expect(scopes('check', '--schema', 'a.graphql', '--schema', 'b')).toEqual(
      ok('No fault. 1 protected elements, 0 scopes declared.\n'),
    );
  });

  test('warns of what is allowed and probably not meant', () => {
    const { scopes } = inFolder({
      'schema/a.graphql': `schema @scope(name: "a", description: "A.") { query: Query }
        type Query { me: Int! @authenticated }`,
    });
    expect(scopes('check')).toEqual(
      ok(`Warning: Query.me is protected and non-null: a refusal nulls its parent.
Warning: Nothing requires the scope "a".
No fault. 1 protected elements, 1 scopes declared.
`),
    );
  });

  test('tells the faults of all files at once, each with file, line, coordinate and mend', () => {
    const { scopes } = inFolder({
      'schema/a.graphql': `schema @scope(name: "items", description: "Items.") { query: Query }
type Query {
  both: Int @requiresScopes(scopes: ["items", "me"])
  open: Int
}`,
      'schema/deep/b.graphql': `extend type Query { b: Foo @public }
type Foo {
  typo: Int @requiresScopes(scopes: "itms")
  arg(x: Int @requiresScopes(scopes: [])): Int
}`,
    });
    expect(scopes('check')).toEqual(
      fault(`schema/a.graphql:3 Query.both
    scopes: ["items", "me"] can be read as AND and as OR. Write [["items", "me"]] where all are needed, [["items"], ["me"]] where one is enough.

schema/deep/b.graphql:3 Foo.typo
    No @scope on the schema declares "itms". Did you mean "items"?

schema/deep/b.graphql:4 Foo.arg(x:)
    scopes: [] names no scope. Use @authenticated for anybody who is signed in, @public for everybody.

schema/a.graphql:4 Query.open
    This root field does not say who may use it. Write @public, @authenticated or @requiresScopes(scopes: [["…"]]).

4 faults
`),
    );
  });

  test('tells the syntax errors of all files together', () => {
    const { scopes } = inFolder({
      'schema/a.graphql': 'type Query {\n  a: }',
      'schema/b.graphql': 'type Foo {\n  b: Int\n',
      'schema/c.graphql': 'type Bar { c: Int @requiresScopes(scopes: []) }',
    });
    expect(scopes('check')).toEqual(
      fault(`schema/a.graphql:2 SDL
    Syntax Error: Expected Name, found "}".

schema/b.graphql:3 SDL
    Syntax Error: Expected Name, found <EOF>.

2 faults
`),
    );
  });

  test('tells what is no valid SDL and what is no rule together', () => {
    const { scopes } = inFolder({
      'schema/a.graphql': `type Query {
  twice(x: Int, x: Int): Int @public
  empty: Int @requiresScopes(scopes: [[]])
  odd: Int @deprecated(because: "old") @public
}`,
    });
    expect(scopes('check', '--no-strict')).toEqual(
      fault(`schema/a.graphql:2 SDL
    Argument "Query.twice(x:)" can only be defined once.

schema/a.graphql:4 because
    Unknown argument "because" on directive "@deprecated".

schema/a.graphql:3 Query.empty
    scopes: [[]] has an empty alternative, which everybody would meet. Take it out.

3 faults
`),
    );
  });

  test('tells a directive that is nearly one of ours once, with what was meant', () => {
    const { scopes } = inFolder({ 'schema/a.graphql': 'type Query { a: Int @requireScopes(scopes: "a") }' });
    expect(scopes('check', '--no-strict')).toEqual(
      fault(`schema/a.graphql:1 Query.a
    @requireScopes protects nothing. Did you mean @requiresScopes?

1 fault
`),
    );
  });

  test('tells of a type that is not defined, and builds nothing', () => {
    const { scopes } = inFolder({ 'schema/a.graphql': 'type Query { a: Itm @public }\ntype Item { a: Int }' });
    expect(scopes('check')).toEqual(
      fault(`schema/a.graphql:1 Itm
    Unknown type "Itm". Did you mean "Item", "ID", or "Int"?

1 fault
`),
    );
  });

  test('tells of a schema that graphql-js would not run, together with its rules', () => {
    const { scopes } = inFolder({
      'schema/a.graphql': `type Query { n: N @public }
interface N { id: ID }
type Foo implements N {
  x: Int @requiresScopes(scopes: [])
}`,
    });
    expect(scopes('check', '--no-strict')).toEqual(
      fault(`schema/a.graphql:2 id
    Interface field N.id expected but Foo does not provide it.

schema/a.graphql:4 Foo.x
    scopes: [] names no scope. Use @authenticated for anybody who is signed in, @public for everybody.

2 faults
`),
    );
  });

  test('tells of a scalar that is implemented as if it were an interface', () => {
    const { scopes } = inFolder({ 'schema/a.graphql': 'scalar S type Query implements S { a: Int @public }' });
    expect(scopes('check')).toEqual(fault(expect.stringContaining('Type Query must only implement Interface types')));
  });

  test('takes one value for each --schema, and leaves what follows to the command', () => {
    const { scopes } = inFolder();
    expect(scopes('explain', '--schema', 'schema', '{ version }').stdout).toBe(
      'query\nNeeds nothing: everybody may run it.\n',
    );
  });

  test('reads a file once to which two paths lead', () => {
    const { scopes } = inFolder();
    expect(scopes('check', '--schema', 'schema', '--schema', './schema/base.graphql').status).toBe(0);
  });

  test('lets root fields be silent and scopes be undeclared with --no-strict only', () => {
    const { scopes } = inFolder({
      'schema/a.graphql': 'type Query {\n  a: Int\n  b: Int @requiresScopes(scopes: "b")\n}',
    });
    expect(scopes('check', '--no-strict')).toEqual(ok('No fault. 1 protected elements, 0 scopes declared.\n'));
    const { status, stderr } = scopes('check');
    expect(status).toBe(1);
    expect(stderr).toContain('schema/a.graphql:2 Query.a\n    This root field does not say who may use it.');
    expect(stderr).toContain('schema/a.graphql:3 Query.b\n    No @scope on the schema declares "b".');
    expect(stderr).toContain('2 faults');
  });

  test('reads SDL that defines the directives itself', () => {
    const { scopes } = inFolder({
      'schema/a.graphql': `scalar Scope
        directive @requiresScopes(scopes: [[Scope!]!]!) on FIELD_DEFINITION
        type Query { a: Int @requiresScopes(scopes: "a") }`,
    });
    expect(scopes('check', '--no-strict')).toEqual(ok('No fault. 1 protected elements, 0 scopes declared.\n'));
  });
});

describe('scopes explain', () => {
  const ITEMS = `query Items { items { title } }
`;

  test('says what an operation needs, given as text', () => {
    const { scopes } = inFolder();
    expect(scopes('explain', 'query Items { mine: items(secret: true) { title note } me }')).toEqual(
      ok(`query Items
  mine: Query.items requires items
  mine: Query.items(secret:) requires items:write
  mine.note: Item.note requires items:write
  me: Query.me requires signing in
Needs items and items:write.
`),
    );
  });

  test('says the same of a file and of standard input', () => {
    const { write, scopes, pipe } = inFolder();
    write('items.graphql', ITEMS);
    const said = ok('query Items\n  items: Query.items requires items\nNeeds items.\n');
    expect(scopes('explain', 'items.graphql')).toEqual(said);
    expect(pipe(ITEMS, 'explain', '-')).toEqual(said);
  });

  test('says of an open operation that everybody may run it, and of another that signing in is enough', () => {
    const { scopes } = inFolder();
    expect(scopes('explain', '{ version }')).toEqual(ok('query\nNeeds nothing: everybody may run it.\n'));
    expect(scopes('explain', '{ me }')).toEqual(ok('query\n  me: Query.me requires signing in\nNeeds signing in.\n'));
  });

  test('takes each operation of a document by itself, or the one that --operation names', () => {
    const { pipe } = inFolder();
    const document = `query Me { me } mutation Add { addItem { ...F } } fragment F on Item { note }`;
    const add = `mutation Add
  addItem: Mutation.addItem requires items and items:write
  addItem.note: Item.note requires items:write
Needs items and items:write.
`;
    expect(pipe(document, 'explain', '-')).toEqual(
      ok(`query Me\n  me: Query.me requires signing in\nNeeds signing in.\n\n${add}`),
    );
    expect(pipe(document, 'explain', '-', '--operation', 'Add')).toEqual(ok(add));
    expect(pipe(document, 'explain', '-', '--operation', 'Sub')).toEqual(misuse('The document has no operation Sub.'));
  });

  test('says what somebody with --scopes would be refused: all of a mutation, part of a query, or nothing', () => {
    const { scopes } = inFolder();
    expect(scopes('explain', 'mutation { addItem { title } }', '--scopes', 'items').stdout).toContain(
      `With items: nothing of it runs.
  addItem: Mutation.addItem requires scopes: items and items:write. Missing: items:write.
`,
    );
    expect(scopes('explain', '{ items { note } }', '--scopes', 'items').stdout).toContain(
      `With items: it runs in part.
  items.note: Item.note requires scopes: items:write. Missing: items:write.
`,
    );
    expect(scopes('explain', '{ items { note } }', '--scopes', 'items, items:write').stdout).toContain(
      'With items items:write: it runs in full.\n',
    );
    expect(scopes('explain', '{ items { title } }', '--scopes', '').stdout).toContain(
      'With no scopes: nothing of it runs.\n',
    );
  });

  test('counts what some variables include, and with --variables what those include', () => {
    const { scopes } = inFolder();
    const operation = 'query ($all: Boolean!, $s: Boolean) { me items(secret: $s) @include(if: $all) { title } }';
    expect(scopes('explain', operation).stdout).toContain('Needs items and items:write.');
    const with_ = (variables: object) => scopes('explain', operation, '--variables', JSON.stringify(variables)).stdout;
    expect(with_({ all: false })).toContain('Needs signing in.');
    expect(with_({ all: true })).toContain('Needs items.');
    expect(with_({ all: true, s: false })).toContain('Needs items and items:write.');
  });

  test('says of an operation whose variables nobody gave that the refusals depend on them, or how it runs without', () => {
    const { scopes } = inFolder();
    const required = 'query ($all: Boolean!) { items @include(if: $all) { title } }';
    expect(scopes('explain', required, '--scopes', '')).toEqual(
      ok(`query
  items: Query.items requires items
Needs items.
What is refused depends on --variables:
  Variable "$all" of required type "Boolean!" was not provided.
`),
    );
    const optional = 'query ($s: Boolean) { items(secret: $s) { title } }';
    expect(scopes('explain', optional, '--scopes', 'items').stdout).toContain(
      'Needs items and items:write.\nWith items, and no variables: it runs in full.\n',
    );
  });

  test('tells which variables do not fit', () => {
    const { scopes } = inFolder();
    const operation = 'query Items($first: Int) { items(first: $first) { title } }';
    expect(scopes('explain', operation, '--variables', '{ "first": "x" }')).toEqual(
      fault(expect.stringMatching(/^query Items\n {2}Variable "\$first" got invalid value "x"; Int cannot represent/)),
    );
  });

  test('says that there would be too many sets of scopes', () => {
    const pairs = Array.from({ length: 9 }, (_, at) => `f${at}: Int @requiresScopes(scopes: [["a${at}"], ["b${at}"]])`);
    const { scopes } = inFolder({ 'schema/a.graphql': `type Query { ${pairs.join('\n')} }` });
    const operation = `{ ${pairs.map((_, at) => `f${at}`).join(' ')} }`;
    expect(scopes('explain', operation, '--no-strict')).toEqual(ok(expect.stringContaining('More than 256')));
  });

  test('tells what is wrong with an operation that does not fit the schema, or cannot be parsed, and where', () => {
    const { write, scopes, pipe } = inFolder();
    const unknown = scopes('explain', '{ itms { title } }');
    expect(unknown).toEqual(fault(expect.stringContaining('Cannot query field "itms" on type "Query".')));
    expect(scopes('explain', '{ items {')).toEqual(fault(expect.stringContaining('Syntax Error: Expected Name')));
    write('page.graphql', '{ itms }');
    expect(scopes('explain', 'page.graphql')).toEqual(fault(expect.stringContaining('page.graphql:1:3')));
    expect(pipe('{ itms }', 'explain', '-')).toEqual(fault(expect.stringContaining('standard input:1:3')));
  });

  test('tells the faults of the SDL first', () => {
    const { scopes } = inFolder({ 'schema/a.graphql': 'type Query { a: Int }' });
    expect(scopes('explain', '{ a }')).toEqual(fault(expect.stringContaining('schema/a.graphql:1 Query.a')));
  });
});

describe('scopes matrix', () => {
  const ROLES = { 'roles.json': JSON.stringify({ guest: [], user: ['items'], editor: ['items', 'items:write'] }) };
  const TABLE = `| element | requires | anybody | guest | user | editor |
| --- | --- | --- | --- | --- | --- |
| \`Query.version\` | | ✓ | ✓ | ✓ | ✓ |
| \`Query.items\` | items | | | ✓ | ✓ |
| \`Query.items(secret:)\` | items:write | | | | ✓ |
| \`Query.me\` | signing in | | ✓ | ✓ | ✓ |
| \`Mutation.addItem\` | items and items:write | | | | ✓ |
| \`Item.title\` | | | | ✓ | ✓ |
| \`Item.note\` | items:write | | | | ✓ |

| role | scopes |
| --- | --- |
| guest | |
| user | items |
| editor | items items:write |
`;
  const roles = ['--roles', 'roles.json'];

  test('is a table of what each role reaches', () => {
    const { scopes } = inFolder({ ...SHOP, ...ROLES });
    expect(scopes('matrix', ...roles)).toEqual(ok(TABLE));
  });

  test('takes each scope alone, none and all where no roles are given', () => {
    const { scopes } = inFolder();
    const { stdout } = scopes('matrix');
    expect(stdout).toContain('| element | requires | anybody | no scope | items | items:write | every scope |\n');
    expect(stdout).toContain('| `Mutation.addItem` | items and items:write | | | | | ✓ |\n');
  });

  test('is JSON with --format json', () => {
    const { scopes } = inFolder({ ...SHOP, ...ROLES });
    const { status, stdout } = scopes('matrix', ...roles, '--format', 'json');
    const { roles: told, rows } = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(told).toEqual(JSON.parse(ROLES['roles.json']));
    expect(rows).toContainEqual({
      element: 'Query.items(secret:)',
      requires: [['items:write']],
      reachedByAnybody: false,
      reachedBy: ['editor'],
    });
  });

  test('says with --check that a file still says it, in either format', () => {
    const { folder, write, scopes } = inFolder({ ...SHOP, ...ROLES });
    write('matrix.md', TABLE);
    write('matrix.json', scopes('matrix', ...roles, '--format', 'json').stdout);
    expect(scopes('matrix', ...roles, '--check', 'matrix.md')).toEqual(ok('matrix.md is up to date.\n'));
    expect(scopes('matrix', ...roles, '--check', 'matrix.json')).toEqual(ok('matrix.json is up to date.\n'));
    expect(readFileSync(join(folder, 'matrix.md'), 'utf8')).toBe(TABLE);
  });

  test('shows with --check the lines that a file has too many and too few, and leaves the file', () => {
    const { folder, write, scopes } = inFolder({ ...SHOP, ...ROLES });
    const old = TABLE.replace('| `Query.items` | items | | | ✓ | ✓ |', '| `Query.items` | | ✓ | ✓ | ✓ | ✓ |');
    write('matrix.md', old);
    expect(scopes('matrix', ...roles, '--check', 'matrix.md')).toEqual(
      fault(`matrix.md is out of date:
- | \`Query.items\` | | ✓ | ✓ | ✓ | ✓ |
+ | \`Query.items\` | items | | | ✓ | ✓ |
Who can reach what has changed. If that is meant, write the file anew without --check.
`),
    );
    expect(readFileSync(join(folder, 'matrix.md'), 'utf8')).toBe(old);
  });

  test('says with --check that lines have changed places', () => {
    const { write, scopes } = inFolder({ ...SHOP, ...ROLES });
    const [title = '', dashes = '', first = '', second = '', ...rest] = TABLE.split('\n');
    write('matrix.md', [title, dashes, second, first, ...rest].join('\n'));
    expect(scopes('matrix', ...roles, '--check', 'matrix.md')).toEqual(
      fault(expect.stringContaining('matrix.md is out of date:\nIts lines stand in another order.\n')),
    );
  });

  test.each([
    ['{ "admin": ["itms"] }', 'roles.json: admin has "itms", which is no scope. Did you mean "items"?'],
    ['{ "admin": ["constructor"] }', 'roles.json: admin has "constructor", which is no scope.'],
    ['{ "admin": "items" }', 'roles.json must hold an object of roles, each with a list of scopes.'],
    ['{ "admin": [1] }', 'roles.json must hold an object of roles, each with a list of scopes.'],
    ['[["items"]]', 'roles.json must hold an object of roles, each with a list of scopes.'],
    ['null', 'roles.json must hold an object of roles, each with a list of scopes.'],
  ])('refuses the roles %s', (text, message) => {
    const { scopes } = inFolder({ ...SHOP, 'roles.json': text });
    expect(scopes('matrix', ...roles)).toEqual(misuse(message));
  });

  test('refuses a file of roles that is no JSON', () => {
    const { scopes } = inFolder({ ...SHOP, 'roles.json': '{' });
    expect(scopes('matrix', ...roles)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^error: roles\.json is no JSON: /),
    });
  });
});

describe('scopes docs', () => {
  const SITE = ['index.html', 'queries.html', 'mutations.html', 'objects.html', 'scalars.html', 'scopes.html'];
  const FILES = [...SITE, 'elements.html', 'style.css', 'search.js'].sort();
  const filesIn = (folder: string, name: string) => readdirSync(join(folder, name)).sort();

  test('writes the reference, with the roles and the samples that it is given', () => {
    const { folder, scopes } = inFolder({
      ...SHOP,
      'roles.json': '{ "editor": ["items", "items:write"] }',
      'samples.json': '{ "Mutation.addItem(title:)": "Foo", "Int": 7 }',
    });
    const given = ['--title', 'Shop', '--roles', 'roles.json', '--samples', 'samples.json'];
    expect(scopes('docs', '--out', 'public/reference', ...given)).toEqual(ok('public/reference: 9 files.\n'));
    expect(filesIn(folder, 'public/reference')).toEqual(FILES);
    expect(readdirSync(join(folder, 'public'))).toEqual(['reference']);
    const page = readFileSync(join(folder, 'public/reference/queries.html'), 'utf8');
    expect(page).toContain('<title>Queries – Shop</title>');
    expect(page).toContain('reached by editor');
  });

  test('puts it in the place of an older one, of which nothing is left', () => {
    const { folder, write, scopes } = inFolder();
    scopes('docs', '--out', 'site');
    write('schema/more.graphql', 'enum More { A }');
    expect(scopes('docs', '--out', 'site')).toEqual(ok('site: 10 files.\n'));
    writeFileSync(join(folder, 'schema/more.graphql'), 'extend type Query { more: Int @public }');
    expect(scopes('docs', '--out', 'site')).toEqual(ok('site: 9 files.\n'));
    expect(filesIn(folder, 'site')).toEqual(FILES);
    expect(readdirSync(folder).sort()).toEqual(['schema', 'site']);
  });

  test('tells the faults of the SDL as check does, and writes nothing', () => {
    const { folder, write, scopes } = inFolder();
    scopes('docs', '--out', 'site');
    const before = readFileSync(join(folder, 'site/queries.html'), 'utf8');
    write('schema/a.graphql', 'extend type Query { a: Int b: Int @requiresScopes(scopes: "itms") }');
    const { stderr } = scopes('check');
    expect(stderr).toContain('2 faults');
    expect(scopes('docs', '--out', 'site')).toEqual(fault(stderr));
    expect(scopes('docs', '--out', 'other')).toEqual(fault(stderr));
    expect(readFileSync(join(folder, 'site/queries.html'), 'utf8')).toBe(before);
    expect(readdirSync(folder).sort()).toEqual(['schema', 'site']);
  });

  test.each([
    [
      { 'site/notes.txt': 'mine' },
      'error: site has notes.txt, which is no part of a reference. Say another folder with --out.',
    ],
    [
      { 'site/deep/a.html': '' },
      'error: site has deep, which is no part of a reference. Say another folder with --out.',
    ],
    [
      { 'site/todo.md': 'See "Generated by scopes docs".' },
      'error: site has todo.md, which is no part of a reference. Say another folder with --out.',
    ],
    [
      { 'site/notes.css': '/* Generated by scopes docs. */\n' },
      'error: site has notes.css, which is no part of a reference. Say another folder with --out.',
    ],
    [
      { 'site/style.css': 'p {}\n/* Generated by scopes docs. */\n' },
      'error: site has style.css, which is no part of a reference. Say another folder with --out.',
    ],
    [
      { 'site/index.html': '<footer>Generated by scopes docs.</footer><p>Mine</p>' },
      'error: site has index.html, which is no part of a reference. Say another folder with --out.',
    ],
    [{ site: 'mine' }, expect.stringContaining('site cannot be written: ENOTDIR')],
  ])('touches nothing that it has not written: %j', (files, message) => {
    const { folder, scopes } = inFolder({ ...SHOP, ...files });
    expect(scopes('docs', '--out', 'site')).toMatchObject({ status: 2, stdout: '' });
    expect(scopes('docs', '--out', 'site').stderr.split('\n')[0]).toEqual(message);
    const [[name = '', text] = []] = Object.entries(files);
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
    expect(readdirSync(folder).sort()).toEqual(['schema', 'site']);
  });

  test.each(['link', 'link/'])('goes where a link leads, which stays a link: %s', (out) => {
    const { folder, scopes } = inFolder();
    scopes('docs', '--out', 'deep/site', '--title', 'Old');
    symlinkSync('deep/site', join(folder, 'link'));
    expect(scopes('docs', '--out', out, '--title', 'New')).toEqual(ok(`${out}: 9 files.\n`));
    expect(readlinkSync(join(folder, 'link'))).toBe('deep/site');
    expect(readFileSync(join(folder, 'deep/site/index.html'), 'utf8')).toContain('<title>New</title>');
    expect(readdirSync(folder).sort()).toEqual(['deep', 'link', 'schema']);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['site']);
  });

  test.each(['link', 'link/'])('refuses a link that leads nowhere, and leaves nothing beside it: %s', (out) => {
    const { folder, scopes } = inFolder();
    symlinkSync('nowhere', join(folder, 'link'));
    expect(scopes('docs', '--out', out)).toMatchObject({ status: 2, stdout: '' });
    expect(scopes('docs', '--out', out).stderr).toContain(`error: ${out} cannot be written: ENOENT`);
    expect(readdirSync(folder).sort()).toEqual(['link', 'schema']);
  });

  test.each([
    ['{ "Int": 1, "Sting": "a" }', 'samples.json: "Sting" takes no value. Did you mean "String"?'],
    ['{ "Item": {} }', 'samples.json: "Item" takes no value.'],
    ['[]', 'samples.json must hold an object of samples, each under a name.'],
  ])('refuses the samples %s', (text, message) => {
    const { folder, scopes } = inFolder({ ...SHOP, 'samples.json': text });
    expect(scopes('docs', '--out', 'site', '--samples', 'samples.json')).toEqual(misuse(message));
    expect(readdirSync(folder).sort()).toEqual(['samples.json', 'schema']);
  });
});

describe('the command line', () => {
  const jsonNeeded = (given: string) =>
    `option '--variables <json>' argument '${given}' is invalid. It takes a JSON object.`;

  test.each<[args: string[], message: string]>([
    [['deploy'], "unknown command 'deploy'"],
    [['chekc', '--schema', 'nowhere'], "unknown command 'chekc'\n(Did you mean check?)"],
    [['check', 'nowhere'], "too many arguments for 'check'. Expected 0 arguments but got 1."],
    [['matrix', 'schema'], "too many arguments for 'matrix'. Expected 0 arguments but got 1."],
    [['explain', '{ me }', '{ items }'], "too many arguments for 'explain'. Expected 1 argument but got 2."],
    [['explain', 'schema'], 'schema is a folder, and no operation.'],
    [['explain', '{ version }', '--variables', '[]'], jsonNeeded('[]')],
    [['explain', '{ version }', '--variables', 'null'], jsonNeeded('null')],
    [['explain', '{ version }', '--variables', '{'], jsonNeeded('{')],
    [['check', '--schema', 'nowhere'], 'There is no file or folder nowhere.'],
    [['check', '--schema', 'empty'], 'There is no SDL in empty: .graphql, .graphqls, .gql.'],
    [['explain'], "missing required argument 'operation'"],
    [['explain', '{ version }', '--operation', 'Items'], 'The document has no operation Items.'],
    [
      ['matrix', '--format', 'xml'],
      "option '--format <format>' argument 'xml' is invalid. Allowed choices are md, json.",
    ],
    [['matrix', '--roles', 'nowhere.json'], 'There is no file nowhere.json.'],
    [['matrix', '--check', 'nowhere.md'], 'There is no file nowhere.md.'],
    [['matrix', '--check', 'schema'], 'schema cannot be read: EISDIR: illegal operation on a directory, read'],
    [['check', '--strictly'], "unknown option '--strictly'"],
    [['check', '--schema'], "option '--schema <path>' argument missing"],
    [['docs'], "required option '--out <folder>' not specified"],
    [['docs', 'site', '--out', 'site'], "too many arguments for 'docs'. Expected 0 arguments but got 1."],
    [['docs', '--out', 'site', '--roles', 'nowhere.json'], 'There is no file nowhere.json.'],
  ])('cannot carry out %j, and says why', (args, message) => {
    const { scopes } = inFolder({ ...SHOP, 'empty/readme.txt': '' });
    expect(scopes(...args)).toEqual(misuse(message));
  });

  test('says how it is used, on demand to standard output, else with status 2 to standard error', () => {
    const { scopes } = inFolder({});
    const { status, stdout, stderr } = scopes('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const word of ['check', 'explain', 'matrix', 'docs']) expect(stdout).toContain(word);
    expect(scopes()).toMatchObject({ status: 2, stdout: '', stderr: stdout });
  });
});
