import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectGraphQL, expectTellsNothing, FUZZ_TIMEOUT, fuzz, startFuzzed } from '../support/fuzz.js';
import { bytesOf, jsonText, mutated } from '../support/mutate.js';

const valid = [
  '{"query":"{ scopes { name } }"}',
  '{"query":"query A($first: PositiveInt) { myItems(first: $first) { totalCount } }","operationName":"A","variables":{"first":5}}',
  '{"query":"mutation ($u: String!, $p: String!) { login(username: $u, password: $p) { scopes } }","variables":{"u":"johndoe","p":"wrong"}}',
  '{"query":"{ __typename }","operationName":null,"variables":null,"extensions":{"some":["thing",1,null]}}',
  '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38"}}}',
];

const parameter = fc.constantFrom('query', 'variables', 'operationName', 'extensions', '__proto__', 'toString', 'x');
const value = fc.oneof(jsonText, fc.constantFrom('"{ scopes { name } }"', '"query A { __typename }"', '"A"'));
const object = fc
  .array(fc.tuple(parameter, value), { maxLength: 5 })
  .map((members) => `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`);

const body = fc.oneof(
  fc.constantFrom(...valid),
  mutated(valid),
  object,
  fc.array(object, { maxLength: 3 }).map((all) => `[${all}]`),
  jsonText,
);
const type = fc.constantFrom(
  'application/json',
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=utf-16',
  'application/json; charset="',
  'application/graphql',
  'application/graphql-response+json',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'Application/JSON;;;',
  '/',
);
const accept = fc.constantFrom('*/*', 'application/json', 'application/graphql-response+json', 'image/png', ',;q=', '');

test(
  'whatever the body is, it is answered in GraphQL, and tells nothing',
  async () => {
    const target = await startFuzzed();
    const token = await target.signIn('johndoe');
    const request = fc.record({ body, type, accept });
    const statuses = new Set<number>();
    await fuzz(target, fc.array(request, { minLength: 1, maxLength: 8 }), async (requests) => {
      const answers = requests.map(({ body, type, accept }) =>
        target.post(bytesOf(body), { authorization: `Bearer ${token}`, 'content-type': type, accept }),
      );
      for (const answer of await Promise.all(answers)) {
        expectTellsNothing(answer, target.notForJohndoe);
        expectGraphQL(answer);
        statuses.add(answer.status);
      }
    });
    expect([...statuses]).toContain(200);
  },
  FUZZ_TIMEOUT,
);
