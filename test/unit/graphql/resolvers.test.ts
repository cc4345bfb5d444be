import type {
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  TableNode,
  UnknownRow,
} from 'kysely';
import { expect, test } from 'vitest';
import { contextOf } from '../../../src/graphql/context.js';
import { itemResolvers } from '../../../src/graphql/resolvers/items.js';
import { userResolvers } from '../../../src/graphql/resolvers/users.js';
import { contextOfNobody, contextOfSomebody, executeIn } from '../../support/context.js';

test('myItems lists the items of the account in the context', async () => {
  const context = await contextOfSomebody(['items']);
  const page = await itemResolvers.Query.myItems({}, { first: 2 }, context);
  expect(page.nodes.map(({ title }) => title)).toEqual(['Foo', 'Bar']);
  expect(page.hasNextPage).toBe(true);
});

test('createItem gives the item to the account in the context', async () => {
  const context = await contextOfSomebody(['items:write'], 'alice');
  const item = await itemResolvers.Mutation.createItem({}, { input: { title: 'Lamp' } }, context);
  expect(item).toMatchObject({ title: 'Lamp', ownerId: context.auth.account.id, createdAt: context.now() });
});

test('updateProfile changes the account in the context', async () => {
  const context = await contextOfSomebody(['profile:write']);
  const profile = await userResolvers.Mutation.updateProfile({}, { input: { fullName: 'Johnny' } }, context);
  expect(profile).toMatchObject({ username: 'johndoe', fullName: 'Johnny' });
});

test('an operation in process runs as somebody who holds these scopes', async () => {
  const operation = '{ me { username roles } myItems(first: 1) { nodes { title } } }';
  const { data, errors } = await executeIn(await contextOfSomebody(['me']), operation);
  expect(data).toEqual({ me: { username: 'johndoe', roles: ['user'] }, myItems: null });
  expect(errors).toMatchObject([{ path: ['myItems'], extensions: { code: 'FORBIDDEN', missingScopes: ['items'] } }]);
});

test('an operation in process runs as nobody', async () => {
  const { data, errors } = await executeIn(await contextOfNobody(), '{ me { username } scopes { name } }');
  expect(data).toEqual({ me: null, scopes: expect.arrayContaining([{ name: 'me' }]) });
  expect(errors).toMatchObject([{ path: ['me'], extensions: { code: 'UNAUTHENTICATED' } }]);
});

test('a page of 100 items takes one query for the items and one for their owners', async () => {
  const context = await contextOfSomebody(['items']);
  const { db, auth, request, origin, now } = context;
  const numbers = Array.from({ length: 100 }, (_, number) => number);
  const items = numbers.map((number) => ({
    id: `${number}`,
    owner_id: auth.account.id,
    title: 't',
    created_at: now(),
  }));
  await db.insertInto('items').values(items).execute();
  const queries: string[] = [];
  const recorded = contextOf({ ...context, db: db.withPlugin(new Recorder(queries)) }, auth, request, origin);
  const { data } = await executeIn(recorded, '{ myItems(first: 100) { nodes { owner { username } } } }');
  expect(data).toMatchObject({ myItems: { nodes: numbers.map(() => ({ owner: { username: 'johndoe' } })) } });
  expect(queries).toEqual(['items', 'accounts']);
});

/** Writes down the table that each query reads. */
class Recorder implements KyselyPlugin {
  constructor(readonly queries: string[]) {}

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    const [table] = node.kind === 'SelectQueryNode' ? (node.from?.froms ?? []) : [];
    if (table?.kind === 'TableNode') this.queries.push((table as TableNode).table.identifier.name);
    return node;
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result;
  }
}
