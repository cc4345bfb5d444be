import { makeExecutableSchema } from '@graphql-tools/schema';
import { parse } from 'graphql';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { enforceScopes, ScopeRefusal, typeDefs } from '../../../src/scopes/index.js';
import { executeAs, resolveAs } from '../../../src/scopes/testing.js';

const ran = vi.fn((..._given: unknown[]) => 1);
const items = '@requiresScopes(scopes: "items")';
const schema = enforceScopes(
  makeExecutableSchema({
    typeDefs: [
      typeDefs,
      `input In { a: Int = 5 }
       type Query { open: Int items(first: Int = 20, in: In): Int ${items} u: U later: Int ${items} }
       type U { m: Int ${items} }
       type Mutation { a: Int b: Int ${items} }
       type Subscription { tick: Int }`,
    ],
    resolvers: {
      Query: { open: () => 1, items: ran, u: () => ({ m: 2 }), later: async () => 3 },
      Mutation: { a: ran, b: ran },
    },
  }),
);
beforeEach(() => ran.mockClear());

describe('executeAs', () => {
  test('runs an operation as somebody who holds scopes, as somebody who holds none, and as nobody', async () => {
    const source = '{ open items later }';
    expect(await executeAs(schema, ['items'], source)).toEqual({ data: { open: 1, items: 1, later: 3 } });
    for (const [scopes, code] of [
      [[], 'FORBIDDEN'],
      [null, 'UNAUTHENTICATED'],
    ] as const) {
      const { data, errors } = await executeAs(schema, scopes, source);
      expect(data).toEqual({ open: 1, items: null, later: null });
      expect(errors).toMatchObject([{ extensions: { code } }, { extensions: { code } }]);
    }
  });

  test('runs nothing of a mutation that is refused in part', async () => {
    const { data, errors } = await executeAs(schema, [], 'mutation { a b }');
    expect({ data, errors: errors?.map(({ path }) => path) }).toEqual({ data: undefined, errors: [['b']] });
    expect(ran).not.toHaveBeenCalled();
  });

  test('gives resolvers the variables and the context, whose auth keeps what else it holds', async () => {
    const context = { auth: { account: 'johndoe' }, db: 'db' };
    const source = 'query A { open } query B ($first: Int) { items(first: $first) }';
    await executeAs(schema, ['items'], source, { operationName: 'B', variables: { first: 7 }, context });
    expect(ran.mock.lastCall?.slice(1, 3)).toEqual([
      { first: 7 },
      { auth: { account: 'johndoe', scopes: ['items'] }, db: 'db' },
    ]);
  });

  test('takes a document, and gives nobody no auth', async () => {
    await executeAs(schema, null, parse('mutation { a }'), { context: { auth: { account: 'johndoe' } } });
    expect(ran.mock.lastCall?.[2]).toEqual({ auth: null });
  });

  test('does not run what is not valid', async () => {
    expect((await executeAs(schema, ['items'], '{ nothing }')).errors?.[0]?.message).toMatch(/nothing/);
  });
});

describe('resolveAs', () => {
  test('runs a single resolver, with its arguments coerced and its defaults filled in', async () => {
    expect(await resolveAs(schema, ['items'], 'Query.items', { args: { in: {} } })).toBe(1);
    expect(ran.mock.lastCall?.[1]).toEqual({ first: 20, in: { a: 5 } });
  });

  test('tells the resolver what an operation would', async () => {
    await resolveAs(schema, ['items'], 'Query.items', { args: { first: 3 } });
    expect(ran.mock.lastCall?.[3]).toMatchObject({
      fieldName: 'items',
      path: { key: 'items', typename: 'Query' },
      operation: { operation: 'query', selectionSet: { selections: [{ name: { value: 'items' } }] } },
      variableValues: { first: 3 },
    });
    await resolveAs(schema, ['items'], 'Mutation.b');
    expect(ran.mock.lastCall?.[3]).toMatchObject({ operation: { operation: 'mutation' } });
  });

  test('rejects with the refusal, and runs nothing', async () => {
    await expect(resolveAs(schema, [], 'Query.items')).rejects.toThrow(ScopeRefusal);
    await expect(resolveAs(schema, null, 'Mutation.b')).rejects.toThrow('Mutation.b requires scopes: items');
    expect(ran).not.toHaveBeenCalled();
  });

  test('takes the parent’s value, and a field without a resolver of its own', async () => {
    expect(await resolveAs(schema, ['items'], 'U.m', { source: { m: 9 } })).toBe(9);
    expect(await resolveAs(schema, null, 'Subscription.tick', { source: { tick: 4 } })).toBe(4);
  });

  test.each([
    ['Query.itms', {}, 'no field Query.itms. Did you mean "Query.items"?'],
    ['Query', {}, 'no field Query.'],
    ['Query.items', { frst: 1 }, 'items takes no argument frst. Did you mean "first"?'],
    ['Query.items', { first: 'x' }, 'Int cannot represent non-integer value'],
  ])('says what is wrong with %s and %j', async (coordinate, args, message) => {
    await expect(resolveAs(schema, ['items'], coordinate, { args })).rejects.toThrow(message);
  });
});
