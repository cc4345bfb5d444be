import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { enforceScopes, protectedElements, requiredScopes } from '../../../src/scopes/index.js';
import { build } from '../../support/scopes.js';

const pair = (name: string) => `${name}: Int @requiresScopes(scopes: [["a"], ["b"]])`;
const twelve = Array.from({ length: 12 }, (_, at) => `f${at}`);
const schema = build(`
  interface Node { id: Int }
  type Secret implements Node @requiresScopes(scopes: "s") { id: Int }
  type Plain implements Node { id: Int own: Int @requiresScopes(scopes: "o") self: Plain }
  input In { x: Int @requiresScopes(scopes: "x") y: Int = 1 @requiresScopes(scopes: "y") }
  type Query {
    open: Int
    me: Int @authenticated
    either: Int @requiresScopes(scopes: [["a", "b"], ["c"]])
    node: Node
    plain: Plain
    f(in: In, p: Int @requiresScopes(scopes: "p")): Int
    ${twelve.map(pair).join(' ')}
    u: Int @requiresScopes(scopes: [["b", "c"], ["a"]])
  }
  type Mutation { m: Int @requiresScopes(scopes: "m") }`);
const sets = (source: string, options = {}) => requiredScopes(schema, parse(source), options);

describe('the smallest sets of scopes of an operation', () => {
  test.each([
    ['{ open __typename }', null],
    ['{ __schema { types { name } } }', null],
    ['{ me }', [[]]],
    ['{ me f0 }', [['a'], ['b']]],
    [`{ ${twelve.join(' ')} }`, [['a'], ['b']]],
    [
      '{ either u }',
      [
        ['c', 'b'],
        ['c', 'a'],
        ['a', 'b'],
      ].map((set) => set.sort()),
    ],
    ['{ f0 u }', [['a'], ['b', 'c']]],
    ['{ node { id } }', [['s']]],
    ['{ node { __typename } }', null],
    ['{ node { ... on Plain { id } } }', null],
    ['{ plain { own } }', [['o']]],
    ['{ plain { self { ...F } } } fragment F on Plain { self { own } }', [['o']]],
    ['mutation { m }', [['m']]],
    ['{ me @skip(if: true) open }', null],
    ['{ me @include(if: false) open }', null],
    ['query ($yes: Boolean!) { me @include(if: $yes) open }', [[]]],
    ['{ f(p: 1) }', [['p']]],
    ['query ($p: Int) { f(p: $p) }', [['p']]],
    ['{ f(in: { x: 1 }) }', [['x']]],
    ['query ($in: In) { f(in: $in) }', null],
    ['query ($x: Int) { f(in: { x: $x }) }', [['x']]],
  ])('%s: %j', (source, expected) => {
    const found = sets(source)?.map((set) => [...set].sort()) ?? null;
    expect(found === null ? null : new Set(found.map(String))).toEqual(
      expected === null ? null : new Set(expected.map(String)),
    );
    expect(found?.length).toBe(expected?.length);
  });

  test('begin with the one of the fewest scopes', () => {
    expect(sets('{ u }')).toEqual([['a'], ['b', 'c']]);
  });

  test('are those of the variables that are given', () => {
    const source = 'query ($yes: Boolean!, $in: In, $p: Int) { me @include(if: $yes) f(in: $in, p: $p) }';
    expect(sets(source, { variables: { yes: false } })).toBeNull();
    expect(sets(source, { variables: { yes: true, in: { x: 1 }, p: 2 } })).toEqual([['x', 'p']]);
    expect(() => sets(source, { variables: { yes: 'no' } })).toThrow(/yes/);
  });

  test('are the same of the enforced schema', () => {
    expect(requiredScopes(enforceScopes(schema), parse('{ u }'))).toEqual(sets('{ u }'));
  });
});

test('what is used is told in the order of the document, once, with its first place', () => {
  const document = parse('{ x: plain { own } y: plain { own } f(in: { x: 1 }) }');
  expect(protectedElements(schema, document)).toEqual([
    { element: 'Plain.own', requires: [['o']], path: 'x.own' },
    { element: 'In.x', requires: [['x']], path: 'f' },
  ]);
});

describe('an operation that cannot be told is an error', () => {
  test.each([
    ['query A { me } query B { me }', {}, /2 operations. Say which: A, B/],
    ['query A { me }', { operationName: 'C' }, /no operation "C"/],
    ['fragment F on Query { me }', {}, /has no operation/],
    ['{ nothing }', {}, /no field Query.nothing/],
    ['{ ...F }', {}, /no fragment F/],
    ['query { me } query B { me }', {}, /2 operations. Say which: , B/],
  ])('%s %j', (source, options, message) => {
    expect(() => sets(source, options)).toThrow(message);
  });
});

describe('a hostile document', () => {
  test('whose fragments fan out to two to the eighteenth paths is walked once', () => {
    const fragments = Array.from(
      { length: 18 },
      (_, at) => `fragment F${at} on Plain { a: self { ...F${at + 1} } b: self { ...F${at + 1} } }`,
    );
    const document = parse(`{ plain { ...F0 } } ${fragments.join(' ')} fragment F18 on Plain { own }`);
    expect(requiredScopes(schema, document)).toEqual([['o']]);
  });

  test('that needs more than 256 sets is refused', () => {
    const fields = Array.from(
      { length: 20 },
      (_, at) => `f${at}: Int @requiresScopes(scopes: [["a${at}"], ["b${at}"]])`,
    );
    const wide = build(`type Query { ${fields.join(' ')} }`);
    const document = parse(`{ ${fields.map((_, at) => `f${at}`).join(' ')} }`);
    expect(() => requiredScopes(wide, document)).toThrow(RangeError);
  });
});
