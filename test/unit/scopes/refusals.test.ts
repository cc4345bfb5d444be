import { GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { withoutRepeats } from '../../../src/scopes/enforce/refuse.js';
import { authorize, enforceScopes, type ScopeRefusal } from '../../../src/scopes/index.js';
import { build, preflight, refusalsIn, run } from '../../support/scopes.js';

const rule = '@requiresScopes(scopes: [["s", "t"], ["u"]])';
const bare = build(`
  type Query { open: Int x: Int ${rule} me: Int @authenticated items: [Item] wants: [Item!] }
  type Item { x: Int ${rule} must: Int! ${rule} }
  type Mutation { a: Int b: Int ${rule} }`);
const items = Array.from({ length: 300 }, (_, x) => ({ x, must: x }));
const rootValue = { open: 1, x: 2, me: 3, items, wants: items, a: 1, b: 2 };

describe('the refusals of one execution', () => {
  test('are errors, a hundred of them; then one says that there are more', () => {
    const { data, errors = [] } = run(enforceScopes(bare), '{ open items { x } }', { scopes: ['s'], rootValue });
    expect(errors).toHaveLength(101);
    expect(errors.slice(0, 100).map(({ path }) => path?.[1])).toEqual(items.slice(0, 100).map(({ x }) => x));
    expect(errors[100]?.toJSON()).toMatchObject({
      message: 'More than 100 fields are refused: the others are not listed.',
      path: ['items', 100, 'x'],
      extensions: { code: 'FORBIDDEN', moreRefusals: true },
    });
    expect(data).toMatchObject({ open: 1, items: items.map(() => ({ x: null })) });
  });

  test('each null their parent where the field must not be null, however many they are', () => {
    const { data, errors = [] } = run(enforceScopes(bare), '{ items { must } }', { scopes: [], rootValue });
    expect(data?.items).toEqual(items.map(() => null));
    expect(new Set(errors).size).toBe(101);
    expect(withoutRepeats(errors)).toHaveLength(101);
    expect(withoutRepeats(errors.map((error) => error.toJSON()))).toHaveLength(101);
  });

  test('are counted anew in the next execution', () => {
    const schema = enforceScopes(bare);
    for (const query of ['{ items { x } }', '{ items { x } }']) {
      expect(run(schema, query, { rootValue }).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    }
  });

  test('capture no stack trace, and leave the limit of other errors as it is', () => {
    const { stackTraceLimit } = Error;
    const [error] = run(enforceScopes(bare), '{ x }', { rootValue }).errors ?? [];
    expect(error?.stack).not.toMatch(/\n\s+at /);
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
    expect(new Error('other').stack).toMatch(/\n\s+at /);
  });

  test('look like any GraphQLError to whoever tells errors by their name', () => {
    const [error] = run(enforceScopes(bare), '{ x }', { rootValue }).errors ?? [];
    expect(error?.name).toBe('GraphQLError');
    expect(error).toBeInstanceOf(GraphQLError);
  });
});

test.each([
  ['{ me }', null, 'Query.me requires signing in.'],
  ['{ x }', null, 'Query.x requires scopes: s and t, or u. Sign in first.'],
  ['{ three }', ['a'], 'Query.three requires scopes: a and b and c. Missing: b, c.'],
])('%s says to %j: %s', (source, scopes, message) => {
  const sdl = `type Query { me: Int @authenticated x: Int ${rule} three: Int @requiresScopes(scopes: [["a", "b", "c"]]) }`;
  expect(run(enforceScopes(build(sdl)), source, { scopes }).errors?.[0]?.message).toBe(message);
});

describe('withoutRepeats', () => {
  test('leaves all other errors, equal ones included', () => {
    const errors = [new GraphQLError('a'), new GraphQLError('a')];
    expect(withoutRepeats(errors)).toEqual(errors);
  });
});

describe('a refusal that must not disclose scopes', () => {
  const schema = enforceScopes(bare, { discloseScopes: false });

  test.each([
    [null, 'UNAUTHENTICATED', 'Query.x requires signing in.'],
    [['s'], 'FORBIDDEN', 'Query.x requires scopes that you do not hold.'],
  ])('names none to %j', (scopes, code, message) => {
    const { errors } = run(schema, '{ x }', { scopes, rootValue });
    expect(errors?.map((error) => error.toJSON())).toMatchObject([{ message, extensions: { code } }]);
    expect(Object.keys(errors?.[0]?.extensions ?? {})).toEqual(['code']);
  });

  test('names none where the same schema was enforced before, and disclosed them', () => {
    const twice = enforceScopes(enforceScopes(bare), { discloseScopes: false });
    expect(run(twice, '{ x }', { rootValue }).errors?.[0]?.message).toBe('Query.x requires signing in.');
  });

  test('names none in the pre-flight either', () => {
    const { refusals } = authorize(schema, { document: parse('{ x }'), auth: { scopes: [] } });
    expect(JSON.stringify(refusals)).not.toMatch(/"[stu]"|requiredScopes/);
    expect(refusals).toHaveLength(1);
  });
});

describe('a dry run', () => {
  const dry = (told: ScopeRefusal[]): GraphQLSchema =>
    enforceScopes(bare, { mode: 'dryRun', onRefusal: (refusal) => void told.push(refusal) });

  test('refuses nothing, and tells what it would refuse', () => {
    const told: ScopeRefusal[] = [];
    const schema = dry(told);
    expect(run(schema, '{ open x me }', { rootValue })).toEqual({ data: { open: 1, x: 2, me: 3 } });
    expect(told.map(({ element, extensions }) => [element, extensions.code])).toEqual([
      ['Query.x', 'UNAUTHENTICATED'],
      ['Query.me', 'UNAUTHENTICATED'],
    ]);
    expect(preflight(schema, '{ x }')).toMatchObject({ refused: false, paths: ['x'] });
    expect(preflight(schema, 'mutation { a b }')).toMatchObject({ refused: false, paths: ['b'] });
  });

  test('tells a hundred an execution', () => {
    const told: ScopeRefusal[] = [];
    expect(run(dry(told), '{ items { x } }', { rootValue }).data?.items).toEqual(items.map(({ x }) => ({ x })));
    expect(told).toHaveLength(100);
  });

  test('enforced again with another listener, tells both', () => {
    const first: ScopeRefusal[] = [];
    const second: ScopeRefusal[] = [];
    const schema = enforceScopes(dry(first), { mode: 'dryRun', onRefusal: (refusal) => void second.push(refusal) });
    run(schema, '{ x }', { rootValue });
    expect([first.length, second.length]).toEqual([1, 1]);
  });

  test('enforced again for good, refuses', () => {
    const schema = enforceScopes(dry([]));
    expect(refusalsIn(run(schema, '{ x }', { rootValue }))).toEqual({ x: 'UNAUTHENTICATED' });
  });

  test('does not open what was enforced for good', () => {
    const schema = enforceScopes(enforceScopes(bare), { mode: 'dryRun', onRefusal: () => undefined });
    expect(refusalsIn(run(schema, '{ x }', { rootValue }))).toEqual({ x: 'UNAUTHENTICATED' });
  });
});

const listener = (): void => undefined;

test.each<[object, RegExp]>([
  [{ mode: 'dryRun' }, /goes with onRefusal/],
  [{ onRefusal: listener }, /goes with onRefusal/],
  [{ mode: 'dry-run', onRefusal: listener }, /no mode "dry-run"/],
])('options that contradict each other are an error: %j', (options, message) => {
  expect(() => enforceScopes(bare, options)).toThrow(message);
});
