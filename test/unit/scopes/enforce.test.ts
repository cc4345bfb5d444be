import { makeExecutableSchema } from '@graphql-tools/schema';
import type { IResolvers } from '@graphql-tools/utils';
import {
  execute,
  type GraphQLSchema,
  graphql,
  graphqlSync,
  introspectionFromSchema,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  lexicographicSortSchema,
  parse,
  printSchema,
  subscribe,
} from 'graphql';
import { describe, expect, test, vi } from 'vitest';
import { enforceScopes, ScopeRefusal, typeDefs } from '../../../src/scopes/index.js';
import { build, refusalsIn, run } from '../../support/scopes.js';

const items = '@requiresScopes(scopes: "items")';

describe('a protected field', () => {
  const schema = enforceScopes(build(`type Query { open: Int items: Int ${items} me: Int @authenticated }`));
  const rootValue = { open: 1, items: 2, me: 3 };
  const query = '{ open items me }';

  test.each([
    ['nobody', null, { open: 1, items: null, me: null }, { items: 'UNAUTHENTICATED', me: 'UNAUTHENTICATED' }],
    ['somebody without scopes', [], { open: 1, items: null, me: 3 }, { items: 'FORBIDDEN' }],
    ['somebody with another scope', ['item', 'items:write'], { open: 1, items: null, me: 3 }, { items: 'FORBIDDEN' }],
    ['somebody with the scope', ['x', 'items'], { open: 1, items: 2, me: 3 }, {}],
  ])('is for %s what it should be', (_, scopes, data, refusals) => {
    const result = run(schema, query, { scopes, rootValue });
    expect({ ...result.data }).toEqual(data);
    expect(refusalsIn(result)).toEqual(refusals);
  });

  test.each([undefined, null, {}, { auth: null }, { auth: undefined }, { auth: {} }, { auth: { scopes: null } }])(
    'takes the context %j for nobody',
    (contextValue) => {
      const result = graphqlSync({ schema, source: '{ me }', rootValue, contextValue });
      expect(refusalsIn(result)).toEqual({ me: 'UNAUTHENTICATED' });
    },
  );

  test('takes a Set as well as an array', () => {
    const contextValue = { auth: { scopes: new Set(['items']) } };
    expect(graphqlSync({ schema, source: '{ items }', rootValue, contextValue }).errors).toBeUndefined();
  });

  test.each(['items', 'items me', 5, true, {}, { items: true }])('is refused where the scopes are %j', (scopes) => {
    for (const source of ['{ items }', '{ me }']) {
      const { data, errors } = graphqlSync({ schema, source, rootValue, contextValue: { auth: { scopes } } });
      expect(Object.values(data ?? {})).toEqual([null]);
      expect(errors?.[0]?.originalError).toBeInstanceOf(TypeError);
    }
  });

  test('says what it requires, and what is missing', () => {
    const schema = enforceScopes(build('type Query { x: Int @requiresScopes(scopes: [["a", "b"], ["c"]]) }'));
    const { errors } = run(schema, '{ y: x }', { scopes: ['b'] });
    expect(errors?.[0]).toBeInstanceOf(ScopeRefusal);
    expect(errors?.[0]?.toJSON()).toEqual({
      message: 'Query.x requires scopes: a and b, or c. Missing: a.',
      locations: [{ line: 1, column: 3 }],
      path: ['y'],
      extensions: { code: 'FORBIDDEN', requiredScopes: [['a', 'b'], ['c']], missingScopes: ['a'] },
    });
  });
});

describe('a resolver', () => {
  const resolver = vi.fn(() => 1);
  const schema = (resolvers: IResolvers) => {
    const sdl = `type Query { x: Int ${items} u: U } type U { m: Int ${items} }`;
    return enforceScopes(makeExecutableSchema({ typeDefs: [typeDefs, sdl], resolvers }));
  };

  test('does not run for somebody who is refused', () => {
    run(schema({ Query: { x: resolver } }), '{ x }', { scopes: [] });
    expect(resolver).not.toHaveBeenCalled();
  });

  test('gets what it would get without a guard', () => {
    const seen: unknown[] = [];
    const x = (...given: unknown[]) => seen.push(...given.slice(0, 3));
    const contextValue = { auth: { scopes: ['items'] } };
    graphqlSync({ schema: schema({ Query: { x } }), source: '{ x }', rootValue: 'root', contextValue });
    expect(seen).toEqual(['root', {}, contextValue]);
  });

  test('that is asynchronous, or fails, does so', async () => {
    const contextValue = { auth: { scopes: ['items'] } };
    const later = schema({ Query: { x: async () => 5 } });
    expect(await graphql({ schema: later, source: '{ x }', contextValue })).toEqual({ data: { x: 5 } });
    const failing = schema({ Query: { x: () => Promise.reject(new Error('no')) } });
    expect((await graphql({ schema: failing, source: '{ x }', contextValue })).errors?.[0]?.message).toBe('no');
  });

  test('may be a method of the source object', () => {
    const rootValue = {
      u: {
        n: 7,
        m() {
          return this.n;
        },
      },
    };
    expect(run(schema({}), '{ u { m } }', { scopes: ['items'], rootValue }).data).toEqual({ u: { m: 7 } });
    expect(refusalsIn(run(schema({}), '{ u { m } }', { scopes: [], rootValue }))).toEqual({ 'u.m': 'FORBIDDEN' });
  });
});

describe('through an abstract type', () => {
  const sdl = `
    interface Node { id: Int }
    type Secret implements Node ${items} { id: Int text: Int }
    type Open implements Node { id: Int hidden: Int ${items} }
    union Any = Secret | Open
    type Query { nodes: [Node] anys: [Any] }`;
  const schema = enforceScopes(build(sdl));
  const list = [
    { __typename: 'Open', id: 1, hidden: 2 },
    { __typename: 'Secret', id: 3, text: 4 },
  ];
  const rootValue = { nodes: list, anys: list };

  test('the rule of the type that it turns out to be holds', () => {
    const query = '{ nodes { __typename id } anys { ... on Secret { text } ... on Open { id hidden } } }';
    const result = run(schema, query, { scopes: [], rootValue });
    expect(JSON.parse(JSON.stringify(result.data))).toEqual({
      nodes: [
        { __typename: 'Open', id: 1 },
        { __typename: 'Secret', id: null },
      ],
      anys: [{ id: 1, hidden: null }, { text: null }],
    });
    expect(refusalsIn(result)).toEqual({
      'nodes.1.id': 'FORBIDDEN',
      'anys.1.text': 'FORBIDDEN',
      'anys.0.hidden': 'FORBIDDEN',
    });
    expect(run(schema, query, { scopes: ['items'], rootValue }).errors).toBeUndefined();
  });

  test('__typename alone is allowed', () => {
    expect(run(schema, '{ anys { __typename } }', { rootValue }).errors).toBeUndefined();
  });

  test('the rule of an interface cannot be slipped by a union or a fragment', () => {
    const sdl = `interface I ${items} { x: Int } type A implements I { x: Int y: Int } union U = A type Query { u: U }`;
    const rootValue = { u: { __typename: 'A', x: 1, y: 2 } };
    for (const fragment of ['... on A { x }', '... on I { x }', '... on A { y }', '... on A { ... on I { z: x } }']) {
      expect(Object.values(refusalsIn(run(enforceScopes(build(sdl)), `{ u { ${fragment} } }`, { rootValue })))).toEqual(
        ['UNAUTHENTICATED'],
      );
    }
  });
});

describe('a subscription', () => {
  const opened = vi.fn();
  async function* events() {
    opened();
    yield { tick: { n: 1 } };
    yield { tick: { n: 2 } };
  }
  const sdl = `type Query { x: Int } type Subscription { tick: Tick ${items} } type Tick { n: Int secret: Int ${items} }`;
  const bare = makeExecutableSchema({ typeDefs: [typeDefs, sdl] });
  const withSource = makeExecutableSchema({
    typeDefs: [typeDefs, sdl],
    resolvers: { Subscription: { tick: { subscribe: events } } },
  });
  const document = parse('subscription { tick { n } }');
  const as = (schema: GraphQLSchema, auth: { scopes: string[] }) =>
    subscribe({ schema: enforceScopes(schema), document, contextValue: { auth }, rootValue: { tick: events } });

  test.each([
    ['of its own', withSource],
    ['of the root value', bare],
  ])('opens no source %s for somebody who is refused', async (_, schema) => {
    opened.mockClear();
    expect(await as(schema, { scopes: [] })).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(opened).not.toHaveBeenCalled();
  });

  test('is checked again on each event', async () => {
    const auth = { scopes: ['items'] };
    const stream = (await as(withSource, auth)) as AsyncGenerator<unknown>;
    expect((await stream.next()).value).toEqual({ data: { tick: { n: 1 } } });
    auth.scopes = [];
    expect((await stream.next()).value).toMatchObject({ data: { tick: null }, errors: [{ path: ['tick'] }] });
  });

  test('that is executed as if it were a query is refused', () => {
    const contextValue = { auth: null };
    const result = execute({ schema: enforceScopes(bare), document, contextValue, rootValue: { tick: { n: 1 } } });
    expect(result).toMatchObject({ data: { tick: null }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});

test('a refusal of what must not be null nulls its parent', () => {
  const schema = enforceScopes(build(`type Query { u: U v: Int } type U { x: Int! ${items} }`));
  const result = run(schema, '{ u { x } v }', { rootValue: { u: { x: 1 }, v: 2 } });
  expect({ ...result.data }).toEqual({ u: null, v: 2 });
});

test('only what is protected is guarded, and only the subscription type opens streams', () => {
  const schema = enforceScopes(
    build(`
      interface I { x: Int ${items} } type A implements I { x: Int open(a: Int): Int }
      type Query { open: Int shut: Int ${items} } type Subscription { tick: Int ${items} open: Int }`),
  );
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const named = (key: 'resolve' | 'subscribe') =>
    types
      .filter((type) => !isIntrospectionType(type))
      .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
      .flatMap(({ type, field }) => (field[key] ? [`${type.name}.${field.name}`] : []));
  expect(named('resolve').sort()).toEqual(['A.x', 'Query.shut', 'Subscription.tick']);
  expect(named('subscribe')).toEqual(['Subscription.tick']);
});

test('the schema that was given is left as it is', () => {
  const schema = build(`type Query { x: Int ${items} }`);
  const before = printSchema(schema);
  enforceScopes(schema);
  expect(printSchema(schema)).toBe(before);
  expect(run(schema, '{ x }', { rootValue: { x: 1 } }).errors).toBeUndefined();
});

test('descriptions end with what an element requires, and introspection is otherwise unchanged', () => {
  const sdl = `
    "A type." type Query @authenticated { x(a: Int ${items}): E "A field." y: Int ${items} }
    enum E @requiresScopes(scopes: [["a", "b"], ["c"]]) { A }
    input I { z: Int ${items} } interface F ${items} { q: Int ${items} } scalar S ${items}`;
  const plain = build(sdl);
  const printed = printSchema(enforceScopes(enforceScopes(plain)));
  expect(printed).toContain('"""\nA type.\n\nRequires signing in\n"""\ntype Query');
  expect(printed).toContain('"""Requires scopes: a and b, or c"""\nenum E');
  expect(printed).toContain('  A field.\n  \n  Requires scopes: items\n  """\n  y: Int');
  expect(printed.match(/Requires scopes: items"""/g)).toHaveLength(5);
  const undescribed = (schema: GraphQLSchema) =>
    introspectionFromSchema(lexicographicSortSchema(schema), { descriptions: false });
  expect(undescribed(enforceScopes(plain))).toEqual(undescribed(plain));
});
