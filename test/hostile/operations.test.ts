import { getIntrospectionQuery } from 'graphql';
import { describe, expect, test } from 'vitest';
import { expectRefusal, startTarget, type Told } from '../support/hostile.js';

const many = (count: number, each: (n: number) => string) => Array.from({ length: count }, (_, n) => each(n)).join(' ');
const nest = (count: number, open: string, inner: string, close: string) =>
  `${open.repeat(count)}${inner}${close.repeat(count)}`;
const fragments = (count: number, on: string, body: (n: number) => string, last: string) =>
  `${many(count, (n) => `fragment F${n} on ${on} { ${body(n)} }`)} fragment F${count} on ${on} { ${last} }`;
const item = 'nodes { id title owner { username fullName profilePicture } }';

interface Case {
  query: string;
  variables?: object;
  code?: string;
  limit?: string;
}

const cases: Record<string, Case> = {
  'more tokens than a document may have': { query: `{ ${many(5_000, () => 'a')} }`, code: 'GRAPHQL_PARSE_FAILED' },
  'fields in fields in fields': { query: nest(1_300, '{a', '{b}', '}'), limit: 'depth' },
  'fields in fields, a little too deep': { query: `{ ${nest(16, 'a {', 'b', '}')} }`, limit: 'depth' },
  'inline fragments in inline fragments': { query: nest(1_300, '{...', '{scopes{name}}', '}'), limit: 'depth' },
  'fragments that add up to a depth': {
    query: `{ ...F0 } ${fragments(20, 'Query', (n) => `a { ...F${n + 1} }`, 'b')}`,
    limit: 'depth',
  },
  'lists in lists in an argument': {
    query: `{ profile(username: ${nest(1_900, '[', '1', ']')}) { username } }`,
    limit: 'depth',
  },
  'lists in lists without an end': {
    query: `{ profile(username: ${'['.repeat(3_900)}`,
    code: 'GRAPHQL_PARSE_FAILED',
  },
  'objects in objects in a default': {
    query: `query ($a: String = ${nest(900, '{a:', '1', '}')}) { scopes { name } }`,
    limit: 'depth',
  },
  'a field under many aliases': { query: `{ ${many(31, (n) => `a${n}:scopes{name}`)} }`, limit: 'aliases' },
  'a leaf under many aliases': { query: `{ scopes { ${many(31, (n) => `a${n}:name`)} } }`, limit: 'aliases' },
  'aliases that add up by fragments': {
    query: `{ a: scopes { ...F0 } b: scopes { ...F0 } } fragment F0 on ScopeInfo { ${many(15, (n) => `a${n}:name`)} }`,
    limit: 'aliases',
  },
  'an alias that an answer would repeat': { query: `{ scopes { ${'a'.repeat(100_000)}: name } }`, limit: 'name' },
  'a variable that every error would repeat': {
    query: `query ($${'a'.repeat(100_000)}: [Scope!]) { scopes { name } }`,
    limit: 'name',
  },
  'an argument that every value in it would repeat': {
    query: `mutation { login(username: 1, a: { ${'A'.repeat(200_000)}: [${'1 '.repeat(3_900)}] }) { scopes } }`,
    limit: 'name',
  },
  'lines that would be counted for every fault': {
    query: `${'\n'.repeat(100_000)}{ scopes { ${many(400, (n) => `a${n}`)} } }`,
    limit: 'lines',
  },
  'searches that look at every account': {
    query: `{ ${many(5, (n) => `a${n}: accounts(search: "a") { totalCount }`)} }`,
    limit: 'cost',
  },
  'many root fields': { query: `{ ${many(21, () => 'scopes{name}')} }`, limit: 'rootFields' },
  'many root fields by fragments': {
    query: `{ ...F0 ...F0 ...F0 } fragment F0 on Query { ${many(8, () => 'scopes{name}')} }`,
    limit: 'rootFields',
  },
  'many directives': {
    query: `{ scopes { ${many(51, () => 'name @include(if: true)')} } }`,
    limit: 'directives',
  },
  'many directives at one place': { query: `{ scopes { name ${many(900, () => '@a')} } }`, limit: 'directives' },
  'many directives on the operation': {
    query: `query ${many(51, () => '@a')} { scopes { name } }`,
    limit: 'directives',
  },
  'many directives on variables': {
    query: `query (${many(60, (n) => `$v${n}: Int @a`)}) { scopes { name } }`,
    limit: 'directives',
  },
  'many directives on a fragment': {
    query: `{ ...F } fragment F on Query ${many(60, () => '@a')} { scopes { name } }`,
    limit: 'directives',
  },
  'lists in lists in a directive': {
    query: `{ scopes { name @include(if: ${nest(1_900, '[', '1', ']')}) } }`,
    limit: 'depth',
  },
  'one field again and again': { query: `{ scopes { ${many(3_900, () => 'name')} } }`, limit: 'fields' },
  'fields that conflict': {
    query: `{ myItems { nodes { ${many(700, (n) => `x:${n % 2 ? 'id' : 'title'}`)} } } }`,
    limit: 'fields',
  },
  'fragments in a circle': {
    query: `{ ...F0 } ${many(100, (n) => `fragment F${n} on Query { ...F${(n + 1) % 100} ...F${(n + 7) % 100} }`)}`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'a fragment that is its own': {
    query: '{ ...F } fragment F on Query { scopes { name } ...F }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'fragments that fan out to 2 to the power of 300': {
    query: `{ ...F0 } ${fragments(300, 'Query', (n) => `...F${n + 1} ...F${n + 1}`, 'scopes { name }')}`,
    limit: 'fields',
  },
  'fragments that fan out in what they nest': {
    query: `{ __schema { ...F0 } } ${fragments(8, '__Schema', (n) => `types { ...G${n} } ...F${n + 1} ...F${n + 1}`, 'types { name }')} ${many(8, (n) => `fragment G${n} on __Type { name fields { name } }`)}`,
    limit: 'fields',
  },
  'many fragments that are compared with each other, and that nothing uses': {
    query: `{ scopes { name } } fragment G on Query { ${many(300, (n) => `...F${n}`)} } ${many(300, (n) => `fragment F${n} on Query { scopes { name } }`)}`,
    limit: 'fields',
  },
  'many operations in one document': {
    query: many(700, (n) => `query Q${n} { a${n} }`),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'many variables': {
    query: `query (${many(990, (n) => `$v${n}: Strin`)}) { scopes { name } }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'the schema of the schema of the schema': {
    query: `{ __schema { types { ${nest(4, 'fields { type {', 'name', '} }')} } } }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'the schema many times over': {
    query: `{ __schema { types { ${many(10, (n) => `a${n}: fields { ${many(2, (m) => `b${n}${m}: args { name type { name ofType { fields { name args { name } } } } }`)} }`)} } } }`,
    limit: 'cost',
  },
  'a large page of large values': {
    query: `{ myItems(first: 100) { nodes { owner { ${many(20, (n) => `a${n}: profilePicture`)} } } } }`,
    limit: 'cost',
  },
  'a large page that a variable asks for': {
    query: `query ($n: PositiveInt) { ${many(10, (n) => `a${n}: myItems(first: $n) { ${item} edges { node { id title owner { fullName } } } }`)} }`,
    variables: { n: 100 },
    limit: 'cost',
  },
  'a large page that the default of a variable asks for': {
    query: `query ($n: PositiveInt = 100) { ${many(10, (n) => `a${n}: myItems(first: $n) { ${item} ...F }`)} }
      fragment F on ItemConnection { edges { node { id title owner { fullName } } } }`,
    limit: 'cost',
  },
  'pages in a fragment, one of which is large': {
    query: `{ ${many(10, (n) => `a${n}: myItems(first: ${n === 0 ? 1 : 100}) { ...F }`)} } fragment F on ItemConnection { ${item} }`,
    limit: 'cost',
  },
  'two sign-ins': {
    query:
      'mutation { a: login(username: "a", password: "b") { scopes } b: login(username: "a", password: "c") { scopes } }',
    limit: 'signIns',
  },
  'two sign-ins of different kinds': {
    query:
      'mutation { login(username: "a", password: "b") { scopes } loginMachine(clientId: "a", clientSecret: "c") { scopes } }',
    limit: 'signIns',
  },
  'a sign-in and a change of the password': {
    query: 'mutation { login(username: "a", password: "b") { scopes } changePassword(current: "a", new: "b") }',
    limit: 'signIns',
  },
  'a sign-in in a fragment, and one inline': {
    query: `mutation { ...F ... { login(username: "a", password: "b") { scopes } } }
      fragment F on Mutation { a: login(username: "a", password: "c") { scopes } }`,
    limit: 'signIns',
  },
  'a sign-in in a fragment that is used twice': {
    query: 'mutation { ...F ...F } fragment F on Mutation { a: login(username: "a", password: "c") { scopes } }',
    limit: 'signIns',
  },
  'a sign-in of which a condition may choose one': {
    query: `mutation ($x: Boolean!) { a: login(username: "a", password: "b") @include(if: $x) { scopes }
      b: login(username: "a", password: "c") @skip(if: $x) { scopes } }`,
    variables: { x: true },
    limit: 'signIns',
  },
};

/** What must go on working. */
const answered: Record<string, string> = {
  'the introspection of explorers': getIntrospectionQuery({
    schemaDescription: true,
    oneOf: true,
    specifiedByUrl: true,
  }),
  'the largest page': `{ myItems(first: 100) { ${item} edges { cursor node { id } } pageInfo { endCursor } totalCount } }`,
  'sixteen levels': `{ __schema { queryType { ${nest(13, 'ofType { ', 'name', ' }')} } } }`,
  'thirty aliases': `{ scopes { ${many(30, (n) => `a${n}: name`)} } }`,
  'one sign-in beside something else':
    'mutation { login(username: "alice", password: "secret2") { scopes } createItem(input: { title: "x" }) { id } }',
};

const codesIn = ({ body }: Told): string[] =>
  body.errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code);

describe('an operation', () => {
  test.each(Object.entries(cases))(
    'with %s is refused, looks at no password, and others are served',
    async (_, { query, variables, code, limit }) => {
      const target = await startTarget();
      const told = await target.ask(query, variables, await target.signIn('johndoe'));
      expectRefusal(told, 400);
      const causes = told.body.errors.map(({ extensions }: { extensions: object }) => extensions);
      expect(causes).toContainEqual(limit ? { code: 'OPERATION_TOO_LARGE', limit } : expect.objectContaining({ code }));
      // What is too large is taken away from all other rules.
      if (limit) expect(new Set(codesIn(told))).toEqual(new Set(['OPERATION_TOO_LARGE']));
      await target.expectCanary();
      expect(await target.db.selectFrom('sign_in_attempts').selectAll().where('attempts', '>', 0).execute()).toEqual(
        [],
      );
    },
  );

  test.each(Object.entries(answered))('with %s is answered', async (_, query) => {
    const target = await startTarget();
    const { status, body } = await target.ask(query, undefined, await target.signIn('johndoe'));
    expect([status, body.errors]).toEqual([200, undefined]);
  });
});
