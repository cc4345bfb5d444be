import { describe, expect, test } from 'vitest';
import { LOGIN, startApp } from '../support/app.js';

const everything = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { username } }`;

/** What is wrong with the variables: where, and in which words. */
const variableCases: [string, string, Record<string, unknown>, string, RegExp][] = [
  ['a bad e-mail address', everything, { input: { email: 'nope' } }, 'input.email', /not a valid email address/],
  ['a number for an e-mail address', everything, { input: { email: 5 } }, 'input.email', /not string/],
  [
    'a URL that runs as a script',
    everything,
    { input: { profilePicture: 'javascript:alert(1)' } },
    'input.profilePicture',
    /begins with https/,
  ],
  ['what is no URL', everything, { input: { profilePicture: 'picture' } }, 'input.profilePicture', /absolute URL/],
  ['a field that is not there', everything, { input: { fullname: 'x' } }, 'input', /Did you mean "fullName"/],
  ['a list for an object', everything, { input: [] }, 'input', /UpdateProfileInput/],
  ['nothing for what is required', everything, {}, 'input', /expected UpdateProfileInput!, found nothing/],
  ['null for what is required', everything, { input: null }, 'input', /not to be null/],
  [
    'a user name with a capital',
    'query ($name: Username!) { profile(username: $name) { username } }',
    { name: 'Alice' },
    'name',
    /lower-case/,
  ],
  ['zero', 'query ($n: PositiveInt) { myItems(first: $n) { totalCount } }', { n: 0 }, 'n', /positive/],
  ['a fraction', 'query ($n: PositiveInt) { myItems(first: $n) { totalCount } }', { n: 1.5 }, 'n', /whole number/],
  [
    'a number in a string',
    'query ($n: PositiveInt) { myItems(first: $n) { totalCount } }',
    { n: '5' },
    'n',
    /whole number/,
  ],
  [
    'a scope with a slip',
    LOGIN,
    { username: 'a', password: 'b', scopes: ['me', 'itms'] },
    'scopes.1',
    /Did you mean "items"/,
  ],
  ['a password that is a number', LOGIN, { username: 'a', password: 1 }, 'password', /String cannot represent/],
  [
    'a URL with a password',
    everything,
    { input: { profilePicture: 'https://u:p@example.com/' } },
    'input.profilePicture',
    /without a password/,
  ],
  [
    'a URL that grows too long',
    everything,
    { input: { profilePicture: `https://example.com/${'é'.repeat(1_000)}` } },
    'input.profilePicture',
    /2048 characters/,
  ],
  [
    'an e-mail address that nobody can deliver to',
    everything,
    { input: { email: `${'a'.repeat(250)}@example.com` } },
    'input.email',
    /254 characters/,
  ],
];

const literalCases: [string, string, string, RegExp][] = [
  [
    'a bad e-mail address',
    'mutation { updateProfile(input: { email: "nope" }) { username } }',
    'input.email',
    /not a valid email address/,
  ],
  ['zero', '{ myItems(first: 0) { totalCount } }', 'first', /positive/],
  ['a string for a number', '{ myItems(first: "5") { totalCount } }', 'first', /PositiveInt|integers/],
  [
    'a scope with a slip',
    'mutation { login(username: "a", password: "b", scopes: ["itmes"]) { accessToken } }',
    'scopes',
    /Did you mean "items"/,
  ],
  [
    'a field that is not there',
    'mutation { updateProfile(input: { fullname: "x" }) { username } }',
    'input.fullname',
    /Did you mean "fullName"/,
  ],
  ['a number for a string', 'mutation { createItem(input: { title: 5 }) { id } }', 'input.title', /String/],
  ['a required field left out', 'mutation { createItem(input: {}) { id } }', 'input', /CreateItemInput.title/],
];

describe('a variable', () => {
  test.each(variableCases)(
    'holding %s is a 400 that says where and what',
    async (_, query, variables, inputPath, expected) => {
      const { send, signIn } = await startApp();
      const reply = await send(query, { variables, token: await signIn('johndoe') });
      expect(reply).toMatchObject({
        status: 400,
        body: { errors: [{ extensions: { code: 'BAD_USER_INPUT', inputPath } }] },
      });
      expect(reply.body).not.toHaveProperty('data');
      expect(reply.body.errors[0].message).toContain(`$${inputPath}`);
      expect(reply.body.errors[0].message).toMatch(expected);
    },
  );

  test('with several faults is told of all of them at once', async () => {
    const { send } = await startApp();
    const variables = { input: { email: 'nope', profilePicture: 'nope', fullName: 5 } };
    const { body } = await send(everything, { variables });
    const paths = body.errors.map(({ extensions }: { extensions: { inputPath: string } }) => extensions.inputPath);
    expect(paths.toSorted()).toEqual(['input.email', 'input.fullName', 'input.profilePicture']);
  });

  test('with very many faults is told of fifty', async () => {
    const { send } = await startApp();
    const variables = { username: 'a', password: 'b', scopes: Array.from({ length: 5_000 }, () => 'itemz') };
    const { status, body } = await send(LOGIN, { variables });
    expect(status).toBe(400);
    expect(body.errors).toHaveLength(50);
  });

  test('that is wrong by its default says so', async () => {
    const { send } = await startApp();
    const { status, body } = await send('query ($n: PositiveInt = 0) { myItems(first: $n) { totalCount } }');
    expect(status).toBe(400);
    expect(body.errors[0]).toMatchObject({
      message: expect.stringMatching(/^Variable "\$n": .*positive/),
      extensions: { code: 'BAD_USER_INPUT', inputPath: 'n' },
    });
  });

  test('that is null counts as left out, where there is a default', async () => {
    const { send, signIn } = await startApp();
    const query = 'query ($n: PositiveInt) { myItems(first: $n) { nodes { id } } }';
    const reply = await send(query, { variables: { n: null }, token: await signIn('johndoe') });
    expect(reply.body.data.myItems.nodes).toHaveLength(12);
  });

  test('that is wrong is told before a missing scope is', async () => {
    const { send } = await startApp();
    expect(await send(everything, { variables: { input: { email: 'nope' } } })).toMatchObject({ status: 400 });
  });
});

describe('an argument', () => {
  test.each(literalCases)('holding %s is a 400 that says where and what', async (_, query, inputPath, expected) => {
    const { send, signIn } = await startApp();
    const reply = await send(query, { token: await signIn('johndoe') });
    expect(reply).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'BAD_USER_INPUT', inputPath } }] },
    });
    expect(reply.body.errors[0].message).toContain(`"${inputPath}"`);
    expect(reply.body.errors[0].message).toMatch(expected);
  });

  test('that is null by a variable, where it must not be, is the client’s fault', async () => {
    const { send, signIn } = await startApp();
    const query = 'mutation ($id: ID = "x") { deleteItem(id: $id) }';
    const reply = await send(query, { variables: { id: null }, token: await signIn('johndoe') });
    expect(reply).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'BAD_USER_INPUT', inputPath: 'id' } }] },
    });
  });
});

describe('an operation', () => {
  test.each([
    ['with a syntax error', '{', 'GRAPHQL_PARSE_FAILED'],
    ['with an unknown field', '{ nope }', 'GRAPHQL_VALIDATION_FAILED'],
    ['with an unknown variable', '{ myItems(first: $n) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['of which there is none', 'fragment F on Query { __typename }', undefined],
    ['that is empty', '', 'BAD_REQUEST'],
    ['of a type that there is not', 'subscription { x }', 'OPERATION_RESOLUTION_FAILURE'],
    ['of too many tokens', `{ ${'a '.repeat(10_000)} }`, 'GRAPHQL_PARSE_FAILED'],
  ])('%s is a 400', async (_, query, code) => {
    const { send } = await startApp();
    const reply = await send(query);
    expect(reply.status).toBe(400);
    if (code) expect(reply.body.errors[0].extensions.code).toBe(code);
    expect(reply.body.errors[0].extensions).not.toHaveProperty('stacktrace');
  });
});
