import { extname, join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { buildClientSchema, buildSchema, getIntrospectionQuery } from 'graphql';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { createSchema } from '../../src/graphql/schema.js';
import { catalogueOf, requirementsOf } from '../../src/scopes/index.js';
import { LOGIN, production, startApp } from '../support/app.js';
import { databases, sqlite } from '../support/databases.js';
import { explorerFolder } from '../support/explorer.js';

const html = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

const preflight = (origin: string) => ({
  method: 'OPTIONS' as const,
  url: '/graphql',
  headers: {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  },
});

describe('the explorer', () => {
  const built = () => ({ explorerFolder: explorerFolder() });

  test('is GraphiQL with a sign-in, served whole from here', async () => {
    const { app } = await startApp({}, sqlite, built());
    const page = await app.inject({ url: '/explorer', headers: html });
    expect(page.statusCode).toBe(200);
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    const links = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].flatMap(([, link = '']) => link);
    expect(links.map(extname).sort()).toEqual(['.css', '.js', '.svg']);
    for (const link of links) {
      expect(link).toMatch(/^\/explorer\/assets\/[\w-]+\.\w+$/);
      const { statusCode, headers, body } = await app.inject(link);
      expect([link, statusCode]).toEqual([link, 200]);
      expect(headers['content-type']).toMatch(/^(text\/css|text\/javascript|image\/svg\+xml); charset=utf-8$/);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(body.length).toBeGreaterThan(50);
    }
  });

  test('lets nothing run, nothing in and nothing out but what is its own', async () => {
    const { app } = await startApp({}, sqlite, built());
    const nonceOf = async () => {
      const { headers, body } = await app.inject({ url: '/explorer', headers: html });
      const [, nonce] = /nonce-([\w+/=]+)/.exec(String(headers['content-security-policy'])) ?? [];
      expect(headers['content-security-policy']).toBe(
        `default-src 'none';script-src 'self';style-src 'self' 'nonce-${nonce}';connect-src 'self';img-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'`,
      );
      expect(body).toContain(`<meta property="csp-nonce" nonce="${nonce}">`);
      return nonce;
    };
    expect(await nonceOf()).not.toBe(await nonceOf());
  });

  test('says how to build it where it was not built', async () => {
    const { app } = await startApp({}, sqlite, { explorerFolder: join(explorerFolder(), 'nothing') });
    const { statusCode, body } = await app.inject({ url: '/explorer', headers: html });
    expect([statusCode, body]).toEqual([
      503,
      'The explorer has not been built. Run `npm run build` where this server is started from.\n',
    ]);
    expect((await app.inject('/explorer/assets/index.js')).statusCode).toBe(404);
  });

  test('is told the schema with the directives by which operations are judged here', async () => {
    const { app } = await startApp();
    const { headers, body } = await app.inject('/explorer/schema.graphql');
    expect(headers['content-type']).toBe('application/graphql; charset=utf-8');
    const told = buildSchema(body);
    const judged = createSchema();
    expect(new Map(requirementsOf(told))).toEqual(new Map(requirementsOf(judged)));
    expect(catalogueOf(told)).toEqual(catalogueOf(judged));
  });

  test('is told of the demo accounts that are there, and of none in production', async () => {
    const { app, db } = await startApp();
    const demoAccounts = async (from = app) => (await from.inject('/explorer/demo-accounts.json')).json();
    expect(await demoAccounts()).toContainEqual({ username: 'johndoe', password: 'secret' });
    expect(await demoAccounts()).toHaveLength(4);
    await db.updateTable('accounts').set({ disabled_at: 0 }).where('username', '=', 'johndoe').execute();
    // A namesake that was not begun with.
    await db.updateTable('accounts').set({ email: null }).where('username', 'in', ['alice', 'admin']).execute();
    await db
      .updateTable('passwords')
      .set({ hash: 'x' })
      .where('account_id', 'in', db.selectFrom('accounts').select('id').where('username', '=', 'admin'))
      .execute();
    expect(await demoAccounts()).toEqual([
      { username: 'alice', password: 'secret2' },
      { username: 'developer', password: 'secret4' },
    ]);
    const { app: inProduction } = await startApp({ ...production, EXPLORER: 'on' });
    expect(await demoAccounts(inProduction)).toEqual([]);
  });

  test('and Apollo Sandbox are there in development', async () => {
    const { app } = await startApp();
    const { body, headers } = await app.inject({ url: '/graphql', headers: html });
    expect(headers['content-type']).toBe('text/html');
    expect(body).toContain('embeddable-sandbox');
    expect(headers).not.toHaveProperty('content-security-policy');
  });

  test('and Apollo Sandbox are not there in production', async () => {
    const { app, send } = await startApp(production);
    expect((await app.inject({ url: '/explorer', headers: html })).statusCode).toBe(404);
    const { body, statusCode } = await app.inject({ url: '/graphql', headers: html });
    expect(statusCode).toBe(400);
    expect(body).not.toContain('sandbox');
    expect((await send('{ __schema { queryType { name } } }')).status).toBe(400);
  });

  test('and Apollo Sandbox are there in production where they are switched on', async () => {
    const { app, send } = await startApp({ ...production, EXPLORER: 'on' }, sqlite, built());
    expect((await app.inject({ url: '/explorer', headers: html })).statusCode).toBe(200);
    expect((await app.inject({ url: '/graphql', headers: html })).body).toContain('embeddable-sandbox');
    expect((await send('{ __schema { queryType { name } } }')).status).toBe(200);
  });
});

test('the hosted Apollo Sandbox finds the schema, signs in, and sends the token', async () => {
  const { app } = await startApp();
  const sandbox = {
    origin: 'https://studio.apollographql.com',
    'sec-fetch-site': 'cross-site',
    'content-type': 'application/json',
  };
  const post = async (query: string, token?: string) => {
    const { 'access-control-allow-headers': asked } = (
      await app.inject({
        method: 'OPTIONS',
        url: '/graphql',
        headers: {
          origin: sandbox.origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': token ? 'authorization,content-type' : 'content-type',
        },
      })
    ).headers;
    expect(asked).toBe(token ? 'authorization,content-type' : 'content-type');
    const headers = { ...sandbox, ...(token && { authorization: `Bearer ${token}` }) };
    const reply = await app.inject({ method: 'POST', url: '/graphql', headers, payload: { query } });
    expect(reply.headers['access-control-allow-origin']).toBe(sandbox.origin);
    return { headers: reply.headers, ...JSON.parse(reply.body) };
  };
  const { data: introspected } = await post(getIntrospectionQuery());
  expect(buildClientSchema(introspected).getQueryType()?.getFields()).toHaveProperty('myItems');
  const signIn = 'mutation { login(username: "johndoe", password: "secret", scopes: ["me"]) { accessToken } }';
  const { accessToken } = (await post(signIn)).data.login;
  expect((await post('{ me { username } }', accessToken)).data).toEqual({ me: { username: 'johndoe' } });
  const { headers } = await post('{ myItems { totalCount } }', accessToken);
  expect(headers).toMatchObject({
    'www-authenticate': 'Bearer error="insufficient_scope", scope="items"',
    'access-control-expose-headers': expect.stringContaining('WWW-Authenticate'),
  });
});

describe('the headers that tell a browser what not to do', () => {
  const post = (payload: string) => ({
    method: 'POST' as const,
    url: '/graphql',
    headers: { 'content-type': 'application/json' },
    payload,
  });

  test.each<[string, number, string | InjectOptions]>([
    ['an answer', 200, post('{"query":"{ scopes { name } }"}')],
    ['a refusal', 401, post('{"query":"{ me { username } }"}')],
    ['a document that is not valid', 400, post('{"query":"{ nothing }"}')],
    ['a body that is no JSON', 400, post('{')],
    ['a method that there is not', 405, { method: 'PUT', url: '/graphql' }],
    ['a path that there is not', 404, '/nothing'],
    ['a preflight', 204, preflight('http://localhost:5173')],
    ['health', 200, '/healthz'],
    ['the keys', 200, '/.well-known/jwks.json'],
    ['a file of the explorer', 200, '/explorer/schema.graphql'],
  ])('are on %s', async (_, status, request) => {
    const { app } = await startApp();
    const { statusCode, headers } = await app.inject(request);
    expect(statusCode).toBe(status);
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    });
  });
});

describe('CORS', () => {
  test.each([
    ['https://studio.apollographql.com', {}, true],
    ['https://sandbox.embed.apollographql.com', {}, true],
    ['http://localhost:5173', {}, true],
    ['http://localhost.example.org', {}, false],
    ['https://example.org', {}, false],
    ['https://app.example.org', { CORS_ORIGINS: 'https://app.example.org' }, true],
    ['https://studio.apollographql.com', production, false],
    ['http://localhost:5173', production, false],
    ['https://app.example.org', { ...production, CORS_ORIGINS: 'https://app.example.org' }, true],
  ])('from %s with %j: %s', async (origin, env, allowed) => {
    const { app } = await startApp(env as Record<string, string>);
    const { headers } = await app.inject(preflight(origin));
    expect(headers['access-control-allow-origin']).toBe(allowed ? origin : undefined);
    if (!allowed) return;
    expect(headers['access-control-allow-headers']).toBe('authorization,content-type');
    expect(headers['access-control-allow-methods']).toBe('GET, POST');
    expect(headers['access-control-allow-credentials']).toBe('true');
    expect(headers.vary).toContain('Origin');
  });

  test.each([
    ['an answer', 200, { query: '{ scopes { name } }' }, undefined],
    ['a refusal', 401, { query: '{ me { username } }' }, undefined],
    ['a token that is no good', 401, { query: '{ scopes { name } }' }, 'Bearer none'],
    ['a document that is not valid', 400, { query: '{ nothing }' }, undefined],
    ['what is no document', 400, {}, undefined],
  ])('lets a page read %s, with and without cookies', async (_, status, payload, authorization) => {
    const { app } = await startApp();
    const headers = {
      origin: 'https://studio.apollographql.com',
      cookie: 'theme=dark',
      'content-type': 'application/json',
      ...(authorization && { authorization }),
    };
    const reply = await app.inject({ method: 'POST', url: '/graphql', headers, payload });
    expect(reply.statusCode).toBe(status);
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': 'https://studio.apollographql.com',
      'access-control-allow-credentials': 'true',
    });
  });

  test.each([
    ['the metrics', 200, '/metrics'],
    ['the demo accounts', 200, '/explorer/demo-accounts.json'],
    ['the schema with its directives', 200, '/explorer/schema.graphql'],
    ['the keys', 200, '/.well-known/jwks.json'],
    ['health', 200, '/healthz'],
    ['readiness', 200, '/readyz'],
    ['a path that there is not', 404, '/graphql/nothing'],
  ])('lets no page of another origin read %s', async (_, status, url) => {
    const { app } = await startApp({ METRICS: 'on' });
    const { headers: asked, ...request } = preflight('http://localhost:5173');
    const told = await app.inject({ url, headers: { origin: asked.origin } });
    expect(told.statusCode).toBe(status);
    const toldBefore = await app.inject({ ...request, url, headers: asked });
    expect(toldBefore.statusCode).toBe(404);
    for (const { headers } of [told, toldBefore]) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  test.each([
    ['a method that there is not', 405, { method: 'PUT', url: '/graphql', payload: '{}' }],
    ['a query by GET', 200, { url: '/graphql?query={__typename}' }],
    ['a body that is no JSON', 400, { method: 'POST', url: '/graphql', payload: '{' }],
  ] as const)('lets a page read the answer to %s', async (_, status, request) => {
    const { app } = await startApp();
    const origin = 'http://localhost:5173';
    const headers = { origin, 'content-type': 'application/json' };
    const reply = await app.inject({ ...request, headers });
    expect(reply.statusCode).toBe(status);
    expect(reply.headers['access-control-allow-origin']).toBe(origin);
  });

  test('lets a page read the challenge', async () => {
    const { app } = await startApp();
    const { headers } = await app.inject({ url: '/graphql', headers: { origin: 'http://localhost:5173' } });
    expect(headers['access-control-expose-headers']).toContain('WWW-Authenticate');
  });
});

describe('GraphQL over HTTP', () => {
  const json = { 'content-type': 'application/json' };

  test('a query may come by GET, a mutation may not', async () => {
    const { app } = await startApp();
    const headers = { 'apollo-require-preflight': 'true' };
    const get = (query: string) => app.inject({ url: `/graphql?query=${encodeURIComponent(query)}`, headers });
    expect((await get('{ __typename }')).json()).toEqual({ data: { __typename: 'Query' } });
    const mutation = await get('mutation { __typename }');
    expect(mutation.statusCode).toBe(405);
    expect(mutation.headers.allow).toBe('POST');
  });

  test('the answer is of the media type that was asked for', async () => {
    const { app } = await startApp();
    const type = 'application/graphql-response+json';
    const reply = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...json, accept: type },
      payload: { query: '{ me { id } }' },
    });
    expect(reply.statusCode).toBe(401);
    expect(reply.headers['content-type']).toBe(`${type}; charset=utf-8`);
  });

  test.each([
    ['bad JSON', { method: 'POST', headers: json, payload: '{"query":' }, 400],
    ['no JSON object', { method: 'POST', headers: json, payload: '[]' }, 400],
    [
      'a body of another type',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, payload: '{ me { id } }' },
      415,
    ],
    [
      'a form',
      { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'query=x' },
      415,
    ],
    [
      'too large a body',
      { method: 'POST', headers: json, payload: JSON.stringify({ query: '#'.repeat(300_000) }) },
      413,
    ],
    ['a GET that a foreign page can send', { method: 'GET', query: { query: '{ __typename }' } }, 400],
    ['an unknown method', { method: 'PUT', headers: json, payload: '{}' }, 405],
  ] as const)('%s is refused with a GraphQL answer that nobody stores', async (_, request, status) => {
    const { app } = await startApp();
    const reply = await app.inject({ url: '/graphql', ...request });
    expect(reply.statusCode).toBe(status);
    expect(reply.json()).toMatchObject({
      errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }],
    });
    expect(reply.headers['cache-control']).toBe('no-store');
  });
});

describe.each(databases)('on $name', (database) => {
  test('a mutation whose answer could not be accepted does not run', async () => {
    const { send, signIn } = await startApp({}, database);
    const token = await signIn('johndoe');
    const mutation = 'mutation { createItem(input: { title: "Never" }) { id } }';
    expect((await send(mutation, { token, headers: { accept: 'image/png' } })).status).toBe(406);
    const { body } = await send('{ myItems { totalCount } }', { token });
    expect(body).toEqual({ data: { myItems: { totalCount: 12 } } });
  });

  test('a NUL in a name or an id is a name or an id that nothing has', async () => {
    const { send, signIn } = await startApp({}, database);
    const variables = { id: 'a\u0000', username: 'johndoe\u0000', password: 'secret' };
    expect((await send(LOGIN, { variables })).body.errors[0].extensions.code).toBe('INVALID_CREDENTIALS');
    const token = await signIn('johndoe');
    const { body } = await send('query ($id: ID!) { item(id: $id) { id } }', { token, variables });
    expect(body).toEqual({ data: { item: null } });
    const write = 'mutation ($id: ID!) { updateItem(id: $id, input: { title: "x" }) { id } deleteItem(id: $id) }';
    expect((await send(write, { token, variables })).body).toEqual({ data: { updateItem: null, deleteItem: false } });
  });

  test('/.well-known/jwks.json verifies what login issues', async () => {
    const { app, signIn, clock } = await startApp({}, database);
    const reply = await app.inject('/.well-known/jwks.json');
    expect(reply.headers['content-type']).toContain('application/jwk-set+json');
    expect(reply.headers['cache-control']).toBe('public, max-age=300');
    const keys = createLocalJWKSet(reply.json());
    const { payload } = await jwtVerify(await signIn('johndoe'), keys, { currentDate: new Date(clock.time) });
    expect(payload.scope).toContain('items');
  });

  test('/healthz says that the process is alive, /readyz that it can serve', async () => {
    const { app, db } = await startApp({}, database);
    const statuses = async () => [(await app.inject('/healthz')).statusCode, (await app.inject('/readyz')).statusCode];
    expect(await statuses()).toEqual([200, 200]);
    await db.deleteFrom('kysely_migration' as never).execute();
    expect(await statuses()).toEqual([200, 503]);
    await db.schema.dropTable('kysely_migration').execute();
    expect(await statuses()).toEqual([200, 503]);
  });

  test('production has no demo accounts', async () => {
    const { db } = await startApp(production, database);
    expect(await db.selectFrom('accounts').select('id').execute()).toEqual([]);
  });
});
