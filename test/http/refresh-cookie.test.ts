import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { expectData, expectError, LOGIN, type Reply, startApp, type TestApp } from '../support/app.js';
import { databases, sqlite } from '../support/databases.js';

const REFRESH = 'mutation { refresh { accessToken refreshToken scopes } }';

const setCookie = ({ headers }: Reply) => headers['set-cookie'] as string | undefined;

/** What a browser sends back of what an answer has set. */
function cookieOf(reply: Reply): string {
  const [pair = ''] = setCookie(reply)?.split(';') ?? [];
  if (!pair) throw new Error('The answer sets no cookie.');
  return pair;
}

const signIn = async (app: TestApp) =>
  app.send(LOGIN, { variables: { username: 'johndoe', password: 'secret', scopes: ['me'] } });

describe.each(databases)('with REFRESH_COOKIE on, on $name', (database) => {
  const start = (env: Record<string, string> = {}) => startApp({ REFRESH_COOKIE: 'on', ...env }, database);

  test('a sign-in puts the refresh token into a cookie that no script can read, and not into the answer', async () => {
    const app = await start({ SESSION_DAYS: '7' });
    const reply = await signIn(app);
    expect(expectData(reply).login).toMatchObject({ refreshToken: null, scopes: ['me'] });
    expect(setCookie(reply)).toMatch(
      /^__Host-refresh=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  test('refresh takes the cookie, gives the next one, and leaves the session as long as it was', async () => {
    const app = await start({ SESSION_DAYS: '7' });
    const first = await signIn(app);
    app.clock.advance({ days: 2 });
    const next = await app.send(REFRESH, { headers: { cookie: cookieOf(first) } });
    const { accessToken, refreshToken, scopes } = expectData(next).refresh;
    expect({ refreshToken, scopes }).toEqual({ refreshToken: null, scopes: ['me'] });
    expectData(await app.send('{ me { username } }', { token: accessToken }));
    expect(cookieOf(next)).not.toBe(cookieOf(first));
    expect(setCookie(next)).toContain('; Max-Age=432000;');
  });

  test('a cookie that is shown again after its grace ends the session', async () => {
    const app = await start();
    const first = await signIn(app);
    const next = await app.send(REFRESH, { headers: { cookie: cookieOf(first) } });
    app.clock.advance({ seconds: 11 });
    expectError(await app.send(REFRESH, { headers: { cookie: cookieOf(first) } }), 401, 'INVALID_REFRESH_TOKEN');
    expectError(await app.send(REFRESH, { headers: { cookie: cookieOf(next) } }), 401, 'INVALID_REFRESH_TOKEN');
  });

  test('signing out takes the cookie away', async () => {
    const app = await start();
    const first = await signIn(app);
    const { accessToken: token } = expectData(first).login;
    const reply = await app.send('mutation { logout }', { token, headers: { cookie: cookieOf(first) } });
    expect(setCookie(reply)).toBe('__Host-refresh=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict');
  });

  test('revoking its session takes the cookie away, and that of another one does not', async () => {
    const app = await start();
    const [first, second] = [await signIn(app), await signIn(app)];
    const headers = { cookie: cookieOf(second) };
    const { accessToken: token } = expectData(second).login;
    const revoke = async (reply: Reply) => {
      const { sid } = decodeJwt(expectData(reply).login.accessToken);
      return app.send(`mutation { revokeSession(id: "${sid}") }`, { token, headers });
    };
    expect(setCookie(await revoke(first))).toBeUndefined();
    expect(setCookie(await revoke(second))).toContain('Max-Age=0');
  });

  test('signing out leaves the cookie of another session that goes on', async () => {
    const app = await start();
    const { accessToken } = expectData(await signIn(app)).login;
    const others = cookieOf(await app.send(LOGIN, { variables: { username: 'alice', password: 'secret2' } }));
    for (const everywhere of [false, true]) {
      const logout = `mutation { logout(everywhere: ${everywhere}) }`;
      const { accessToken: token } = everywhere ? expectData(await signIn(app)).login : { accessToken };
      const reply = await app.send(logout, { token, headers: { cookie: others } });
      expect(expectData(reply)).toEqual({ logout: true });
      expect(setCookie(reply)).toBeUndefined();
    }
    expectData(await app.send(REFRESH, { headers: { cookie: others } }));
  });

  test('signing out leaves the cookie that a sign-in beside it has set', async () => {
    const app = await start();
    const first = await signIn(app);
    const both = 'mutation { login(username: "alice", password: "secret2") { scopes } logout(everywhere: true) }';
    const { accessToken: token } = expectData(first).login;
    const reply = await app.send(both, { token, headers: { cookie: cookieOf(first) } });
    expectData(await app.send(REFRESH, { headers: { cookie: cookieOf(reply) } }));
  });

  test('giving a temporary role back leaves the cookie, as its session goes on', async () => {
    const app = await start();
    const first = await app.send(LOGIN, { variables: { username: 'developer', password: 'secret4' } });
    const headers = { cookie: cookieOf(first) };
    const { accessToken: token } = expectData(first).login;
    const assume = async () => {
      const reply = await app.send('mutation { assumeRole(role: "admin", reason: "Ticket 1") { accessToken } }', {
        token,
      });
      expect(setCookie(reply)).toBeUndefined();
      return expectData(reply).assumeRole.accessToken;
    };
    expect(setCookie(await app.send('mutation { logout }', { token: await assume(), headers }))).toBeUndefined();
    const everywhere = await app.send('mutation { logout(everywhere: true) }', { token: await assume(), headers });
    expect(setCookie(everywhere)).toContain('Max-Age=0');
  });
});

describe('a request that a page of somebody else sends', () => {
  const start = async (env: Record<string, string> = {}) => {
    const app = await startApp({ REFRESH_COOKIE: 'on', ...env });
    const cookie = cookieOf(await signIn(app));
    return {
      app,
      cookie,
      send: (headers: Record<string, string>) => app.send(REFRESH, { headers: { cookie, ...headers } }),
    };
  };

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['of another site', { origin: 'https://evil.example' }, {}],
    ['of another site, which says so', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, {}],
    [
      'of a neighbour under one domain',
      { origin: 'https://evil.example.org', 'sec-fetch-site': 'same-site' },
      { CORS_ORIGINS: 'https://app.example.org' },
    ],
    ['without an origin of its own', { origin: 'null', 'sec-fetch-site': 'cross-site' }, {}],
  ])('%s counts as one without the cookie', async (_, headers, env) => {
    const { send } = await start(env);
    const reply = await send(headers);
    expectError(reply, 401, 'INVALID_REFRESH_TOKEN');
    expect(reply.headers).not.toHaveProperty('access-control-allow-origin');
    // Nothing was spent: its owner goes on.
    expectData(await send({}));
  });

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['of this server itself', { origin: 'http://localhost:80', 'sec-fetch-site': 'same-origin' }, {}],
    [
      'of this server itself behind a proxy',
      { origin: 'https://api.example.org', 'sec-fetch-site': 'same-origin' },
      {},
    ],
    [
      'of an origin that is listed',
      { origin: 'https://app.example.org', 'sec-fetch-site': 'same-site' },
      { CORS_ORIGINS: 'https://app.example.org' },
    ],
    ['of a frontend in development', { origin: 'http://localhost:5173', 'sec-fetch-site': 'same-site' }, {}],
    ['of no browser', {}, {}],
  ])('is told from one %s', async (_, headers, env) => {
    const { send } = await start(env);
    expectData(await send(headers));
  });

  test('that needs no preflight is not taken for GraphQL', async () => {
    const { app, cookie } = await start();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const headers = { cookie, 'content-type': type };
      const { statusCode } = await app.app.inject({
        method: 'POST',
        url: '/graphql',
        headers,
        payload: JSON.stringify({ query: REFRESH }),
      });
      expect([type, statusCode]).toEqual([type, 415]);
    }
    const url = `/graphql?query=${encodeURIComponent(REFRESH)}`;
    expect((await app.app.inject({ url, headers: { cookie } })).statusCode).toBe(400);
  });
});

describe('the cookie', () => {
  test('of two with one name is none', async () => {
    const app = await startApp({ REFRESH_COOKIE: 'on' });
    const cookie = cookieOf(await signIn(app));
    const made = `__Host-refresh=${'A'.repeat(43)}`;
    for (const both of [`${cookie}; ${made}`, `${made}; ${cookie}`]) {
      expectError(await app.send(REFRESH, { headers: { cookie: both } }), 401, 'INVALID_REFRESH_TOKEN');
    }
    const beside = ['theme=dark', 'x__Host-refresh=1', 'a=__Host-refresh=1', '__Host-refresh'];
    const all = [...beside, cookie, ...beside].join('; ');
    expectData(await app.send(REFRESH, { headers: { cookie: all } }));
  });

  test('authorizes nothing but a refresh', async () => {
    const app = await startApp({ REFRESH_COOKIE: 'on' });
    const cookie = cookieOf(await signIn(app));
    expectError(await app.send('{ me { username } }', { headers: { cookie } }), 401, 'UNAUTHENTICATED');
    expectError(await app.send('mutation { logout }', { headers: { cookie } }), 401, 'UNAUTHENTICATED');
  });

  test('gives way to a token in the argument', async () => {
    const app = await startApp({ REFRESH_COOKIE: 'on' });
    const [, token = ''] = cookieOf(await signIn(app)).split('=');
    const query = `mutation { refresh(refreshToken: "${token}") { refreshToken } }`;
    const reply = await app.send(query, { headers: { cookie: '__Host-refresh=none' } });
    expect(expectData(reply).refresh).toEqual({ refreshToken: null });
    expect(cookieOf(reply)).not.toContain(token);
  });

  test('is neither set nor read where REFRESH_COOKIE is off', async () => {
    const app = await startApp();
    const reply = await signIn(app);
    const { refreshToken, accessToken } = expectData(reply).login;
    expect(setCookie(reply)).toBeUndefined();
    const cookie = `__Host-refresh=${refreshToken}`;
    expectError(await app.send(REFRESH, { headers: { cookie } }), 401, 'INVALID_REFRESH_TOKEN');
    expect(setCookie(await app.send('mutation { logout }', { token: accessToken }))).toBeUndefined();
  });

  test('is passed on by a server that renders pages for a browser', async () => {
    const app = await startApp({ REFRESH_COOKIE: 'on' }, sqlite);
    const fromBrowser = cookieOf(await signIn(app));
    const reply = await app.send(REFRESH, { headers: { cookie: fromBrowser } });
    const page = await app.send('{ me { username } }', { token: expectData(reply).refresh.accessToken });
    expect(expectData(page).me).toEqual({ username: 'johndoe' });
    expectData(await app.send(REFRESH, { headers: { cookie: cookieOf(reply) } }));
  });
});
