import { describe, expect, test } from 'vitest';
import { catalogueOf, nearest, requirementsOf } from '../../../src/scopes/index.js';
import { all, implies } from '../../../src/scopes/requirement.js';
import { build } from '../../support/scopes.js';

const requires = (name: string) => `@requiresScopes(scopes: "${name}")`;

describe('a field requires', () => {
  test.each([
    ['its own rule', `type Query { x: Int ${requires('a')} }`, 'Query.x', [['a']]],
    ['nothing without a rule', 'type Query { x: Int }', 'Query.x', undefined],
    ['somebody, by @authenticated', 'type Query { x: Int @authenticated }', 'Query.x', [[]]],
    ['no more than the scope, by both', `type Query { x: Int @authenticated ${requires('a')} }`, 'Query.x', [['a']]],
    ['its type’s rule', `type Query ${requires('a')} { x: Int }`, 'Query.x', [['a']]],
    ['its type’s rule too', `type Query ${requires('a')} { x: Int ${requires('b')} }`, 'Query.x', [['b', 'a']]],
    [
      'the rule of an interface',
      `interface I ${requires('a')} { x: Int } type Query implements I { x: Int }`,
      'Query.x',
      [['a']],
    ],
    [
      'the rule of an interface, for what is beside it',
      `interface I ${requires('a')} { x: Int } type Query implements I { x: Int y: Int }`,
      'Query.y',
      [['a']],
    ],
    [
      'the rule of an interface’s field',
      `interface I { x: Int ${requires('a')} } type Query implements I { x: Int y: Int }`,
      'Query.x',
      [['a']],
    ],
    [
      'not the rule of another field',
      `interface I { x: Int ${requires('a')} } type Query implements I { x: Int y: Int }`,
      'Query.y',
      undefined,
    ],
    [
      'the rule of an interface’s interface',
      `interface A ${requires('a')} { x: Int } interface B implements A { x: Int } type Query implements A & B { x: Int }`,
      'Query.x',
      [['a']],
    ],
    [
      'the rule of an interface that an extension adds',
      `interface I ${requires('a')} { x: Int } type Query { x: Int } extend type Query implements I`,
      'Query.x',
      [['a']],
    ],
    [
      'the rule of the object that it returns',
      `type U ${requires('a')} { x: Int } type Query { u: U }`,
      'Query.u',
      [['a']],
    ],
    [
      'that through lists and non-nulls',
      `type U ${requires('a')} { x: Int } type Query { u: [[U!]!]! }`,
      'Query.u',
      [['a']],
    ],
    [
      'the rule of the interface that it returns',
      `interface I ${requires('a')} { x: Int } type U implements I { x: Int } type Query { i: I u: U }`,
      'Query.i',
      [['a']],
    ],
    [
      'what the object that it returns inherits',
      `interface I ${requires('a')} { x: Int } type U implements I { x: Int } type Query { i: I u: U }`,
      'Query.u',
      [['a']],
    ],
    [
      'not what a member of the union requires',
      `type U ${requires('a')} { x: Int } type V { x: Int } union W = U | V type Query { w: W }`,
      'Query.w',
      undefined,
    ],
    [
      'the rule of the enum that it returns',
      `enum E ${requires('a')} { A } type Query { e: [E!] }`,
      'Query.e',
      [['a']],
    ],
    ['the rule of the scalar that it returns', `scalar S ${requires('a')} type Query { s: S }`, 'Query.s', [['a']]],
    [
      'no rule of the enum that it takes',
      `enum E ${requires('a')} { A } type Query { f(e: E): Int }`,
      'Query.f',
      undefined,
    ],
    [
      'everything at once, absorbed',
      `interface I @authenticated { x: E } enum E ${requires('a')} { A } type Query implements I ${requires('b')} { x: E @requiresScopes(scopes: [["a"], ["c"]]) }`,
      'Query.x',
      [['a', 'b']],
    ],
  ])('%s', (_, sdl, coordinate, requirement) => {
    expect(requirementsOf(build(sdl)).get(coordinate)).toEqual(requirement);
  });
});

test('arguments and input fields have requirements of their own, an interface’s included', () => {
  const sdl = `
    input Filter { open: Int secret: Int ${requires('a')} }
    interface I { f(x: Int ${requires('b')}): Int }
    type Query implements I { f(x: Int ${requires('c')}, y: Filter): Int }`;
  expect([...requirementsOf(build(sdl))]).toEqual([
    ['Filter.secret', [['a']]],
    ['I.f(x:)', [['b']]],
    ['Query.f(x:)', [['c', 'b']]],
  ]);
});

test('requirements that are written alike are not taken for each other', () => {
  const sdl = `type Query {
    a: Int @requiresScopes(scopes: [["a", "b"]]) b: Int @requiresScopes(scopes: "ab")
    c: Int @requiresScopes(scopes: [["a"], ["b"]]) d: Int @requiresScopes(scopes: [["a", "b"]]) }`;
  const requirements = requirementsOf(build(sdl));
  expect([...requirements.values()]).toEqual([[['a', 'b']], [['ab']], [['a'], ['b']], [['a', 'b']]]);
  expect(requirements.get('Query.d')).toBe(requirements.get('Query.a'));
});

test('more than 256 alternatives are refused, before their number makes anybody wait', () => {
  const rule = (of: string, count: number) => Array.from({ length: count }, (_, at) => [`${of}${at}`]);
  expect(all([rule('a', 16), rule('b', 16)])).toHaveLength(256);
  expect(() => all([rule('a', 16), rule('b', 17)])).toThrow(RangeError);
  expect(() => all([rule('a', 3_000), rule('b', 3_000)])).toThrow(RangeError);
});

test('twelve rules of two alternatives each are two alternatives', () => {
  const rules = Array.from({ length: 12 }, () => [['a'], ['b']]);
  expect(all(rules)).toEqual([['a'], ['b']]);
});

test.each([
  [[['a']], undefined, true],
  [undefined, undefined, true],
  [undefined, [[]], false],
  [[['a']], [[]], true],
  [[[]], [['a']], false],
  [[['a', 'b']], [['b'], ['c']], true],
  [[['a'], ['b']], [['a']], false],
  [[['a'], ['b']], [['b'], ['a']], true],
])('whoever meets %j also meets %j: %s', (met, other, expected) => {
  expect(implies(met, other)).toBe(expected);
});

test('the nearest way in lacks the fewest scopes; of several, it is the first', () => {
  const requirement = [
    ['a', 'b', 'c'],
    ['d', 'e'],
    ['f', 'g'],
  ];
  expect(nearest(requirement, null)).toEqual(['d', 'e']);
  expect(nearest(requirement, ['a', 'b'])).toEqual(['a', 'b', 'c']);
  expect(nearest(requirement, new Set(['g']))).toEqual(['f', 'g']);
});

test('whoever gets a requirement cannot change it', () => {
  const requirements = requirementsOf(build(`type Query { x: Int ${requires('a')} y: Int @authenticated }`));
  for (const requirement of requirements.values()) {
    expect(() => (requirement as string[][]).push([])).toThrow(TypeError);
    expect(() => (requirement[0] as string[]).pop()).toThrow(TypeError);
  }
});

test('a map is computed once a schema', () => {
  const schema = build(`type Query { x: Int ${requires('a')} }`);
  expect(requirementsOf(schema)).toBe(requirementsOf(schema));
  expect(catalogueOf(schema).size).toBe(0);
});
