import { describe, expect, onTestFinished, test } from 'vitest';
import type { EnforceOptions } from '../../../../src/scopes/index.js';
import {
  type Answer,
  type Ask,
  ITEMS,
  postBatch,
  type Start,
  shop,
  startApollo,
  startEnvelop,
  startMercurius,
  startMercuriusWithJit,
  startYoga,
} from '../../../support/adapters.js';

// How a server says that there is no data differs: Apollo Server and Yoga leave `data` out, Mercurius sends null.
const servers: [string, Start][] = [
  ['Apollo Server', startApollo],
  ['GraphQL Yoga', startYoga],
  ['Envelop', startEnvelop],
  ['Mercurius', startMercurius],
  ['Mercurius with graphql-jit', startMercuriusWithJit],
];

async function serveWith(start: Start, options: EnforceOptions = {}, adapter = true) {
  const { schema, ran } = shop(options);
  const { ask, url, close } = await start({ schema, adapter });
  onTestFinished(async () => void (await close()));
  return { ask, ran, url };
}

describe.each(servers)('on %s', (_, start) => {
  const serve = (options: EnforceOptions = {}, adapter = true) => serveWith(start, options, adapter);

  describe('a query that is refused in part', () => {
    const query = '{ open both me note { text secret } }';
    const both = [['a', 'b'], ['c']];
    const nothing = { open: 'open', both: null, me: null, note: { text: 'text', secret: null } };

    test.each<[string, string[] | null, Answer['data'], Record<string, unknown>]>([
      [
        'nobody',
        null,
        nothing,
        {
          both: { code: 'UNAUTHENTICATED', requiredScopes: both, missingScopes: ['c'] },
          me: { code: 'UNAUTHENTICATED' },
          'note.secret': { code: 'UNAUTHENTICATED', requiredScopes: [['secrets']], missingScopes: ['secrets'] },
        },
      ],
      [
        'somebody without scopes',
        [],
        { ...nothing, me: 'me' },
        {
          both: { code: 'FORBIDDEN', requiredScopes: both, missingScopes: ['c'] },
          'note.secret': { code: 'FORBIDDEN', requiredScopes: [['secrets']], missingScopes: ['secrets'] },
        },
      ],
      [
        'somebody with some of the scopes',
        ['b', 'secrets'],
        { ...nothing, me: 'me', note: { text: 'text', secret: 'secret' } },
        { both: { code: 'FORBIDDEN', requiredScopes: both, missingScopes: ['a'] } },
      ],
      [
        'somebody with all the scopes',
        ['a', 'b', 'secrets'],
        { open: 'open', both: 'both', me: 'me', note: { text: 'text', secret: 'secret' } },
        {},
      ],
    ])('gives %s the data of the rest, and one refusal a path', async (_, scopes, data, refusals) => {
      const { ask } = await serve();
      const answer = await ask({ query, scopes });
      expect(answer.data).toEqual(data);
      expect(refusalsIn(answer)).toEqual(refusals);
      expect(answer.errors ?? []).toHaveLength(Object.keys(refusals).length);
    });

    test('runs no resolver that is refused', async () => {
      const { ask, ran } = await serve();
      await ask({ query, scopes: [] });
      expect(ran).toEqual(new Set(['Query.open', 'Query.me', 'Query.note']));
    });

    test('says in words what is missing', async () => {
      const { ask } = await serve();
      const { errors } = await ask({ query: '{ open both }', scopes: ['a'] });
      expect(errors?.[0]?.message).toBe('Query.both requires scopes: a and b, or c. Missing: b.');
    });

    test('is refused behind a union and an interface by what an object turns out to be', async () => {
      const { ask, ran } = await serve();
      const query = '{ found { ... on Note { id } ... on Vault { gold } } nodes { __typename ... on Note { id } } }';
      const answer = await ask({ query, scopes: [] });
      const [note, vault] = [{ __typename: 'Note', id: 1 }, { __typename: 'Vault' }];
      expect(answer.data).toEqual({ found: [{ id: 1 }, { gold: null }], nodes: [note, vault] });
      expect(codesIn(answer)).toEqual({ 'found.1.gold': 'FORBIDDEN' });
      expect(ran).toEqual(new Set(['Query.found', 'Query.nodes']));
      expect(codesIn(await ask({ query: '{ open nodes { id } }' }))).toEqual({ 'nodes.1.id': 'UNAUTHENTICATED' });
      expect(ran).not.toContain('Vault.id');
    });
  });

  test('a query that is wholly refused runs nothing, and tells all its refusals', async () => {
    const { ask, ran } = await serve();
    const answer = await ask({ query: '{ both again: both me }' });
    expect(answer.data ?? null).toBeNull();
    expect(codesIn(answer)).toEqual({ both: 'UNAUTHENTICATED', again: 'UNAUTHENTICATED', me: 'UNAUTHENTICATED' });
    expect(answer.errors).toHaveLength(3);
    expect(refusalsIn(answer).both).toEqual({
      code: 'UNAUTHENTICATED',
      requiredScopes: [['a', 'b'], ['c']],
      missingScopes: ['c'],
    });
    expect(ran.size).toBe(0);
  });

  describe('a mutation', () => {
    test.each([
      ['at its root', 'mutation { write(text: "x") { id } erase }', ['erase']],
      ['below', 'mutation { write(text: "x") { id secret } }', ['write.secret']],
      [
        'twice',
        'mutation { write(text: "x") { ...F } erase } fragment F on Note { secret }',
        ['erase', 'write.secret'],
      ],
    ])('that is refused %s runs nothing, and tells all its refusals', async (_, query, paths) => {
      const { ask, ran } = await serve();
      for (const [scopes, code] of [
        [[], 'FORBIDDEN'],
        [null, 'UNAUTHENTICATED'],
      ] as const) {
        const answer = await ask({ query, scopes: scopes && [...scopes] });
        expect(answer.data ?? null).toBeNull();
        expect(codesIn(answer)).toEqual(Object.fromEntries(paths.map((path) => [path, code])));
        expect(answer.errors).toHaveLength(paths.length);
      }
      expect(ran.size).toBe(0);
    });

    test('that is allowed runs', async () => {
      const { ask, ran } = await serve();
      const answer = await ask({
        query: 'mutation { write(text: "x") { id secret } erase }',
        scopes: ['erase', 'secrets'],
      });
      expect(answer).toEqual({ data: { write: { id: 1, secret: 'secret' }, erase: 'erased' } });
      expect(ran).toEqual(new Set(['Mutation.write', 'Mutation.erase', 'Note.secret']));
    });
  });

  describe('the mode', () => {
    test('`reject` runs nothing of a query that is refused in part', async () => {
      const { ask, ran } = await serve({ mode: 'reject' });
      const answer = await ask({ query: '{ open both note { text secret } }', scopes: ['me'] });
      expect(answer.data ?? null).toBeNull();
      expect(codesIn(answer)).toEqual({ both: 'FORBIDDEN', 'note.secret': 'FORBIDDEN' });
      expect(ran.size).toBe(0);
      expect(await ask({ query: '{ open both }', scopes: ['c'] })).toEqual({ data: { open: 'open', both: 'both' } });
    });

    test.each([
      ['a query', '{ open both note { secret } }', ['both', 'note.secret']],
      ['a wholly refused query', '{ both me }', ['both', 'me']],
      ['a mutation', 'mutation { write(text: "x") { secret } erase }', ['erase', 'write.secret']],
    ])('`dryRun` refuses nothing of %s, and tells each refusal that would have been', async (_, query, paths) => {
      const told = new Set<string>();
      const { ask } = await serve({ mode: 'dryRun', onRefusal: ({ path }) => told.add(path?.join('.') ?? '') });
      const { data, errors } = await ask({ query });
      expect(errors).toBeUndefined();
      expect(JSON.stringify(data)).not.toContain('null');
      expect([...told].sort()).toEqual(paths);
    });
  });

  describe('variables', () => {
    const search = 'query ($all: Boolean) { open search(all: $all) }';

    test.each<[string, Ask]>([
      ['a query', { query: search, variables: { all: 'yes' } }],
      [
        'a mutation',
        { query: 'mutation ($text: String!) { write(text: $text) { id } erase }', variables: { text: { all: true } } },
      ],
      [
        'a wholly refused query',
        { query: 'query ($skip: Boolean!) { both @skip(if: $skip) }', variables: { skip: 5 } },
      ],
    ])('of the wrong type give %s the error of the server, and no refusal', async (_, asked) => {
      const { ask, ran } = await serve();
      const answer = await ask(asked);
      expect(answer.data ?? null).toBeNull();
      expect(answer.errors?.map(({ message }) => message)).toEqual([
        expect.stringContaining(`Variable "$${Object.keys(asked.variables ?? {})}"`),
      ]);
      expect(Object.values(codesIn(answer))).not.toContain('UNAUTHENTICATED');
      expect(ran.size).toBe(0);
    });

    test.each<[string, Record<string, unknown>, string[]]>([
      ['true', { all: true }, ['search']],
      ['false', { all: false }, ['search']],
      ['null', { all: null }, ['search']],
      ['nothing', {}, []],
    ])('that supply a protected argument with %s are judged by it', async (_, variables, refused) => {
      const { ask } = await serve();
      const answer = await ask({ query: search, variables, scopes: [] });
      expect(Object.keys(codesIn(answer))).toEqual(refused);
      expect(answer.data).toEqual({ open: 'open', search: refused.length > 0 ? null : 'found' });
      const allowed = await ask({ query: search, variables, scopes: ['all'] });
      expect(allowed).toEqual({ data: { open: 'open', search: 'found' } });
    });

    test('that skip what is refused let the rest of a mutation run', async () => {
      const { ask, ran } = await serve();
      const query = 'mutation ($skip: Boolean!) { write(text: "x") { id } erase @skip(if: $skip) }';
      expect((await ask({ query, variables: { skip: false }, scopes: [] })).data ?? null).toBeNull();
      expect(ran.size).toBe(0);
      const answer = await ask({ query, variables: { skip: true }, scopes: [] });
      expect(answer).toEqual({ data: { write: { id: 1 } } });
    });
  });

  test.each([
    ['Open', { data: { open: 'open' } }, {}, ['Query.open']],
    ['Both', undefined, { both: 'FORBIDDEN' }, []],
    ['Write', { data: { write: { id: 1 } } }, {}, ['Mutation.write']],
    ['Erase', undefined, { erase: 'FORBIDDEN' }, []],
  ])(
    'of a document with several operations, %s is judged where it is named',
    async (operationName, data, codes, ran) => {
      const query = `
      query Open { open } query Both { both }
      mutation Write { write(text: "x") { id } } mutation Erase { write(text: "x") { id } erase }`;
      const server = await serve();
      const answer = await server.ask({ query, operationName, scopes: [] });
      if (data) expect(answer).toEqual(data);
      else expect(answer.data ?? null).toBeNull();
      expect(codesIn(answer)).toEqual(codes);
      expect(server.ran).toEqual(new Set(ran));
    },
  );

  describe('of more than 100 refusals', () => {
    test.each([
      ['that may be null', '{ list { n cost } }', (n: number) => ({ n, cost: null })],
      ['that must not be null', '{ list { n price } }', () => null],
    ])('of fields %s, 100 are told and then that there are more', async (_, query, item) => {
      const { ask, ran } = await serve();
      const answer = await ask({ query, scopes: [] });
      expect(answer.data).toEqual({ list: Array.from({ length: ITEMS }, (_, n) => item(n)) });
      expectHundredAndOne(answer);
      expect(ran).toEqual(new Set(['Query.list']));
    });

    test('of an operation that must not run, 100 are told and then that there are more', async () => {
      const { ask, ran } = await serve();
      const fields = Array.from({ length: 150 }, (_, n) => `a${n}: both`);
      const answer = await ask({ query: `{ ${fields.join(' ')} }`, scopes: [] });
      expect(answer.data ?? null).toBeNull();
      expectHundredAndOne(answer);
      expect(ran.size).toBe(0);
    });
  });

  test('what one caller may see, the next one is refused all the same', async () => {
    const { ask } = await serve();
    const query = '{ open both note { secret } }';
    const whole = { data: { open: 'open', both: 'both', note: { secret: 'secret' } } };
    const refused = { open: 'open', both: null, note: { secret: null } };
    expect(await ask({ query, scopes: ['c', 'secrets'] })).toEqual(whole);
    expect((await ask({ query, scopes: [] })).data).toEqual(refused);
    expect((await ask({ query })).data).toEqual(refused);
    expect(await ask({ query, scopes: ['c', 'secrets'] })).toEqual(whole);
  });

  test('without the adapter, the guards leak nothing', async () => {
    const { ask, ran } = await serve({}, false);
    const query = '{ open both me note { text secret } found { ... on Vault { gold } } search(all: true) }';
    const answer = await ask({ query });
    expect(answer.data).toEqual({
      open: 'open',
      both: null,
      me: null,
      note: { text: 'text', secret: null },
      found: [{}, { gold: null }],
      search: null,
    });
    expect(new Set(Object.values(codesIn(answer)))).toEqual(new Set(['UNAUTHENTICATED']));
    expect(Object.keys(codesIn(answer)).sort()).toEqual(['both', 'found.1.gold', 'me', 'note.secret', 'search']);
    expect((await ask({ query: 'mutation { erase }' })).data).toEqual({ erase: null });
    expect(ran).toEqual(new Set(['Query.open', 'Query.note', 'Query.found']));
  });
});

/** The extensions of each error, by its path. Mercurius sends list indexes as strings. */
function refusalsIn({ errors = [] }: Answer): Record<string, unknown> {
  return Object.fromEntries(errors.map(({ path, extensions }) => [path?.join('.'), extensions]));
}

function codesIn({ errors = [] }: Answer): Record<string, unknown> {
  return Object.fromEntries(errors.map(({ path, extensions }) => [path?.join('.'), extensions?.code]));
}

function expectHundredAndOne({ errors = [] }: Answer): void {
  expect(errors).toHaveLength(101);
  expect(errors.map(({ extensions }) => extensions?.moreRefusals === true).indexOf(true)).toBe(100);
  expect(errors[100]?.message).toBe('More than 100 fields are refused: the others are not listed.');
  expect(new Set(errors.map(({ extensions }) => extensions?.code))).toEqual(new Set(['FORBIDDEN']));
}

test.each(servers.filter(([name]) => name !== 'Envelop'))(
  'on %s each operation of a batch is judged by itself',
  async (_, start) => {
    const { url, ran } = await serveWith(start);
    const batch = [
      { query: '{ open both }' },
      { query: '{ both }' },
      { query: 'mutation { write(text: "x") { id } erase }' },
    ];
    const answers = await postBatch(url, batch, ['all']);
    expect(answers.map(codesIn)).toEqual([{ both: 'FORBIDDEN' }, { both: 'FORBIDDEN' }, { erase: 'FORBIDDEN' }]);
    expect(answers.map(({ data }) => data ?? null)).toEqual([{ open: 'open', both: null }, null, null]);
    expect(ran).toEqual(new Set(['Query.open']));
  },
);
