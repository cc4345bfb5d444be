import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { enforceScopes } from '../../../src/scopes/index.js';
import { build, preflight, run } from '../../support/scopes.js';

const schema = enforceScopes(
  build(`
    input In {
      open: Int
      secret: Int = 7 @requiresScopes(scopes: "s")
      nested: In
      list: [In!]
      deep: [[In]]
      whole: Whole = { a: 1 }
    }
    input Whole { a: Int @requiresScopes(scopes: "a") }
    input One @oneOf { x: Int @requiresScopes(scopes: "x") y: Int }
    type Query { f(in: In, ins: [In], one: One, p: Int = 4 @requiresScopes(scopes: "p")): Int t: T }
    type T { f(p: Int @requiresScopes(scopes: "p")): Int }`),
);
const rootValue = { f: () => 1, t: { f: () => 1 } };

const cases: [string, Record<string, unknown>, string | undefined][] = [
  ['{ f }', {}, undefined],
  ['{ f(p: 1) }', {}, 'p'],
  ['{ f(p: 4) }', {}, 'p'],
  ['{ f(p: null) }', {}, 'p'],
  ['query ($p: Int) { f(p: $p) }', {}, undefined],
  ['query ($p: Int) { f(p: $p) }', { p: null }, 'p'],
  ['query ($p: Int) { f(p: $p) }', { p: 4 }, 'p'],
  ['query ($p: Int = 1) { f(p: $p) }', {}, 'p'],
  ['{ f(in: {}) }', {}, undefined],
  ['{ f(in: { open: 1 }) }', {}, undefined],
  ['{ f(in: { secret: 1 }) }', {}, 's'],
  ['{ f(in: { secret: null }) }', {}, 's'],
  ['{ f(in: { secret: 7 }) }', {}, 's'],
  ['{ f(in: { nested: { secret: 1 } }) }', {}, 's'],
  ['{ f(in: { list: { secret: 1 } }) }', {}, 's'],
  ['{ f(in: { list: [{ open: 1 }, { secret: 1 }] }) }', {}, 's'],
  ['{ f(in: { deep: [[{ secret: 1 }]] }) }', {}, 's'],
  ['{ f(ins: { secret: 1 }) }', {}, 's'],
  ['{ f(in: { whole: {} }) }', {}, undefined],
  ['{ f(in: { whole: { a: 1 } }) }', {}, 'a'],
  ['{ f(one: { x: 1 }) }', {}, 'x'],
  ['{ f(one: { y: 1 }) }', {}, undefined],
  ['query ($i: In) { f(in: $i) }', { i: {} }, undefined],
  ['query ($i: In) { f(in: $i) }', { i: null }, undefined],
  ['query ($i: In) { f(in: $i) }', { i: { secret: 1 } }, 's'],
  ['query ($i: In) { f(in: $i) }', { i: { secret: null } }, 's'],
  ['query ($i: In) { f(in: $i) }', { i: { list: { secret: 1 } } }, 's'],
  ['query ($i: In) { f(in: $i) }', { i: { deep: [[{ open: 1 }, { nested: { secret: 1 } }]] } }, 's'],
  ['query ($i: In) { f(in: $i) }', { i: { whole: { a: 2 } } }, 'a'],
  ['query ($i: [In]) { f(ins: $i) }', { i: { secret: 1 } }, 's'],
  ['query ($i: In!) { f(ins: [$i]) }', { i: { secret: 1 } }, 's'],
  ['query ($i: In!) { f(in: { nested: $i }) }', { i: { secret: 1 } }, 's'],
  ['query ($s: Int) { f(in: { secret: $s }) }', {}, undefined],
  ['query ($s: Int) { f(in: { secret: $s }) }', { s: 1 }, 's'],
  ['query ($i: In = { secret: 1 }) { f(in: $i) }', {}, 's'],
  ['query ($o: One) { f(one: $o) }', { o: { x: 1 } }, 'x'],
  ['{ t { f(p: 1) } }', {}, 'p'],
  ['{ t { f } }', {}, undefined],
  // graphql-js has filled the default in before anybody can look; nothing but the default is gained.
  ['query ($i: In) { f(in: $i) }', { i: { secret: 7 } }, undefined],
];

describe('a protected argument or input field is checked when the caller supplies it', () => {
  test.each(cases)('%s with %j needs %s', (query, variables, scope) => {
    expect(validate(schema, parse(query))).toEqual([]);
    const asked = (scopes: string[]) => ({
      execution: run(schema, query, { scopes, variables, rootValue }).errors === undefined,
      preflight: preflight(schema, query, { scopes, variables }).paths.length === 0,
    });
    const allowed = scope === undefined;
    expect(asked([])).toEqual({ execution: allowed, preflight: allowed });
    expect(asked(['s', 'a', 'x', 'p'])).toEqual({ execution: true, preflight: true });
  });
});

test('it is checked in each item of a list, and wherever a variable is named', () => {
  const schema = enforceScopes(
    build(`
      input In { open: Int secret: Int @requiresScopes(scopes: "s") }
      type Query { list: [T] f(open: Int, in: In): Int g(in: In): Int }
      type T { f(open: Int, p: Int @requiresScopes(scopes: "p")): Int }`),
  );
  const rootValue = { list: [{ f: 1 }, { f: 2 }, { f: 3 }], f: () => 4, g: () => 5 };
  expect(run(schema, '{ list { f(p: 1, open: 1) } }', { scopes: [], rootValue }).errors).toHaveLength(3);
  expect(run(schema, '{ list { f(open: 1) } }', { scopes: [], rootValue }).errors).toBeUndefined();
  const source = 'query ($a: In, $b: In) { x: f(in: $a) y: f(in: $b) z: f(in: $a) g(in: $a) open: g(in: $b) }';
  const variables = { a: { secret: 1 }, b: { open: 1 } };
  for (const [of, refused] of [
    [variables, ['x', 'z', 'g']],
    [{ a: variables.b, b: variables.a }, ['y', 'open']],
  ] as const) {
    const { errors } = run(schema, source, { scopes: [], rootValue, variables: of });
    expect(errors?.map(({ path }) => path?.[0])).toEqual(refused);
    expect(preflight(schema, source, { scopes: [], variables: of }).paths).toEqual(refused);
  }
});

test('the refusal is at the field, and names the input', () => {
  const { errors } = run(schema, '{ g: f(in: { secret: 1 }) }', { scopes: [], rootValue });
  expect(errors?.[0]).toMatchObject({
    path: ['g'],
    message: 'In.secret requires scopes: s. Missing: s.',
    extensions: { code: 'FORBIDDEN', missingScopes: ['s'] },
  });
});

test('a variable is searched once, however many selections name it', () => {
  let reads = 0;
  const element = {
    get open() {
      reads += 1;
      return 1;
    },
  };
  const variables = { i: { list: Array.from({ length: 10 }, () => element) } };
  const aliases = Array.from({ length: 50 }, (_, at) => `a${at}: f(in: $i)`).join(' ');
  preflight(schema, `query ($i: In) { ${aliases} }`, { scopes: [], variables });
  // Once by graphql-js as it coerces, and once by the search, which sees the coerced copy.
  expect(reads).toBeLessThanOrEqual(20);
});
