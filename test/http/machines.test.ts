import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { expectData, expectError, LOGIN, startApp } from '../support/app.js';
import { databases } from '../support/databases.js';

const LOGIN_MACHINE = `mutation ($clientId: String!, $clientSecret: String!, $scopes: [Scope!]) {
  loginMachine(clientId: $clientId, clientSecret: $clientSecret, scopes: $scopes) {
    accessToken refreshToken expiresIn scopes tokenType
  }
}`;
const CREATE = `mutation ($input: CreateAccountInput!) { createAccount(input: $input) { id } }`;
const ADD = 'mutation ($id: ID!) { addMachineSecret(id: $id) { id clientId clientSecret } }';
const REMOVE = 'mutation ($id: ID!) { removeMachineSecret(id: $id) }';

interface Secret {
  id: string;
  clientId: string;
  clientSecret: string;
}

describe.each(databases)('on $name', (database) => {
  /** An application with a machine that has a secret. */
  const start = async (env?: Record<string, string>) => {
    const app = await startApp(env, database);
    const token = await app.signIn('admin');
    const admin = (query: string, variables: Record<string, unknown>) => app.send(query, { token, variables });
    const input = { username: 'robot', kind: 'MACHINE', roles: ['user'] };
    const { id } = expectData(await admin(CREATE, { input })).createAccount;
    const addSecret = async (): Promise<Secret> => expectData(await admin(ADD, { id })).addMachineSecret;
    const login = (clientId: string, clientSecret: string, scopes?: string[]) =>
      app.send(LOGIN_MACHINE, { variables: { clientId, clientSecret, scopes } });
    return { app, admin, id, addSecret, login, secret: await addSecret() };
  };

  test('a machine signs in with its secret: a token that names the client, and no refresh token', async () => {
    const { app, id, login, secret } = await start();
    const { loginMachine } = expectData(await login('robot', secret.clientSecret, ['items', 'me', 'accounts']));
    expect(loginMachine).toMatchObject({ tokenType: 'Bearer', expiresIn: 1_800, refreshToken: null });
    expect(loginMachine.scopes).toEqual(['me', 'items']);
    expect(decodeJwt(loginMachine.accessToken)).toMatchObject({ sub: id, client_id: 'robot', scope: 'me items' });
    const token = loginMachine.accessToken;
    expect(expectData(await app.send('{ me { username } }', { token })).me.username).toBe('robot');
    expectData(await app.send('mutation { logout }', { token }));
    expectError(await app.send('{ me { username } }', { token }), 401, 'UNAUTHENTICATED');
  });

  test('a secret is 256 random bits, told once, of which the database holds a hash', async () => {
    const { app, id, admin, secret } = await start();
    expect(Buffer.from(secret.clientSecret, 'base64url')).toHaveLength(32);
    expect(JSON.stringify(await app.db.selectFrom('machine_secrets').selectAll().execute())).not.toContain(
      secret.clientSecret,
    );
    const query = 'query ($id: ID!) { account(id: $id) { machineSecrets { id createdAt lastUsedAt } } }';
    const { account } = expectData(await admin(query, { id }));
    const createdAt = new Date(app.clock.time).toISOString();
    expect(account.machineSecrets).toEqual([{ id: secret.id, createdAt, lastUsedAt: null }]);
  });

  test('a secret is rolled: two at a time, each good until it is removed', async () => {
    const { app, id, admin, addSecret, login, secret } = await start();
    app.clock.advance({ minutes: 1 });
    const next = await addSecret();
    expectError(await admin(ADD, { id }), 409, 'CONFLICT');
    for (const { clientSecret } of [secret, next]) expectData(await login('robot', clientSecret));
    expect(expectData(await admin(REMOVE, { id: secret.id })).removeMachineSecret).toBe(true);
    expect(expectData(await admin(REMOVE, { id: secret.id })).removeMachineSecret).toBe(false);
    expectError(await login('robot', secret.clientSecret), 401, 'INVALID_CREDENTIALS');
    expectData(await login('robot', next.clientSecret));
    await addSecret();
  });

  test('a secret that is removed takes the sessions with it that it started, and no others', async () => {
    const { app, admin, addSecret, login, secret } = await start();
    const next = await addSecret();
    const [old, newer] = [await login('robot', secret.clientSecret), await login('robot', next.clientSecret)].map(
      (reply) => expectData(reply).loginMachine.accessToken,
    );
    expectData(await admin(REMOVE, { id: secret.id }));
    expectError(await app.send('{ me { id } }', { token: old }), 401, 'UNAUTHENTICATED');
    expectData(await app.send('{ me { id } }', { token: newer }));
  });

  test('a secret counts as used when it lets the machine in', async () => {
    const { app, id, admin, login, secret } = await start();
    const used = async () => {
      const query = 'query ($id: ID!) { account(id: $id) { machineSecrets { lastUsedAt } } }';
      return expectData(await admin(query, { id })).account.machineSecrets[0].lastUsedAt;
    };
    expectData(await admin('mutation ($id: ID!) { disableAccount(id: $id) { id } }', { id }));
    await login('robot', secret.clientSecret);
    expect(await used()).toBeNull();
    expectData(await admin('mutation ($id: ID!) { enableAccount(id: $id) { id } }', { id }));
    await login('robot', secret.clientSecret);
    expect(await used()).toBe(new Date(app.clock.time).toISOString());
  });

  test('of many secrets that are added at once, two are there at the end', async () => {
    const { app, id, admin } = await start();
    await Promise.all(Array.from({ length: 5 }, () => admin(ADD, { id })));
    expect(await app.db.selectFrom('machine_secrets').selectAll().execute()).toHaveLength(2);
  });

  test('a person has no secrets, and what does not exist has none', async () => {
    const { app, admin } = await start();
    const { id } = await app.db
      .selectFrom('accounts')
      .select('id')
      .where('username', '=', 'alice')
      .executeTakeFirstOrThrow();
    expectError(await admin(ADD, { id }), 400, 'BAD_USER_INPUT');
    for (const none of ['nonsense', '\0', '00000000-0000-4000-8000-000000000000']) {
      expect(expectData(await admin(ADD, { id: none })).addMachineSecret).toBeNull();
      expect(expectData(await admin(REMOVE, { id: none })).removeMachineSecret).toBe(false);
    }
  });

  test('neither a password works for a machine, nor a secret for a person', async () => {
    const { app, login, secret } = await start();
    const person = (username: string, password: string) => app.send(LOGIN, { variables: { username, password } });
    expectError(await login('johndoe', 'secret'), 401, 'INVALID_CREDENTIALS');
    expectError(await person('robot', secret.clientSecret), 401, 'INVALID_CREDENTIALS');
    expectError(await login('johndoe', secret.clientSecret), 401, 'INVALID_CREDENTIALS');
    // Even where somebody has put a credential of the other kind into the database.
    const idOf = (name: string) => app.db.selectFrom('accounts').select('id').where('username', '=', name);
    const john = await idOf('johndoe').executeTakeFirstOrThrow();
    await app.db.updateTable('machine_secrets').set({ account_id: john.id }).execute();
    expectError(await login('johndoe', secret.clientSecret), 401, 'INVALID_CREDENTIALS');
    const robot = await idOf('robot').executeTakeFirstOrThrow();
    await app.db.updateTable('passwords').set({ account_id: robot.id }).where('account_id', '=', john.id).execute();
    expectError(await person('robot', 'secret'), 401, 'INVALID_CREDENTIALS');
  });

  test('a wrong secret, an unknown client and a disabled machine get the same answer', async () => {
    const { admin, id, login, secret } = await start();
    expectData(await admin('mutation ($id: ID!) { disableAccount(id: $id) { id } }', { id }));
    const replies = [
      await login('robot', secret.clientSecret),
      await login('robot', 'A'.repeat(43)),
      await login('robot', ''),
      await login('nobody', secret.clientSecret),
      await login('\0', '\0'),
    ];
    for (const reply of replies) {
      expectError(reply, 401, 'INVALID_CREDENTIALS');
      expect(reply.body).toEqual(replies[0]?.body);
      expect(reply.body.errors[0].message).toBe('Incorrect client id or secret.');
    }
  });

  test('secrets cannot be tried without end, and a person of that name is not kept out by it', async () => {
    const { app, login, secret } = await start({ LOGIN_LIMIT: '2' });
    for (let attempt = 0; attempt < 2; attempt++) expectError(await login('robot', 'x'), 401, 'INVALID_CREDENTIALS');
    expectError(await login('robot', 'x'), 429, 'RATE_LIMITED');
    // Anybody could otherwise keep the machine out.
    expectData(await login('robot', secret.clientSecret));
    for (let attempt = 0; attempt < 3; attempt++) await login('johndoe', 'x');
    await app.signIn('johndoe');
  });

  test('a machine changes no password, and assumes what its roles let it', async () => {
    const { app, login, secret } = await start();
    const token = expectData(await login('robot', secret.clientSecret)).loginMachine.accessToken;
    const change = 'mutation { changePassword(current: "", new: "correct horse battery") }';
    expectError(await app.send(change, { token }), 403, 'FORBIDDEN');
    const assume = 'mutation { assumeRole(role: "admin", reason: "because") { expiresIn } }';
    expectError(await app.send(assume, { token }), 403, 'FORBIDDEN');
  });
});
