import { expect, test } from 'vitest';
import demoRoles from '../../../schema/roles.json' with { type: 'json' };
import { accessMatrix, catalogueOf, matrixToMarkdown, protectedFields } from '../../../src/scopes/index.js';
import { schema as applicationSchema } from '../../support/context.js';
import { build } from '../../support/scopes.js';

const schema = build(`
  interface Node { id: Int }
  type Secret implements Node @requiresScopes(scopes: "s") { id: Int }
  type Plain implements Node { id: Int own: Int @requiresScopes(scopes: "o") deep: Deep @requiresScopes(scopes: "d") }
  type Deep { x: Int back: Plain }
  type Lost { x: Int }
  union Any = Plain | Secret
  input In { x: Int @requiresScopes(scopes: "x") y: Int in: In }
  type Query {
    open: Int
    me: Int @authenticated
    node: Node @authenticated
    f(in: In, p: Int @requiresScopes(scopes: "p")): Int @requiresScopes(scopes: "f")
  }
  type Mutation { any: Any @requiresScopes(scopes: [["m", "n"], ["all"]]) }`);

const roles = { none: [], d: ['d'], s: ['s'], m: ['m', 'n'], px: ['p', 'x'], fpx: ['f', 'p', 'x'] };

test('an element is reached whose own requirement is met, and that of a way to it', () => {
  const matrix = accessMatrix(schema, roles);
  const reach = Object.fromEntries(
    matrix.rows.map(({ element, reachedByAnybody, reachedBy }) => [
      element,
      reachedByAnybody ? 'anybody' : reachedBy.join(' '),
    ]),
  );
  expect(matrix.roles).toBe(roles);
  expect(reach).toEqual({
    'Query.open': 'anybody',
    'Query.me': 'none d s m px fpx',
    'Query.node': 'none d s m px fpx',
    'Query.f': 'fpx',
    'Query.f(p:)': 'fpx',
    'In.x': 'fpx',
    'Mutation.any': 'm',
    'Secret.id': 's',
    'Plain.id': 'none d s m px fpx',
    'Plain.own': '',
    'Plain.deep': 'd',
    'Deep.x': 'd',
    'Deep.back': 'd',
    'Lost.x': '',
  });
});

test('a row says what its element requires', () => {
  const requires = Object.fromEntries(accessMatrix(schema, roles).rows.map((row) => [row.element, row.requires]));
  expect(requires).toMatchObject({
    'Query.open': null,
    'Query.me': [[]],
    'Mutation.any': [['m', 'n'], ['all']],
    'In.x': [['x']],
  });
});

test('the fields in which somebody is signed in are told, whatever rule says so', () => {
  const sdl = `
    interface I @authenticated { x: Int } type A implements I { x: Int y: Int } type B { z: Int @requiresScopes(scopes: "s") open: Int }
    input In { secret: Int @requiresScopes(scopes: "s") } type Query { a: A b: B f(in: In, p: Int @requiresScopes(scopes: "s")): Int }`;
  expect(protectedFields(build(sdl))).toEqual(['A.x', 'A.y', 'B.z', 'Query.a']);
});

test('Markdown has a line an element and a column a role, and says what the roles hold', () => {
  const small = build(
    'type Query { x: Int @requiresScopes(scopes: [["a", "b|c"], ["d"]]) y: Int @authenticated z: Int }',
  );
  expect(matrixToMarkdown(accessMatrix(small, { 'a|b': ['a', 'b|c'], none: [] }))).toBe(
    [
      '| element | requires | anybody | a\\|b | none |',
      '| --- | --- | --- | --- | --- |',
      '| `Query.x` | a and b\\|c, or d | | ✓ | |',
      '| `Query.y` | signing in | | ✓ | ✓ |',
      '| `Query.z` | | ✓ | ✓ | ✓ |',
      '',
      '| role | scopes |',
      '| --- | --- |',
      '| a\\|b | a b\\|c |',
      '| none | |',
      '',
    ].join('\n'),
  );
});

test('the demo’s admin may be granted every scope', () => {
  expect(demoRoles.admin).toEqual([...catalogueOf(applicationSchema).keys()]);
});
