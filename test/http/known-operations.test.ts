import { ApolloServer } from '@apollo/server';
import { afterEach, expect, test, vi } from 'vitest';
import { expectData, startApp, type TestApp } from '../support/app.js';
import { headersOf } from '../support/headers.js';

const byApollo = vi.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');

afterEach(() => void byApollo.mockClear());

interface Sent {
  body: object;
  headers?: Record<string, string>;
}

const scopes = ['me', 'items', 'items:write'];

async function ask({ app }: TestApp, token: string | undefined, { body, headers = {} }: Sent) {
  const answer = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { ...headersOf(token), ...headers },
    payload: body,
  });
  const { date: _, 'x-request-id': id, ...others } = answer.headers;
  return { status: answer.statusCode, headers: others, text: answer.body.replaceAll(String(id), 'ID') };
}

const cases: [string, Sent, { token?: string | undefined; status?: number }?][] = [
  ['what somebody may have', { body: { query: '{ me { username } myItems(first: 2) { nodes { title } } }' } }],
  ['nulls in the place of nothing', { body: { query: '{ me { username } }', variables: null, operationName: null } }],
  [
    'one of several operations, with variables',
    {
      body: {
        query: 'query A { me { id } } query B($first: PositiveInt) { myItems(first: $first) { totalCount } }',
        operationName: 'B',
        variables: { first: 1 },
      },
    },
  ],
  [
    'what a client says of itself',
    { body: { query: '{ me { fullName } }', extensions: { clientLibrary: { name: 'x' } } } },
  ],
  [
    'the other media type',
    { body: { query: '{ me { email } }' }, headers: { accept: 'application/graphql-response+json' } },
  ],
  [
    'an operation that is refused in part, and told once',
    { body: { query: '{ me { id } accounts { nodes { id } } again: accounts { nodes { id } } }' } },
  ],
  ['an operation that is refused', { body: { query: '{ accounts { nodes { id } } }' } }, { status: 403 }],
  ['nobody', { body: { query: '{ myItems { totalCount } }' } }, { token: undefined, status: 401 }],
  ['a token that is none', { body: { query: '{ me { roles } }' } }, { token: 'none', status: 401 }],
  [
    'a variable of the wrong type',
    { body: { query: 'query ($n: PositiveInt) { myItems(first: $n) { totalCount } }', variables: { n: -1 } } },
    { status: 400 },
  ],
  [
    'a variable that makes it cost too much',
    {
      body: {
        query: `query ($n: PositiveInt) { ${Array.from({ length: 20 }, (_, at) => `a${at}: myItems(first: $n) { nodes { id title createdAt owner { username } } edges { node { id title } } }`).join(' ')} }`,
        variables: { n: 100 },
      },
    },
    { status: 400 },
  ],
  [
    'an error of a resolver, beside data',
    { body: { query: '{ me { id } myItems(after: "no cursor") { totalCount } }' } },
  ],
  ['an error of a resolver, alone', { body: { query: '{ myItems(first: 1000) { totalCount } }' } }, { status: 400 }],
  [
    'a mutation that is refused in part',
    { body: { query: 'mutation { createItem(input: { title: "Never" }) { id } disableAccount(id: "x") { id } }' } },
    { status: 403 },
  ],
  [
    'a mutation',
    { body: { query: 'mutation { updateItem(id: "00000000-0000-4000-8000-000000000000", input: {}) { id } }' } },
  ],
];

test.each(cases)('%s is answered the second time as it was by Apollo Server', async (_, sent, expected = {}) => {
  const running = await startApp();
  const token = 'token' in expected ? expected.token : await running.signIn('johndoe', scopes);
  byApollo.mockClear();
  const first = await ask(running, token, sent);
  expect(first.status).toBe(expected.status ?? 200);
  if (token === 'none') await ask(running, undefined, sent);
  const asked = byApollo.mock.calls.length;
  expect(asked).toBeGreaterThan(0);
  expect(await ask(running, token, sent)).toEqual(first);
  // A context that cannot be made is for Apollo Server to answer.
  if (token !== 'none') expect(byApollo).toHaveBeenCalledTimes(asked);
});

test('what fails for an unexpected reason is masked, the second time too', async () => {
  const running = await startApp();
  const token = await running.signIn('johndoe', scopes);
  const sent = { body: { query: '{ myItems { totalCount } }' } };
  expect((await ask(running, token, sent)).status).toBe(200);
  await running.db.schema.alterTable('items').renameTo('gone').execute();
  const known = await ask(running, token, sent);
  const anew = await ask(running, token, { body: { query: '{ myItems { totalCount } } # anew' } });
  expect(known).toMatchObject({ status: 500, text: expect.not.stringContaining('items"') });
  expect(known).toEqual(anew);
});

test.each<[string, object]>([
  ['a batch', [{ query: '{ scopes { name } }' }]],
  ['variables that are a list', { query: '{ scopes { name } }', variables: [] }],
  ['a name that is no text', { query: '{ scopes { name } }', operationName: 1 }],
  ['the name of no operation', { query: '{ scopes { name } }', operationName: 'Other' }],
  ['a persisted query', { query: '{ scopes { name } }', extensions: { persistedQuery: { version: 1 } } }],
  ['extensions that are a list', { query: '{ scopes { name } }', extensions: [] }],
])('%s is left to Apollo Server, though the text is known', async (_, body) => {
  const running = await startApp();
  expectData(await running.send('{ scopes { name } }'));
  byApollo.mockClear();
  expect((await ask(running, undefined, { body })).status).toBe(400);
  expect(byApollo).toHaveBeenCalledTimes(1);
});

test('what depends on variables is judged by those of each request', async () => {
  const running = await startApp();
  const token = await running.signIn('johndoe', scopes);
  const pages = Array.from({ length: 8 }, (_, at) => `a${at}: myItems(first: $n) { nodes { id title createdAt } }`);
  const query = `query ($n: PositiveInt, $all: Boolean!) { ${pages.join(' ')} accounts @include(if: $all) { totalCount } }`;
  const askFor = async (n: number, all: boolean) => {
    const { status, text } = await ask(running, token, { body: { query, variables: { n, all } } });
    return { status, code: JSON.parse(text).errors?.[0].extensions.code };
  };
  for (const _ of [1, 2]) {
    expect(await askFor(1, false)).toEqual({ status: 200, code: undefined });
    expect(await askFor(100, false)).toEqual({ status: 200, code: undefined });
    expect(await askFor(1, true)).toEqual({ status: 200, code: 'FORBIDDEN' });
  }
});

test('an operation that is known is refused where its variables make it cost too much', async () => {
  const running = await startApp();
  const token = await running.signIn('johndoe', scopes);
  const pages = Array.from(
    { length: 20 },
    (_, at) => `a${at}: myItems(first: $n) { nodes { id owner { username } } edges { node { id } } }`,
  );
  const query = `query ($n: PositiveInt) { ${pages.join(' ')} }`;
  const statusOf = async (n: number) => (await ask(running, token, { body: { query, variables: { n } } })).status;
  expect([await statusOf(1), await statusOf(1), await statusOf(100), await statusOf(1)]).toEqual([200, 200, 400, 200]);
});

test('a refusal of an operation that is known is in the audit trail as the first one was', async () => {
  const running = await startApp();
  const sent = { body: { query: 'query Others { accounts { totalCount } }' } };
  for (const name of ['johndoe', 'alice'] as const) {
    expect((await ask(running, await running.signIn(name, ['me']), sent)).status).toBe(403);
  }
  const rows = await running.db
    .selectFrom('audit_events')
    .select('detail')
    .where('kind', '=', 'AccessRefused')
    .execute();
  const details = rows.map(({ detail }) => JSON.parse(detail));
  expect(details).toEqual([1, 2].map(() => ({ missingScopes: ['accounts'], operationName: 'Others' })));
});

test('a document that is not valid is never known', async () => {
  const running = await startApp();
  const sent = { body: { query: '{ nothing }' } };
  for (const _ of [1, 2]) expect((await ask(running, undefined, sent)).status).toBe(400);
  expect(byApollo).toHaveBeenCalledTimes(2);
});
