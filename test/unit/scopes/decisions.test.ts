import { createHook } from 'node:async_hooks';
import { mergeSchemas } from '@graphql-tools/schema';
import { graphql, graphqlSync, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, test, vi } from 'vitest';
import { authorize, enforceScopes } from '../../../src/scopes/index.js';
import { compiledOf } from '../../../src/scopes/map/compiled-schemas.js';
import { findRefusals } from '../../../src/scopes/preflight/findings.js';
import { build, preflight, run } from '../../support/scopes.js';

const bare = build(`
  type Query {
    ab: Int @requiresScopes(scopes: [["a", "b"]])
    me: Int @authenticated
    both: Int @requiresScopes(scopes: [["a"], ["b"]])
    items: [Int] @requiresScopes(scopes: "a")
    f(p: Int @requiresScopes(scopes: "a")): Int
    g(ins: [In!]): Int
  }
  input In { secret: Int @requiresScopes(scopes: "a") }`);
const rootValue = { ab: 1, me: 2, both: 3, items: [1], f: () => 4 };

describe('what a set of scopes allows', () => {
  const decisions = compiledOf(bare).decisions;

  test('is decided once for each set, whatever its order, and whatever else it holds', () => {
    expect(decisions.of(['a', 'b'])).toBe(decisions.of(new Set(['x', 'b', 'a'])));
    expect(decisions.of(['a'])).not.toBe(decisions.of(['b']));
  });

  test('is not mixed up with a scope that is written like two', () => {
    decisions.of(['a', 'b']);
    for (const scopes of [['a b'], ['a,b'], ['0,1'], ['a', 'x b']]) {
      expect(run(enforceScopes(bare), '{ ab }', { scopes, rootValue }).data?.ab).toBeNull();
    }
  });

  test('is forgotten for the oldest of more than a thousand sets', () => {
    const names = Array.from({ length: 11 }, (_, at) => `s${at}`);
    const fields = names.map((name) => `${name}: Int @requiresScopes(scopes: "${name}")`).join(' ');
    const { decisions } = compiledOf(build(`type Query { ${fields} }`));
    const setOf = (bits: number) => names.filter((_, at) => bits & (1 << at));
    const first = decisions.of(setOf(1));
    expect(decisions.of(setOf(1))).toBe(first);
    const second = decisions.of(setOf(2));
    for (let bits = 2; bits <= 1000; bits += 1) decisions.of(setOf(bits));
    expect(decisions.of(setOf(1))).toBe(first);
    decisions.of(setOf(1001));
    expect(decisions.of(setOf(2))).toBe(second);
    expect(decisions.of(setOf(1))).not.toBe(first);
    expect(decisions.of(setOf(1))).toEqual(first);
  });
});

test('scopes that were changed in place are seen by the next operation', () => {
  const schema = enforceScopes(bare);
  const scopes = ['a', 'b'];
  expect(run(schema, '{ ab }', { scopes, rootValue }).data).toEqual({ ab: 1 });
  scopes.pop();
  expect(run(schema, '{ ab }', { scopes, rootValue }).data).toEqual({ ab: null });
});

describe('in one operation', () => {
  const sdl = 'type Query { items: [Item] } type Item { x: Int @requiresScopes(scopes: "s") }';
  const items = Array.from({ length: 1_000 }, (_, x) => ({ x }));

  test('a list of a thousand items is decided once', () => {
    let reads = 0;
    const scopes = new (class extends Set<string> {
      override [Symbol.iterator]() {
        reads += 1;
        return super[Symbol.iterator]();
      }
    })(['s']);
    const contextValue = { auth: { scopes } };
    graphqlSync({ schema: enforceScopes(build(sdl)), source: '{ items { x } }', rootValue: { items }, contextValue });
    // To find what is known of the set, and to decide it, as nothing is.
    expect(reads).toBe(2);
  });

  test('a list of a thousand items makes no promise, allowed or refused', () => {
    const made: string[] = [];
    const hook = createHook({ init: (_, type) => void made.push(type) });
    const schema = enforceScopes(build(sdl));
    hook.enable();
    // One of our own, so that the hook is seen to work.
    void Promise.resolve();
    const [allowed, refused] = [['s'], []].map((scopes) =>
      graphqlSync({ schema, source: '{ items { x } }', rootValue: { items }, contextValue: { auth: { scopes } } }),
    );
    hook.disable();
    expect(made).toEqual(['PROMISE']);
    expect([allowed?.errors?.length, refused?.errors?.length]).toEqual([undefined, 101]);
  });

  test('who is asking may change: the next field sees it', () => {
    const schema = enforceScopes(
      build('type Query { x: Int } type Mutation { a: Int b: Int @authenticated c: Int @authenticated }'),
    );
    const contextValue: { auth: { scopes: string[] } | null } = { auth: null };
    const change = (auth: { scopes: string[] } | null) => () => {
      contextValue.auth = auth;
      return 1;
    };
    const rootValue = { a: change({ scopes: [] }), b: change(null), c: () => 2 };
    const { data, errors } = graphqlSync({ schema, source: 'mutation { a b c }', rootValue, contextValue });
    expect({ ...data }).toEqual({ a: 1, b: 1, c: null });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('scopes that are made anew at each reading are judged as they were read', () => {
    const schema = enforceScopes(build('type Query { a: Int @authenticated b: Int @authenticated }'));
    const readings: unknown[] = [[]];
    const auth = {
      get scopes() {
        return readings.pop() ?? null;
      },
    };
    const { data } = graphqlSync({ schema, source: '{ a b }', rootValue: { a: 1, b: 2 }, contextValue: { auth } });
    expect({ ...data }).toEqual({ a: 1, b: null });
  });

  test('an executor that hands the variables of one schema to another does not hand its rules on', () => {
    const schema = enforceScopes(build('type Query { x: Int @authenticated }'));
    const stricter = mergeSchemas({
      schemas: [schema, enforceScopes(build('type Query { x: Int @requiresScopes(scopes: "s") }'))],
    });
    const guard = schema.getQueryType()?.getFields().x?.resolve;
    const [operation] = parse('{ x }').definitions;
    const ask = (of: typeof schema) => {
      const info = {
        schema: of,
        operation,
        variableValues,
        fieldName: 'x',
        parentType: of.getQueryType(),
        fieldNodes: [{}],
        path: { key: 'x' },
      };
      return () => guard?.({ x: 1 }, {}, { auth }, info as never);
    };
    const variableValues = {};
    const auth = { scopes: [] };
    expect(ask(schema)()).toBe(1);
    expect(ask(stricter)).toThrow('requires scopes: s');
    expect(ask(schema)()).toBe(1);
  });
});

test('operations whose fields take turns are each decided for who asks', async () => {
  const schema = enforceScopes(build('type Query { a: A } type A { x: Int @requiresScopes(scopes: "s") next: A }'));
  const a = (): object => ({ x: 1, next: async () => a() });
  const source = '{ a { x next { x next { x } } } }';
  const as = (scopes: string[]) =>
    graphql({ schema, source, rootValue: { a: a() }, contextValue: { auth: { scopes } } });
  const results = await Promise.all([as(['s']), as([]), as(['s']), as([])]);
  expect(results.map(({ errors }) => errors?.length ?? 0)).toEqual([0, 3, 0, 3]);
});

describe('the pre-flight', () => {
  test('remembers what no variable could change, and reads the context only', () => {
    const schema = enforceScopes(bare);
    const document = parse('{ both }');
    const auth = { scopes: ['a'] };
    expect(authorize(schema, { document, auth }).refused).toBe(false);
    const walked = vi.spyOn(schema.getQueryType() as object as { getFields(): object }, 'getFields');
    expect(authorize(schema, { document, auth }).refused).toBe(false);
    expect(walked).not.toHaveBeenCalled();
    expect(authorize(schema, { document, auth: { scopes: [] } }).refused).toBe(true);
    expect(authorize(schema, { document, auth: null }).refused).toBe(true);
    expect(walked).toHaveBeenCalled();
  });

  test.each([
    ['query ($yes: Boolean!) { me ab @include(if: $yes) }', { yes: false }, { yes: true }],
    ['query ($yes: Boolean!) { me ... @skip(if: $yes) { ab } }', { yes: true }, { yes: false }],
    ['query ($p: Int) { me f(p: $p) }', {}, { p: 1 }],
    ['query ($i: In!) { me g(ins: [$i]) }', { i: {} }, { i: { secret: 1 } }],
    ['query ($i: In!) { me g(ins: $i) }', { i: {} }, { i: { secret: 1 } }],
  ])('does not remember what a variable can change: %s', (source, open, closed) => {
    const schema = enforceScopes(bare);
    const document = parse(source);
    const refusals = (variables: object) =>
      authorize(schema, { document, variables: { ...variables }, auth: { scopes: [] } }).refusals.length;
    expect([refusals(open), refusals(closed), refusals(open)]).toEqual([0, 1, 0]);
  });

  test('keeps nothing of the variables with what it remembers', () => {
    const schema = enforceScopes(bare);
    const document = parse('query ($secret: Int) { me f @skip(if: false) }');
    const [operation] = document.definitions as [OperationDefinitionNode];
    const compiled = compiledOf(schema);
    const given = { compiled, decided: compiled.decisions.of([]), variables: { secret: 1 } };
    const findings = findRefusals(schema, document, operation, given);
    expect(findings).toEqual({ refused: [], further: undefined, isWhollyRefused: false, dependsOnVariables: false });
    expect(Object.keys(findings)).not.toContain('variables');
  });

  test('judges each operation of a document, and each schema, for itself', () => {
    const document = parse('query A { me } query B { ab }');
    const other = enforceScopes(build('type Query { me: Int @requiresScopes(scopes: "z") ab: Int }'));
    const schema = enforceScopes(bare);
    const refused = (of: typeof schema, operationName: string) =>
      authorize(of, { document, operationName, auth: { scopes: ['x'] } }).refused;
    expect([refused(schema, 'A'), refused(schema, 'B')]).toEqual([false, true]);
    expect([refused(other, 'A'), refused(other, 'B')]).toEqual([true, false]);
    expect([refused(schema, 'A'), refused(schema, 'B')]).toEqual([false, true]);
  });

  test('tells a refusal anew each time, so that nobody changes another’s answer', () => {
    const schema = enforceScopes(bare);
    const document = parse('{ ab }');
    const [first] = authorize(schema, { document, auth: { scopes: [] } }).refusals;
    const [second] = authorize(schema, { document, auth: { scopes: ['a'] } }).refusals;
    const [third] = authorize(schema, { document, auth: { scopes: [] } }).refusals;
    expect(third).not.toBe(first);
    expect(third?.extensions.missingScopes).toEqual(['a', 'b']);
    expect(second?.extensions.missingScopes).toEqual(['b']);
  });

  test('leaves variables of the wrong type to execution, remembered or not', () => {
    const schema = enforceScopes(bare);
    const source = 'query ($n: Int!) { ab @include(if: true) f(p: 1) x: me @skip(if: false) }';
    for (const variables of [{ n: 1 }, { n: 'no' }, { n: 1 }]) {
      expect(preflight(schema, source, { scopes: [], variables }).refused).toBe(false);
    }
    expect(preflight(schema, source, { scopes: null, variables: { n: 1 } }).refused).toBe(true);
    expect(preflight(schema, source, { scopes: null, variables: { n: 'no' } }).refused).toBe(false);
  });
});
