import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { connect } from '../../src/db/connect.js';
import { expectError, LOGIN, production, startApp } from '../support/app.js';
import { databases } from '../support/databases.js';
import { FAST_HASHING } from '../support/hashing.js';

const start = (env: Record<string, string>) =>
  createApp(readConfig({ LOG_LEVEL: 'silent', ...env }), { hashingCost: FAST_HASHING });

test.each(databases)(
  'production does not start on $name on a database that was begun in development',
  async (database) => {
    const { dataDir, databaseUrl, dispose } = await database.create();
    onTestFinished(dispose);
    const env = { DATA_DIR: dataDir, ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
    const development = await start(env);
    // Rehashed: what is stored is no longer what is in the repository.
    const login = { query: 'mutation { login(username: "johndoe", password: "secret") { scopes } }' };
    const reply = await development.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json' },
      payload: login,
    });
    expect(reply.json().data.login.scopes).toContain('items');
    await development.close();
    const starts = () => start({ ...env, ...production });
    await expect(starts()).rejects.toThrow(/demo accounts: johndoe, alice, admin, developer; expected/);
    const db = connect({ url: databaseUrl, file: `${dataDir}/scopeql.db` });
    onTestFinished(() => db.destroy());
    // Another address, or another password, does not make it another account.
    await db.updateTable('accounts').set({ disabled_at: 1 }).execute();
    await db.updateTable('accounts').set({ email: 'a@example.org' }).where('username', '=', 'johndoe').execute();
    await db
      .deleteFrom('passwords')
      .where('account_id', 'in', (query) => query.selectFrom('accounts').select('id').where('username', '=', 'alice'))
      .execute();
    await db.deleteFrom('accounts').where('username', 'in', ['admin', 'developer']).execute();
    await expect(starts()).rejects.toThrow(/demo accounts: johndoe, alice; expected/);
    await db.deleteFrom('accounts').execute();
    await (await starts()).close();
  },
);

test.each([
  ['a field', '{ mee { id } }', {}],
  ['a type', 'query ($n: PositivInt) { scopes { name } }', {}],
  ['an argument', '{ profile(usernam: "a") { username } }', {}],
  ['a type in a fragment', '{ ... on Quer { scopes { name } } }', {}],
  ['an input field', 'mutation { updateProfile(input: { fulName: "x" }) { username } }', {}],
  [
    'an input field in a variable',
    'mutation ($i: UpdateProfileInput!) { updateProfile(input: $i) { username } }',
    { i: { fulName: 'x' } },
  ],
  ['an enum value', '{ auditEvents(filter: { kinds: [SignedI] }) { totalCount } }', {}],
  [
    'an enum value in a variable',
    'query ($k: [AuditEventKind!]) { auditEvents(filter: { kinds: $k }) { totalCount } }',
    { k: ['SignedI'] },
  ],
])(
  'production suggests nothing from the schema where %s has a slip, and development does',
  async (_, query, variables) => {
    const there = await startApp(production);
    const refused = await there.send(query, { variables });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).not.toContain('Did you mean');
    const here = await startApp();
    expect(JSON.stringify((await here.send(query, { variables })).body)).toContain('Did you mean');
  },
);

test('production names the nearest scope all the same, which is no secret', async () => {
  const { send } = await startApp(production);
  const reply = await send(LOGIN, { variables: { username: 'a', password: 'b', scopes: ['itmes'] } });
  expectError(reply, 400, 'BAD_USER_INPUT');
  expect(reply.body.errors[0].message).toContain('Did you mean "items"?');
  const literal = await send('mutation { login(username: "a", password: "b", scopes: ["itmes"]) { scopes } }');
  expect(literal.body.errors[0].message).toContain('Did you mean "items"?');
});

test('production tells nothing of its schema, by introspection or by a page', async () => {
  const { app, send } = await startApp(production);
  for (const query of ['{ __schema { types { name } } }', '{ __type(name: "User") { fields { name } } }']) {
    expectError(await send(query), 400, 'GRAPHQL_VALIDATION_FAILED');
  }
  const html = { accept: 'text/html' };
  expect((await app.inject({ url: '/explorer', headers: html })).statusCode).toBe(404);
  expect((await app.inject({ url: '/graphql', headers: html })).body).not.toContain('<');
});
