import { describe, expect, test } from 'vitest';
import { expectData, expectError, LOGIN, startApp, type TestApp } from '../support/app.js';
import { databases } from '../support/databases.js';

const EVENTS = `query ($first: PositiveInt, $after: String, $filter: AuditFilter) {
  auditEvents(first: $first, after: $after, filter: $filter) {
    nodes {
      __typename id at actor { username } actorRole account { username } requestId address client
      ... on SignedIn { method scopes sessionId }
      ... on SignInFailed { method }
      ... on SessionEnded { cause endedSessionId }
      ... on AccessRefused { missingScopes operationName }
      ... on RoleAssumed { role reason seconds }
      ... on AccountCreated { roles }
      ... on RolesChanged { before after }
      ... on MachineSecretAdded { secretId }
      ... on MachineSecretRemoved { secretId }
    }
    pageInfo { hasNextPage endCursor }
    totalCount
  }
}`;
const PASSWORD = 'correct horse battery staple';

describe.each(databases)('on $name', (database) => {
  const start = async (env?: Record<string, string>) => {
    const app = await startApp(env, database);
    const token = await app.signIn('admin');
    const admin = (query: string, variables: Record<string, unknown> = {}) => app.send(query, { token, variables });
    const events = async (filter: object = {}, page: object = {}) =>
      expectData(await admin(EVENTS, { filter, ...page })).auditEvents;
    return { app, admin, token, events };
  };

  const idOf = async ({ db }: TestApp, name: string) =>
    (await db.selectFrom('accounts').select('id').where('username', '=', name).executeTakeFirstOrThrow()).id;

  test('tells of every sign-in, of both outcomes, with where it came from', async () => {
    const { app, events } = await start();
    const headers = { 'user-agent': 'phone/1.0' };
    const login = (username: string, password: string) =>
      app.send(LOGIN, { variables: { username, password }, headers });
    await login('alice', 'secret2');
    const failed = await login('alice', 'wrong');
    await login('nobody', 'wrong');
    const { nodes } = await events();
    expect(nodes).toHaveLength(4);
    expect(nodes[2]).toMatchObject({
      __typename: 'SignedIn',
      actor: { username: 'alice' },
      account: { username: 'alice' },
    });
    expect(nodes[2]).toMatchObject({ method: 'PASSWORD', scopes: ['me'], sessionId: expect.any(String) });
    expect(nodes[1]).toEqual({
      __typename: 'SignInFailed',
      id: expect.any(String),
      at: new Date(app.clock.time).toISOString(),
      actor: null,
      actorRole: null,
      account: { username: 'alice' },
      requestId: failed.headers['x-request-id'],
      address: '127.0.0.1',
      client: 'phone/1.0',
      method: 'PASSWORD',
    });
    expect(nodes[0]).toMatchObject({ __typename: 'SignInFailed', account: null });
  });

  test('tells of refusals for missing scopes, the first of an account in a minute', async () => {
    const { app, events } = await start();
    const token = await app.signIn('alice');
    const ask = () => app.send('query Mine { myItems { totalCount } profile(username: "x") { username } }', { token });
    const refused = () => events({ kinds: ['AccessRefused'] });
    for (let request = 0; request < 3; request++) expectError(await ask(), 403, 'FORBIDDEN');
    const [event, ...more] = (await refused()).nodes;
    expect(event).toMatchObject({ account: { username: 'alice' }, missingScopes: ['items', 'profiles'] });
    expect(event.operationName).toBe('Mine');
    expect(more).toEqual([]);
    app.clock.advance({ minutes: 1 });
    await ask();
    expect((await refused()).totalCount).toBe(2);
  });

  test('tells of everything that was done to accounts, by whom', async () => {
    const { app, admin, events } = await start();
    const input = { username: 'robot', kind: 'MACHINE', roles: ['user'] };
    const create = 'mutation ($input: CreateAccountInput!) { createAccount(input: $input) { id } }';
    const { id } = expectData(await admin(create, { input })).createAccount;
    const set = 'mutation ($id: ID!, $roles: [Role!]!) { setAccountRoles(id: $id, roles: $roles) { id } }';
    expectData(await admin(set, { id, roles: ['guest'] }));
    const add = 'mutation ($id: ID!) { addMachineSecret(id: $id) { id } }';
    const secret = expectData(await admin(add, { id })).addMachineSecret;
    expectData(await admin('mutation ($id: ID!) { removeMachineSecret(id: $id) }', { id: secret.id }));
    expectData(await admin('mutation ($id: ID!) { disableAccount(id: $id) { id } }', { id }));
    expectData(await admin('mutation ($id: ID!) { enableAccount(id: $id) { id } }', { id }));
    const { nodes } = await events({ account: id });
    expect(nodes.map(({ __typename }: { __typename: string }) => __typename)).toEqual([
      'AccountEnabled',
      'SessionEnded',
      'AccountDisabled',
      'MachineSecretRemoved',
      'MachineSecretAdded',
      'RolesChanged',
      'AccountCreated',
    ]);
    for (const node of nodes)
      expect(node).toMatchObject({ actor: { username: 'admin' }, account: { username: 'robot' } });
    expect(nodes[5]).toMatchObject({ before: ['user'], after: ['guest'] });
    expect(nodes[6]).toMatchObject({ roles: ['user'] });
    expect(nodes[3]).toMatchObject({ secretId: secret.id });
    expect((await events({ actor: await idOf(app, 'admin'), account: id })).totalCount).toBe(7);
  });

  test('tells of assumptions, changed passwords, and sessions that ended', async () => {
    const { app, events } = await start();
    const token = await app.signIn('developer');
    const own = (query: string) => app.send(query, { token });
    expectData(await own('mutation { assumeRole(role: "admin", reason: "Ticket 4711", seconds: 60) { expiresIn } }'));
    expectData(await own(`mutation { changePassword(current: "secret4", new: "${PASSWORD}") }`));
    expectData(await own('mutation { logout }'));
    const stolen = await app.login('alice');
    const refresh = `mutation { refresh(refreshToken: "${stolen.refreshToken}") { scopes } }`;
    expectData(await app.send(refresh));
    app.clock.advance({ minutes: 1 });
    await app.send(refresh);
    const { nodes } = await events({ kinds: ['RoleAssumed', 'PasswordChanged', 'SessionEnded'] });
    expect(nodes).toMatchObject([
      { __typename: 'SessionEnded', cause: 'REUSED', actor: null, account: { username: 'alice' } },
      { __typename: 'SessionEnded', cause: 'SIGNED_OUT', actor: { username: 'developer' } },
      { __typename: 'SessionEnded', cause: 'PASSWORD_CHANGED', endedSessionId: null },
      { __typename: 'PasswordChanged', actor: { username: 'developer' }, account: { username: 'developer' } },
      { __typename: 'RoleAssumed', role: 'admin', reason: 'Ticket 4711', seconds: 60 },
    ]);
  });

  test('holds no secret: no password, no token, no name that somebody typed', async () => {
    const { app, admin, token } = await start();
    const typed = 'my-password-in-the-wrong-field';
    await app.send(LOGIN, { variables: { username: typed, password: 'wrong-password' } });
    const { accessToken, refreshToken } = await app.login('johndoe');
    const next = expectData(await app.send(`mutation { refresh(refreshToken: "${refreshToken}") { refreshToken } }`));
    await app.send(`mutation { changePassword(current: "secret", new: "${PASSWORD}") }`, { token: accessToken });
    const create = 'mutation { createAccount(input: { username: "m", kind: MACHINE, roles: [] }) { id } }';
    const { id } = expectData(await admin(create)).createAccount;
    const add = 'mutation ($id: ID!) { addMachineSecret(id: $id) { clientSecret } }';
    const { clientSecret } = expectData(await admin(add, { id })).addMachineSecret;
    const rows = JSON.stringify(await app.db.selectFrom('audit_events').selectAll().execute());
    const secrets = [
      typed,
      'wrong-password',
      token,
      accessToken,
      refreshToken,
      next.refresh.refreshToken,
      PASSWORD,
      clientSecret,
    ];
    for (const secret of secrets) expect(rows).not.toContain(secret);
    expect(rows).not.toMatch(/argon2|\$2b\$/);
  });

  test('is read page by page, the newest first, though all happened within a millisecond', async () => {
    const { app, events } = await start();
    for (let at = 0; at < 5; at++) await app.send(LOGIN, { variables: { username: 'alice', password: 'wrong' } });
    const whole = (await events()).nodes;
    expect(whole).toHaveLength(6);
    expect(whole.at(-1).__typename).toBe('SignedIn');
    const first = await events({}, { first: 4 });
    expect(first).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: true } });
    const second = await events({}, { first: 4, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes]).toEqual(whole);
  });

  test('is filtered by kind, account, actor and time; what cannot be found is nothing, not everything', async () => {
    const { app, events } = await start();
    app.clock.advance({ minutes: 1 });
    const between = new Date(app.clock.time).toISOString();
    await app.signIn('alice');
    const count = async (filter: object) => (await events(filter)).totalCount;
    expect(await count({})).toBe(2);
    expect(await count({ since: between })).toBe(1);
    expect(await count({ until: between })).toBe(1);
    expect(await count({ since: between, until: between })).toBe(0);
    expect(await count({ kinds: ['SignedIn'] })).toBe(2);
    expect(await count({ kinds: Array.from({ length: 23_000 }, () => 'SignedIn') })).toBe(2);
    expect(await count({ kinds: [] })).toBe(0);
    expect(await count({ account: await idOf(app, 'alice') })).toBe(1);
    expect(await count({ account: await idOf(app, 'johndoe') })).toBe(0);
    for (const nobody of ['', 'alice', '\0']) {
      expect(await count({ account: nobody })).toBe(0);
      expect(await count({ actor: nobody })).toBe(0);
    }
  });

  test('is for those alone who may read accounts', async () => {
    const { app, admin } = await start();
    for (const name of ['johndoe', 'alice'] as const) {
      expectError(await app.send(EVENTS, { token: await app.signIn(name) }), 403, 'FORBIDDEN');
    }
    expectData(await app.send(EVENTS, { token: await app.signIn('developer') }));
    const cursor = expectData(await admin('{ accounts(first: 1) { pageInfo { endCursor } } }')).accounts.pageInfo
      .endCursor;
    expectError(await admin(EVENTS, { after: cursor }), 400, 'BAD_USER_INPUT');
  });

  test('is append-only: the database refuses to change it or to delete from it', async () => {
    const { app } = await start();
    const { db } = app;
    await expect(db.updateTable('audit_events').set({ detail: '{}' }).execute()).rejects.toThrow(/append-only/);
    await expect(db.deleteFrom('audit_events').execute()).rejects.toThrow(/append-only/);
    const [row, ...more] = await db.selectFrom('audit_events').selectAll().execute();
    expect(more).toEqual([]);
    const again = { ...row, detail: '{}' } as NonNullable<typeof row>;
    const overwrite =
      database.name === 'SQLite'
        ? db.replaceInto('audit_events').values(again)
        : db
            .insertInto('audit_events')
            .values(again)
            .onConflict((conflict) => conflict.column('id').doUpdateSet({ detail: '{}' }));
    await expect(overwrite.execute()).rejects.toThrow(/append-only/);
    expect(await db.selectFrom('audit_events').selectAll().execute()).toEqual([row]);
  });

  test('says in which temporary role something was done', async () => {
    const { app, events } = await start();
    const own = await app.signIn('developer');
    const assume = 'mutation { assumeRole(role: "admin", reason: "Ticket 1") { accessToken } }';
    const { accessToken: token } = expectData(await app.send(assume, { token: own })).assumeRole;
    const disable = 'mutation ($id: ID!) { disableAccount(id: $id) { id } }';
    expectData(await app.send(disable, { token, variables: { id: await idOf(app, 'alice') } }));
    const [event] = (await events({ kinds: ['AccountDisabled'] })).nodes;
    expect(event).toMatchObject({
      actor: { username: 'developer' },
      actorRole: 'admin',
      account: { username: 'alice' },
    });
    const [assumed] = (await events({ kinds: ['RoleAssumed'] })).nodes;
    expect(assumed).toMatchObject({ actor: { username: 'developer' }, actorRole: null });
  });

  test('tells of a wrong password that was given to change it, and by whom', async () => {
    const { app, events } = await start();
    const token = await app.signIn('alice');
    const reply = await app.send(`mutation { changePassword(current: "x", new: "${PASSWORD}") }`, { token });
    expect(reply.body.errors[0].message).toBe('Incorrect password.');
    const [event] = (await events()).nodes;
    expect(event).toMatchObject({
      __typename: 'SignInFailed',
      actor: { username: 'alice' },
      account: { username: 'alice' },
    });
  });

  test('cannot be filled under names that are nobody’s, nor kept from telling of an account', async () => {
    const { app, events } = await start({ LOGIN_LIMIT: '1000' });
    const failed = async () => (await events({ kinds: ['SignInFailed'] })).totalCount;
    const attempt = (clientId: string) =>
      app.send(`mutation { loginMachine(clientId: "${clientId}", clientSecret: "x") { scopes } }`);
    for (let at = 0; at < 15; at++) await attempt(`nobody${at}`);
    expect(await failed()).toBe(10);
    await app.send(LOGIN, { variables: { username: 'alice', password: 'wrong' } });
    expect(await failed()).toBe(11);
    app.clock.advance({ minutes: 1 });
    await attempt('nobody');
    expect(await failed()).toBe(12);
  });

  test('keeps what happened when an account is gone', async () => {
    const { app, events } = await start();
    await app.signIn('alice');
    const id = await idOf(app, 'alice');
    await app.db.deleteFrom('accounts').where('id', '=', id).execute();
    expect((await events({ account: id })).nodes).toMatchObject([
      { __typename: 'SignedIn', account: null, actor: null },
    ]);
  });

  test('a sign-in that cannot be told of does not happen', async () => {
    const { app } = await start();
    await app.db.schema.alterTable('audit_events').renameTo('elsewhere').execute();
    const before = await app.db.selectFrom('sessions').selectAll().execute();
    const reply = await app.send(LOGIN, { variables: { username: 'alice', password: 'secret2' } });
    expectError(reply, 500, 'INTERNAL_SERVER_ERROR');
    expect(await app.db.selectFrom('sessions').selectAll().execute()).toHaveLength(before.length);
  });
});
