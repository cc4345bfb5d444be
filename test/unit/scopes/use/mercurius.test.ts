import type { GraphQLSchema } from 'graphql';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Answer,
  type Ask,
  listenMercurius,
  post,
  postBatch,
  scopesHeader,
  shop,
} from '../../../support/adapters.js';

const several = `
  query Open { open } query Both { both }
  mutation Write { write(text: "x") { id } } mutation Erase { write(text: "x") { id } erase }`;

async function serve({ jit = 0 }: { jit?: number } = {}) {
  const { schema, ran } = shop();
  const { app, url } = await listenMercurius({ schema }, { jit });
  onTestFinished(async () => void (await app.close()));
  return { app, url, schema, ran, ask: (asked: Ask) => post(url, asked) };
}

describe('which operation Mercurius will run', () => {
  test.each([
    ['Open', { open: 'open' }, undefined],
    ['Both', null, 'FORBIDDEN'],
  ])('is read from the address of a GET request, where it names %s', async (operationName, data, code) => {
    const { url, ran } = await serve();
    const search = new URLSearchParams({ query: several, operationName });
    const response = await fetch(`${url}?${search}`, { headers: scopesHeader([]) });
    const answer = (await response.json()) as Answer;
    expect(answer.data).toEqual(data);
    expect(answer.errors?.[0]?.extensions?.code).toBe(code);
    expect(ran.size).toBe(data ? 1 : 0);
  });

  test('is, in a batch, what each part of it names', async () => {
    const { url, ran } = await serve();
    const names = ['Open', 'Both', 'Erase', 'Write'];
    const batch = names.map((operationName) => ({ query: several, operationName }));
    const answers = await postBatch(url, batch, []);
    expect(answers.map(({ data }) => data ?? null)).toEqual([{ open: 'open' }, null, null, { write: { id: 1 } }]);
    expect(answers.map(codesOf)).toEqual([[], ['FORBIDDEN'], ['FORBIDDEN'], []]);
    expect(ran).toEqual(new Set(['Query.open', 'Mutation.write']));
  });

  test.each([
    ['first', 'query Both { both } query Open { open }'],
    ['last', 'query Open { open } query Both { both }'],
  ])('is whichever is refused, where there is no request, and be it the %s', async (_, query) => {
    const { app, ran } = await serve();
    const ask = (scopes: string[]) => app.graphql(query, { auth: { scopes } }, undefined, 'Open');
    await expect(ask([])).rejects.toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(ran.size).toBe(0);
    expect(await ask(['c'])).toEqual({ data: { open: 'open' } });
  });

  test('is unknown where none is named, and nothing runs', async () => {
    const { ask, ran } = await serve();
    for (const scopes of [[], ['c', 'erase']]) {
      expect((await ask({ query: several, scopes })).errors).toBeDefined();
    }
    expect(ran.size).toBe(0);
  });
});

test('where Mercurius can tell but one error, as over a WebSocket, that is the first refusal', async () => {
  const { app } = await serve();
  await expect(app.graphql('{ both }', { auth: { scopes: [] } })).rejects.toMatchObject({
    message: 'Query.both requires scopes: a and b, or c. Missing: c.',
    path: ['both'],
    extensions: { code: 'FORBIDDEN', missingScopes: ['c'] },
  });
});

describe('with graphql-jit', () => {
  test('the second and third answer to a query are from graphql-jit', async () => {
    const { ask, schema } = await serve({ jit: 1 });
    tellEngine(schema);
    const engines: unknown[] = [];
    for (let time = 0; time < 3; time += 1) engines.push((await ask({ query: '{ open both }' })).data?.open);
    expect(engines).toEqual(['graphql-js', 'graphql-jit', 'graphql-jit']);
  });

  test('an operation is not run in place of another of its document', async () => {
    const { ask, ran } = await serve({ jit: 1 });
    const allowed = { query: several, scopes: ['erase'] };
    for (let time = 0; time < 3; time += 1) await ask({ ...allowed, operationName: 'Erase' });
    ran.clear();
    expect(await ask({ query: several, operationName: 'Open', scopes: [] })).toEqual({ data: { open: 'open' } });
    expect(ran).toEqual(new Set(['Query.open']));
  });

  test('variables of the wrong type do not get a refused mutation compiled for another operation', async () => {
    const { ask, ran } = await serve({ jit: 1 });
    const query = 'query Open { open } mutation Erase($text: String!) { write(text: $text) { id } erase }';
    await ask({ query, operationName: 'Open' });
    await ask({ query, operationName: 'Erase', variables: { text: 5 } });
    await ask({ query, operationName: 'Open', variables: { text: 'x' } });
    expect(ran).toEqual(new Set(['Query.open']));
  });
});

/** Makes `Query.open` answer with what has called it. */
function tellEngine(schema: GraphQLSchema): void {
  const { open } = schema.getQueryType()?.getFields() ?? {};
  if (!open) throw new Error('There is no Query.open.');
  open.resolve = () => (new Error().stack?.includes('/graphql/execution/') ? 'graphql-js' : 'graphql-jit');
}

function codesOf({ errors = [] }: Answer): unknown[] {
  return errors.map(({ extensions }) => extensions?.code);
}
