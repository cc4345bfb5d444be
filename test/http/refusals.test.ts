import { generateKeyPair, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { expectData, LOGIN, type Reply, startApp } from '../support/app.js';
import { databases } from '../support/databases.js';

/** An answer in which nothing was delivered: no `data` at all. */
function expectRefusal(reply: Reply, status: number, code: string, challenge?: string | RegExp): void {
  expect(reply.body).not.toHaveProperty('data');
  expect(reply.status).toBe(status);
  for (const error of reply.body.errors) expect(error.extensions.code).toBe(code);
  if (challenge === undefined) expect(reply.headers).not.toHaveProperty('www-authenticate');
  else
    expect(reply.headers['www-authenticate']).toEqual(
      challenge instanceof RegExp ? expect.stringMatching(challenge) : challenge,
    );
}

const createItem = 'createItem(input: { title: "Never" }) { id }';

describe.each(databases)('on $name', (database) => {
  const start = (env?: Record<string, string>) => startApp(env, database);

  describe('nobody', () => {
    test('is told the scopes to sign in for', async () => {
      const { send } = await start();
      const reply = await send('{ myItems { totalCount } }');
      expectRefusal(reply, 401, 'UNAUTHENTICATED', 'Bearer scope="items"');
      expect(reply.body.errors[0]).toMatchObject({
        path: ['myItems'],
        extensions: { requiredScopes: [['items']], missingScopes: ['items'] },
      });
    });

    test('is told all the scopes of an operation that is refused everywhere', async () => {
      const { send } = await start();
      const reply = await send('{ me { id } mine: myItems { totalCount } again: me { id } }');
      expectRefusal(reply, 401, 'UNAUTHENTICATED', 'Bearer scope="me items"');
      expect(reply.body.errors.map(({ path }: { path: string[] }) => path)).toEqual([['me'], ['mine'], ['again']]);
    });

    test('gets what is public of an operation that is refused in part', async () => {
      const { send } = await start();
      const reply = await send('{ scopes { name } me { id } }');
      expect(reply).toMatchObject({
        status: 200,
        body: { data: { me: null }, errors: [{ path: ['me'], extensions: { code: 'UNAUTHENTICATED' } }] },
      });
      expect(reply.body.data.scopes).toContainEqual({ name: 'me' });
      expect(reply.headers).not.toHaveProperty('www-authenticate');
    });

    test('is told of every refusal, whether the rest runs or not', async () => {
      const { send } = await start();
      const many = Array.from({ length: 19 }, (_, at) => `a${at}: me { id }`).join(' ');
      const partly = await send(`{ scopes { name } ${many} }`);
      expect(partly.status).toBe(200);
      expect(partly.body.data).toMatchObject({ a0: null, a18: null });
      const wholly = await send(`{ ${many} }`);
      expectRefusal(wholly, 401, 'UNAUTHENTICATED', 'Bearer scope="me"');
      for (const { errors } of [partly.body, wholly.body]) expect(errors).toHaveLength(19);
    });

    test('is refused neither __typename nor introspection', async () => {
      const { send } = await start();
      expectData(await send('{ __typename __schema { queryType { name } } }'));
    });
  });

  describe('somebody without the scope', () => {
    test('is refused with 403 and told which one is missing', async () => {
      const { send, signIn } = await start();
      const reply = await send('{ myItems { totalCount } }', { token: await signIn('alice') });
      expectRefusal(reply, 403, 'FORBIDDEN', 'Bearer error="insufficient_scope", scope="items"');
      expect(reply.body.errors[0].extensions).toEqual({
        code: 'FORBIDDEN',
        requiredScopes: [['items']],
        missingScopes: ['items'],
      });
    });

    test('keeps the data of a query that is refused in part', async () => {
      const { send, signIn } = await start();
      const query = '{ me { username } first: myItems { totalCount } second: myItems { totalCount } }';
      const reply = await send(query, { token: await signIn('alice') });
      expect(reply.status).toBe(200);
      expect(reply.body.data).toEqual({ me: { username: 'alice' }, first: null, second: null });
      expect(reply.body.errors).toMatchObject([
        { path: ['first'], extensions: { code: 'FORBIDDEN' } },
        { path: ['second'], extensions: { code: 'FORBIDDEN' } },
      ]);
      expect(reply.headers).not.toHaveProperty('www-authenticate');
    });

    test('is refused only for what @skip and @include leave in', async () => {
      const { send, signIn } = await start();
      const query = 'query ($all: Boolean!) { me { username } myItems @include(if: $all) { totalCount } }';
      const token = await signIn('alice');
      expectData(await send(query, { token, variables: { all: false } }));
      expect((await send(query, { token, variables: { all: true } })).body.errors).toHaveLength(1);
    });
  });

  describe('a mutation with any refused field', () => {
    test('runs nothing, signed in', async () => {
      const { send, signIn } = await start();
      const token = await signIn('johndoe', ['me', 'items', 'items:write']);
      const reply = await send(`mutation { ${createItem} updateProfile(input: {}) { username } }`, { token });
      expectRefusal(reply, 403, 'FORBIDDEN', 'Bearer error="insufficient_scope", scope="profile:write"');
      expect(expectData(await send('{ myItems { totalCount } }', { token })).myItems.totalCount).toBe(12);
    });

    test('runs nothing, not signed in: not even a login', async () => {
      const { send, db } = await start();
      const login = 'login(username: "johndoe", password: "wrong") { accessToken }';
      const reply = await send(`mutation { ${login} ${createItem} }`);
      expectRefusal(reply, 401, 'UNAUTHENTICATED', 'Bearer scope="items:write"');
      expect(await db.selectFrom('sign_in_attempts').selectAll().execute()).toEqual([]);
    });
  });

  describe('a bad token', () => {
    test.each([
      ['garbage', 'garbage'],
      ['three parts of garbage', 'a.b.c'],
      ['nothing', ''],
      ['padding', 'eyJhbGciOiJFUzI1NiJ9.e30=.x'],
      ['more than is ever issued', `${'a'.repeat(9_000)}.b.c`],
    ])('%s is refused, whatever was asked', async (_, token) => {
      const { send } = await start();
      for (const query of ['{ scopes { name } }', '{ me { id } }', 'mutation { __typename }', '{']) {
        expectRefusal(
          await send(query, { token }),
          401,
          'UNAUTHENTICATED',
          /^Bearer error="invalid_token", error_description="[^"]+"$/,
        );
      }
    });

    test('of another scheme is refused', async () => {
      const { send } = await start();
      const headers = { authorization: 'Basic am9obmRvZTpzZWNyZXQ=' };
      expectRefusal(await send('{ scopes { name } }', { headers }), 401, 'UNAUTHENTICATED', /invalid_token/);
    });

    test('is refused beside a good one', async () => {
      const { send, signIn } = await start();
      const good = `Bearer ${await signIn('johndoe')}`;
      const headers = { authorization: [good, good] };
      expectRefusal(await send('{ me { id } }', { headers }), 401, 'UNAUTHENTICATED', /invalid_token/);
    });

    test('is one that has expired', async () => {
      const { send, signIn, clock } = await start();
      const token = await signIn('johndoe');
      clock.advance({ minutes: 29, seconds: 59 });
      expectData(await send('{ me { id } }', { token }));
      clock.advance({ seconds: 1 });
      expectRefusal(await send('{ me { id } }', { token }), 401, 'UNAUTHENTICATED', /The token has expired/);
    });

    test('is one that somebody else has signed, even under our key’s id', async () => {
      const { send, signIn, clock } = await start();
      const [header = '', payload = ''] = (await signIn('johndoe')).split('.');
      const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      const { privateKey } = await generateKeyPair('ES256');
      const forge = (protectedHeader: Record<string, unknown>) =>
        new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...protectedHeader }).sign(privateKey);
      for (const token of [
        await forge({ kid }),
        await forge({ kid: 'ours' }),
        await forge({}),
        await forge({ kid, typ: 'JWT' }),
      ]) {
        expectRefusal(await send('{ me { id } }', { token }), 401, 'UNAUTHENTICATED', /invalid_token/);
      }
      expect(clock.time).toBe(claims.iat * 1_000);
    });

    test('is one of another issuer or for another audience, though the same key has signed it', async () => {
      const keys = JSON.stringify([await privateKey()]);
      const here = await start({ JWT_KEYS: keys });
      for (const other of [{ ISSUER: 'https://other.example' }, { AUDIENCE: 'other' }]) {
        const there = await start({ JWT_KEYS: keys, ...other });
        const reply = await here.send('{ scopes { name } }', { token: await there.signIn('johndoe') });
        expectRefusal(reply, 401, 'UNAUTHENTICATED', /unacceptable (iss|aud)/);
      }
    });
  });

  describe('sign-in attempts', () => {
    const attempt = (send: (query: string, options: object) => Promise<Reply>, username: string, password: string) =>
      send(LOGIN, { variables: { username, password } });

    test('beyond the limit are refused for a minute, even with the right password, for that account alone', async () => {
      const { send, signIn, clock } = await start({ LOGIN_LIMIT: '3' });
      for (let count = 0; count < 3; count++) {
        expectRefusal(await attempt(send, 'alice', 'wrong'), 401, 'INVALID_CREDENTIALS', 'Bearer');
      }
      clock.advance({ seconds: 20 });
      const reply = await attempt(send, 'alice', 'secret2');
      expectRefusal(reply, 429, 'RATE_LIMITED');
      expect(reply.body.errors[0].extensions.retryAfter).toBe(40);
      expect(reply.headers['retry-after']).toBe('40');
      await signIn('johndoe');
      clock.advance({ seconds: 40 });
      await signIn('alice');
    });

    test('are limited alike for a name that nobody has', async () => {
      const { send } = await start({ LOGIN_LIMIT: '1' });
      expectRefusal(await attempt(send, 'nobody', 'wrong'), 401, 'INVALID_CREDENTIALS', 'Bearer');
      expectRefusal(await attempt(send, 'nobody', 'wrong'), 429, 'RATE_LIMITED');
    });

    test('at once are no more than the limit', async () => {
      const { send } = await start({ LOGIN_LIMIT: '3' });
      const replies = await Promise.all(Array.from({ length: 12 }, () => attempt(send, 'alice', 'wrong')));
      expect(replies.filter(({ status }) => status === 401)).toHaveLength(3);
      expect(replies.filter(({ status }) => status === 429)).toHaveLength(9);
    });

    test('start anew after a right password', async () => {
      const { send, signIn } = await start({ LOGIN_LIMIT: '2' });
      for (let round = 0; round < 3; round++) {
        await attempt(send, 'alice', 'wrong');
        await signIn('alice');
      }
    });
  });

  test('an unexpected error tells nothing but a request id', async () => {
    const { send, signIn, db } = await start();
    const token = await signIn('johndoe');
    await db.schema.alterTable('items').renameTo('things').execute();
    const alone = await send('{ myItems { totalCount } }', { token });
    expectRefusal(alone, 500, 'INTERNAL_SERVER_ERROR');
    expect(alone.body.errors).toEqual([
      {
        message: 'Internal server error.',
        locations: [{ line: 1, column: 3 }],
        path: ['myItems'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: alone.headers['x-request-id'] },
      },
    ]);
    const beside = await send('{ me { username } myItems { totalCount } }', { token });
    expect(beside).toMatchObject({ status: 200, body: { data: { me: { username: 'johndoe' }, myItems: null } } });
  });

  test('an unexpected error while finding out who is asking tells nothing either', async () => {
    const { send, signIn, db } = await start();
    const token = await signIn('johndoe');
    await db.schema.alterTable('accounts').renameTo('people').execute();
    const reply = await send('{ scopes { name } }', { token });
    expectRefusal(reply, 500, 'INTERNAL_SERVER_ERROR');
    expect(reply.body.errors[0]).toEqual({
      message: 'Internal server error.',
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: reply.headers['x-request-id'] },
    });
  });
});

async function privateKey() {
  const { exportJWK } = await import('jose');
  return exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey);
}
