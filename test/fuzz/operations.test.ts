import fc, { type Arbitrary } from 'fast-check';
import { Lexer, Source, TokenKind } from 'graphql';
import { expect, test } from 'vitest';
import { expectGraphQL, expectTellsNothing, FUZZ_TIMEOUT, fuzz, startFuzzed } from '../support/fuzz.js';
import { jsonText, place } from '../support/mutate.js';

// What ends johndoe's own session, or changes his password, is not among them: the rest would be asked by nobody.

const queries = [
  '{ scopes { name description } sessions { id createdAt client isCurrent } __typename }',
  '{ me { id username fullName email profilePicture roles } }',
  'query A($first: PositiveInt = 2, $after: String) { myItems(first: $first, after: $after) { nodes { id title owner { username } } edges { cursor node { ...I } } pageInfo { hasNextPage endCursor } totalCount } } fragment I on Item { id createdAt }',
  'query ($id: ID!) { item(id: $id) { id title } b: item(id: "x") @skip(if: false) { id } }',
  'query ($u: Username!) { profile(username: $u) { username fullName profilePicture } }',
  'query ($f: AuditFilter) { auditEvents(first: 3, filter: $f) { nodes { __typename id at ... on SignedIn { method scopes } ... on RolesChanged { before after } } totalCount } }',
  'query ($s: String) { accounts(first: 2, search: $s) { nodes { id email machineSecrets { id lastUsedAt } } } account(id: "a") { kind } }',
  'mutation ($input: CreateItemInput!) { createItem(input: $input) { id title } }',
  'mutation ($id: ID!, $title: String) { updateItem(id: $id, input: { title: $title }) { title } deleteItem(id: $id) }',
  'mutation ($i: UpdateProfileInput!) { updateProfile(input: $i) { username fullName } }',
  'mutation ($u: String!, $p: String!, $s: [Scope!]) { login(username: $u, password: $p, scopes: $s) { accessToken scopes } }',
  'mutation ($t: String!) { refresh(refreshToken: $t) { accessToken } loginMachine(clientId: "m", clientSecret: $t) { scopes } }',
  'mutation ($r: String!) { assumeRole(role: "admin", reason: $r, seconds: 900) { scopes } }',
  'mutation ($id: ID!) { revokeSession(id: $id) disableAccount(id: $id) { id } setAccountRoles(id: $id, roles: ["user"]) { roles } }',
  'mutation ($input: CreateAccountInput!) { createAccount(input: $input) { id } addMachineSecret(id: "a") { clientSecret } }',
  'query ($n: String!) { __type(name: $n) { name fields(includeDeprecated: true) { name type { ofType { name } } } } __schema { directives { name } } }',
];

const odd = [
  ...['"\\uD800"', '"\\u0000"', '"""a"""', '""', '1e400', '-0', '99999999999999999999', '0.5', 'null', 'true', '[]'],
  ...['{}', '{a: {a: 1}}', '[[[[1]]]]', '...', '@include(if: $x)', '@public', '@requiresScopes(scopes: ["me"])'],
  ...[
    '__typename',
    '__schema',
    '__proto__',
    'constructor',
    'toString',
    '$x',
    'subscription',
    'extend',
    '\u0000',
    '\uFEFF',
  ],
  ...[
    '{ ...F }',
    'fragment F on Query { ...F }',
    '... on Query { scopes { name } }',
    'type',
    'Query',
    '"johndoe"',
    ',',
  ],
];

function tokensOf(query: string): string[] {
  const lexer = new Lexer(new Source(query));
  const tokens: string[] = [];
  while (lexer.advance().kind !== TokenKind.EOF) tokens.push(query.slice(lexer.token.start, lexer.token.end));
  return tokens;
}

const corpus = queries.map(tokensOf);
const token = fc.constantFrom(...odd, ...new Set(corpus.flat()));
const size = fc.oneof({ weight: 20, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(3_000) });

type Change = (tokens: string[]) => string[];

/** Puts other tokens in the place of some. */
const replacing = (place: number, count: number, others: readonly string[]): Change => {
  return (tokens) => tokens.toSpliced(Math.floor(place * tokens.length), count, ...others);
};

const changes: Arbitrary<Change> = fc.oneof(
  fc.tuple(place, fc.nat(3), fc.array(token, { maxLength: 3 })).map((all) => replacing(...all)),
  fc.tuple(place, fc.nat(3), fc.constantFrom(...corpus)).map((all) => replacing(...all)),
  fc.tuple(place, token, size).map(([place, one, times]) => replacing(place, 0, Array(times).fill(one))),
  fc
    .tuple(
      fc.constantFrom('{ me', '{ ... {', '[', '{ a:', '( a:', '... {'),
      fc.constantFrom('}', ']', ')'),
      size,
      place,
    )
    .map(([open, close, depth, place]) =>
      replacing(place, 1, [...Array(depth).fill(open), 'x', ...Array(depth).fill(close)]),
    ),
  fc.tuple(place, place, fc.nat(30)).map(
    ([from, to, count]): Change =>
      (tokens) => {
        const piece = tokens.slice(Math.floor(from * tokens.length)).slice(0, count);
        return replacing(to, 0, piece)(tokens);
      },
  ),
);

const query = fc
  .tuple(fc.constantFrom(...corpus), fc.array(changes, { maxLength: 3 }))
  .map(([tokens, all]) => all.reduce((changed, change) => change(changed), tokens).join(' '));

const someId = '"00000000-0000-4000-8000-000000000000"';

/** What each variable is in the operations as they are. */
const good: Record<string, string> = {
  ...{
    first: '3',
    after: '"a"',
    id: someId,
    u: '"johndoe"',
    p: '"wrong"',
    s: 'null',
    t: '"a"',
    r: '"Why"',
    n: '"Item"',
  },
  ...{
    title: '"Foo"',
    input: '{"title":"Foo"}',
    i: '{"fullName":"A\\ud800"}',
    f: '{"kinds":["SignedIn"],"actor":"a"}',
  },
};
const value = (name: string) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(good[name]) },
    jsonText,
    fc.constantFrom(undefined, ...Object.values(good)),
  );
const variables = fc
  .tuple(...Object.keys(good).map((name) => value(name).map((json) => (json === undefined ? [] : `"${name}":${json}`))))
  .map((members) => `{${members.flat().join(',')}}`);

const operation = fc.record({ query, variables, asks: fc.constantFrom('nobody', 'johndoe', 'admin') });

test(
  'whatever the operation is, it is answered or refused, and tells nobody what is another’s',
  async () => {
    const target = await startFuzzed();
    const tokens = { johndoe: await target.signIn('johndoe'), admin: await target.signIn('admin') };
    const statuses = new Map<number, number>();
    await fuzz(target, fc.array(operation, { minLength: 1, maxLength: 8 }), async (operations) => {
      const answers = operations.map(async ({ query, variables, asks }) => {
        const token = asks === 'nobody' ? undefined : tokens[asks as keyof typeof tokens];
        const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
        const answer = await target.post(`{"query":${JSON.stringify(query)},"variables":${variables}}`, headers);
        expectTellsNothing(answer, asks === 'admin' ? [] : target.notForJohndoe);
        expectGraphQL(answer);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      });
      await Promise.all(answers);
    });
    console.log(Object.fromEntries(statuses));
    expect(statuses.get(200)).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);
