import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { authorize, enforceScopes } from '../../../src/scopes/index.js';
import { build, preflight } from '../../support/scopes.js';

const bare = build(`
    interface Node { id: Int }
    type Open implements Node { id: Int secret: Int @requiresScopes(scopes: "s") self: Open }
    type Secret implements Node @requiresScopes(scopes: "s") { id: Int }
    type Lone implements Node { id: Int }
    interface Named { id: Int }
    union Any = Open | Secret
    union Other = Lone
    type Query { open: Open a: Int @requiresScopes(scopes: "a") b: Int @authenticated node: Node any: Any }
    type Mutation { create: Open login: Int }
    type Subscription { tick: Open guarded: Int @authenticated }`);
const schema = enforceScopes(bare);

describe('what is refused of an operation', () => {
  test.each([
    ['{ open { id } }', []],
    ['{ __typename __schema { types { name } } }', []],
    ['{ a }', ['a']],
    ['{ x: a y: a }', ['x', 'y']],
    ['{ a a }', ['a']],
    ['{ open { secret id } }', ['open.secret']],
    ['{ open { self { self { secret } } } }', ['open.self.self.secret']],
    ['{ ...F } fragment F on Query { a ...G } fragment G on Query { open { secret } }', ['a', 'open.secret']],
    ['{ x: open { ...F } y: open { ...F } } fragment F on Open { secret }', ['x.secret', 'y.secret']],
    ['{ ... on Query { ... { a } } }', ['a']],
    ['{ node { id } }', ['node.id']],
    ['{ node { ... on Lone { id } } }', []],
    ['{ node { ... on Node { ... on Open { id } } } }', []],
    ['{ node { ... on Open { secret } } }', ['node.secret']],
    ['{ any { ... on Node { id } } }', ['any.id']],
    ['{ any { ... on Named { id } } }', []],
    ['{ any { ... on Other { id } } }', []],
    ['{ x: open { yz: secret } xy: open { z: secret } }', ['x.yz', 'xy.z']],
    ['{ any { __typename } }', []],
    ['{ any { ... on Secret { id } } }', ['any.id']],
  ])('%s', (query, paths) => {
    expect(preflight(schema, query, { scopes: [] }).paths).toEqual(paths);
    expect(preflight(schema, query, { scopes: ['a', 's'] }).paths).toEqual([]);
  });

  test.each([
    ['query ($yes: Boolean!) { a @skip(if: $yes) open { id } }', []],
    ['query ($no: Boolean!) { a @include(if: $no) open { id } }', []],
    [
      'query ($no: Boolean!) { ... @include(if: $no) { a } ...F @include(if: $no) open { id } } fragment F on Query { a }',
      [],
    ],
    ['query ($yes: Boolean!) { a @include(if: $yes) }', ['a']],
    ['query ($no: Boolean!, $yes: Boolean!) { a @skip(if: $no) @include(if: $yes) }', ['a']],
    ['query ($null: Boolean = true) { a @skip(if: $null) }', ['a']],
  ])('%s', (query, paths) => {
    expect(preflight(schema, query, { scopes: [], variables: { yes: true, no: false, null: null } }).paths).toEqual(
      paths,
    );
  });
});

describe('an operation must not run', () => {
  const refused = (query: string, judging = schema) => preflight(judging, query, { scopes: [] }).refused;

  test.each([
    ['{ a }', true, 'a query with every root field refused'],
    ['{ a x: a }', true, 'so with several of them'],
    ['{ a open { id } }', false, 'a query of which something may run'],
    ['{ a __typename }', false, '__typename is something'],
    ['{ open { secret } }', false, 'a refusal below the root'],
    ['{ open { open: secret } }', false, 'one of the same response key as its root'],
    ['query Named { a }', true, 'an operation with a name'],
    ['mutation { login create { id } }', false, 'a mutation without a refusal'],
    ['mutation { login create { secret } }', true, 'a mutation with a refusal anywhere'],
    ['subscription { guarded }', false, 'a subscription that is allowed'],
    ['subscription { tick { secret } }', false, 'a subscription with a refusal below'],
  ])('%s: %s (%s)', (query, expected) => {
    expect(refused(query)).toBe(expected);
  });

  test('a subscription that is refused', () => {
    expect(preflight(schema, 'subscription { guarded }', { scopes: null }).refused).toBe(true);
  });

  test('with any refusal, in the mode reject', () => {
    const rejecting = enforceScopes(bare, { mode: 'reject' });
    expect(refused('{ open { secret } }', rejecting)).toBe(true);
    expect(refused('{ open { id } }', rejecting)).toBe(false);
  });
});

test('the operation that is named is the one that is judged', () => {
  const document = parse('query A { a } query B { open { id } }');
  const judge = (operationName?: string) =>
    authorize(schema, { document, operationName, auth: { scopes: [] } }).refused;
  expect(judge('A')).toBe(true);
  expect(judge('B')).toBe(false);
  expect(judge('C')).toBe(false);
  expect(judge()).toBe(false);
});

test('an operation that is named null is the only one there is', () => {
  const judge = (operationName: string | null | undefined, source: string) =>
    authorize(schema, { document: parse(source), operationName, auth: null }).refused;
  expect(judge(null, 'query A { a }')).toBe(true);
  expect(judge(undefined, 'query A { a }')).toBe(true);
  expect(judge('B', '{ open { id } } query B { a }')).toBe(true);
});

test('a refusal says where it is in the document', () => {
  const document = parse(`{\n  a ${Array.from({ length: 100 }, (_, at) => `a${at}: a`).join(' ')}\n}`);
  const { errors } = authorize(schema, { document, auth: null });
  expect(errors[0]?.locations).toEqual([{ line: 2, column: 3 }]);
  expect(errors[100]?.locations).toMatchObject([{ line: 2 }]);
});

test('what is done to an error does not reach the next caller, whether it tells one refusal or that there are more', () => {
  const enforced = enforceScopes(build('type Query { x: Int @requiresScopes(scopes: "s") }'));
  const fields = Array.from({ length: 101 }, (_, at) => `x${at}: x`);
  const request = { document: parse(`{ ${fields.join(' ')} }`), auth: { scopes: [] } };
  const told = () => authorize(enforced, request).errors.map((error) => structuredClone(error.toJSON()));
  const first = told();
  for (const { path, extensions } of authorize(enforced, request).errors) {
    (path as string[]).unshift('changed');
    extensions.code = 'CHANGED';
  }
  expect(first).toHaveLength(101);
  expect(told()).toEqual(first);
});

test('what is allowed has neither refusals nor errors', () => {
  const allowed = { refused: false, refusals: [], errors: [] };
  expect(authorize(schema, { document: parse('{ open { id } }'), auth: null })).toEqual(allowed);
  expect(authorize(schema, { document: parse('fragment F on Query { a }'), auth: null })).toEqual(allowed);
});

test.each(['mutation { create { id } }', '{ x { y } }', '{ nothing { y } ...F }'])(
  'what the schema cannot answer is left to execution: %s',
  (source) => {
    const small = enforceScopes(build('type Query { x: Int }'));
    expect(preflight(small, source)).toEqual({ refused: false, paths: [] });
  },
);

test('variables of the wrong type are left to execution, which runs nothing', () => {
  const query = 'query ($yes: Boolean!) { a @skip(if: $yes) }';
  expect(preflight(schema, query, { variables: { yes: 'no' } })).toEqual({ refused: false, paths: [] });
});

test.each(['items', 5, true, {}])('scopes that are %j are an error, not a grant', (scopes) => {
  const auth = { scopes } as unknown as { scopes: string[] };
  expect(() => authorize(schema, { document: parse('{ b }'), auth })).toThrow(TypeError);
});

describe('a hostile document', () => {
  const fan = (levels: number) => {
    const fragments = Array.from(
      { length: levels },
      (_, at) => `fragment F${at} on Open { a: self { ...F${at + 1} } b: self { ...F${at + 1} } }`,
    );
    return `{ open { ...F0 } } ${fragments.join(' ')} fragment F${levels} on Open { secret }`;
  };

  test('of two to the eighteenth paths is judged, and a hundred of its refusals are told at most', () => {
    const { refusals } = authorize(schema, { document: parse(fan(18)), auth: { scopes: [] } });
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals.length).toBeLessThanOrEqual(100);
  });

  test('with a cycle of fragments ends', () => {
    const document = parse(
      '{ open { ...F } } fragment F on Open { secret ...G } fragment G on Open { self { ...F } ...F }',
    );
    expect(authorize(schema, { document, auth: { scopes: [] } }).refusals.length).toBeGreaterThan(0);
  });

  test('with a chain of twenty thousand fragments does not exhaust the stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => `fragment F${at} on Query { ...F${at + 1} }`).join(' ');
    const document = parse(`{ ...F0 } ${chain} fragment F20000 on Query { a }`);
    expect(authorize(schema, { document, auth: { scopes: [] } }).refused).toBe(true);
  });

  test('with ten thousand refusals tells a hundred, and that there are more', () => {
    const aliases = Array.from({ length: 10_000 }, (_, at) => `a${at}: a`).join('\n');
    const { refused, refusals, errors } = authorize(schema, { document: parse(`{ ${aliases} }`), auth: null });
    expect(refused).toBe(true);
    expect(refusals).toHaveLength(100);
    expect(errors).toHaveLength(101);
    expect(errors[100]).toMatchObject({ path: ['a100'], extensions: { code: 'UNAUTHENTICATED', moreRefusals: true } });
  });
});
