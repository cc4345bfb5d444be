import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { expectData, expectError, startApp, type TestApp } from '../support/app.js';
import { databases } from '../support/databases.js';

const ASSUME = `mutation ($role: String!, $reason: String!, $seconds: PositiveInt) {
  assumeRole(role: $role, reason: $reason, seconds: $seconds) { accessToken refreshToken expiresIn scopes }
}`;

interface Wish {
  role?: string;
  reason?: string;
  seconds?: number;
}

const assume = ({ send }: TestApp, token: string, wish: Wish = {}) =>
  send(ASSUME, { token, variables: { role: 'admin', reason: 'Ticket 4711', ...wish } });

const assumed = async (app: TestApp, token: string, wish?: Wish): Promise<string> =>
  expectData(await assume(app, token, wish)).assumeRole.accessToken;

const ACCOUNTS = '{ accounts { totalCount } }';

async function idOf({ db }: TestApp, username: string): Promise<string> {
  const row = await db.selectFrom('accounts').select('id').where('username', '=', username).executeTakeFirstOrThrow();
  return row.id;
}

describe.each(databases)('on $name', (database) => {
  const start = (env?: Record<string, string>) => startApp(env, database);

  test('a role is assumed for a while: a token of its scopes alone, that says who, as what and why', async () => {
    const app = await start();
    const own = await app.signIn('developer');
    const { assumeRole } = expectData(await assume(app, own));
    expect(assumeRole).toMatchObject({ expiresIn: 900, refreshToken: null });
    expect(assumeRole.scopes).toContain('accounts:write');
    const { sub, sid } = decodeJwt(own);
    const issuedAt = app.clock.time / 1_000;
    const claims = decodeJwt(assumeRole.accessToken);
    expect(claims).toMatchObject({ sub, act: { sub }, roles: ['admin'], reason: 'Ticket 4711', exp: issuedAt + 900 });
    expect(claims.sid).not.toBe(sid);
    const create = 'mutation { createAccount(input: { username: "new", roles: ["guest"] }) { username } }';
    expectError(await app.send(create, { token: own }), 403, 'FORBIDDEN');
    expect(expectData(await app.send(create, { token: assumeRole.accessToken })).createAccount.username).toBe('new');
    app.clock.advance({ minutes: 15 });
    expectError(await app.send(ACCOUNTS, { token: assumeRole.accessToken }), 401, 'UNAUTHENTICATED');
  });

  test('it has the scopes of that role alone, and not one’s own beside them', async () => {
    const app = await start();
    const limits = { role: 'developer', assumed_role: 'guest', most_seconds: 900 };
    await app.db.insertInto('role_assumptions').values(limits).execute();
    const token = await assumed(app, await app.signIn('developer'), { role: 'guest' });
    expect(decodeJwt(token).scope).toBe('me');
    expectError(await app.send('{ myItems { totalCount } }', { token }), 403, 'FORBIDDEN');
  });

  test('it has what that role grants now, and not what another one does that could be assumed as well', async () => {
    const app = await start();
    const token = await assumed(app, await app.signIn('developer'));
    await app.db.insertInto('roles').values({ name: 'other', description: 'Another.' }).execute();
    await app.db
      .updateTable('role_scopes')
      .set({ role: 'other' })
      .where('role', '=', 'admin')
      .where('scope', '=', 'accounts')
      .execute();
    const limits = { role: 'developer', assumed_role: 'other', most_seconds: 900 };
    await app.db.insertInto('role_assumptions').values(limits).execute();
    expectError(await app.send(ACCOUNTS, { token }), 403, 'FORBIDDEN');
    expectData(await app.send('{ me { id } }', { token }));
  });

  test('a name of a scope with a space in it, which is no scope, grants neither half', async () => {
    const app = await start();
    const token = await app.signIn('johndoe', ['me', 'items']);
    await app.db.deleteFrom('role_scopes').where('scope', 'in', ['me', 'items']).execute();
    await app.db.insertInto('role_scopes').values({ role: 'user', scope: 'me items' }).execute();
    expectError(await app.send('{ me { id } myItems { totalCount } }', { token }), 403, 'FORBIDDEN');
  });

  test('it lasts as long as is asked for, up to what the role allows', async () => {
    const app = await start();
    const own = await app.signIn('developer');
    const { assumeRole } = expectData(await assume(app, own, { seconds: 3_600 }));
    expect(assumeRole.expiresIn).toBe(3_600);
    app.clock.advance({ minutes: 59 });
    expectData(await app.send(ACCOUNTS, { token: assumeRole.accessToken }));
    const again = await app.signIn('developer');
    const reply = await assume(app, again, { seconds: 3_601 });
    expectError(reply, 400, 'BAD_USER_INPUT');
    expect(reply.body.errors[0].message).toBe('Argument "seconds": expected 1 to 3600, found 3601.');
    expectError(await assume(app, again, { seconds: 0 }), 400, 'BAD_USER_INPUT');
  });

  test('the database holds no role that may be assumed for less than 15 minutes or more than 12 hours at most', async () => {
    const { db } = await start();
    for (const most_seconds of [899, 43_201]) {
      const row = { role: 'user', assumed_role: 'guest', most_seconds };
      await expect(db.insertInto('role_assumptions').values(row).execute()).rejects.toThrow(/check/i);
    }
  });

  test.each([
    ['a role that the account’s roles do not let it assume', 'johndoe', 'admin'],
    ['a role that the account has, but may not assume', 'developer', 'developer'],
    ['a role that does not exist', 'developer', 'root'],
    ['a name that no role can have', 'developer', '\0'],
  ] as const)('%s is refused', async (_, username, role) => {
    const app = await start();
    const reply = await assume(app, await app.signIn(username), { role });
    expectError(reply, 403, 'FORBIDDEN');
    expect(reply.headers).not.toHaveProperty('www-authenticate');
    expect(reply.body.errors[0].message).toContain(`You may not assume the role ${JSON.stringify(role)}.`);
  });

  test.each(['', ' ', 'x'.repeat(201), 'two\nlines'])('no reason is no reason: %j', async (reason) => {
    const app = await start();
    expectError(await assume(app, await app.signIn('developer'), { reason }), 400, 'BAD_USER_INPUT');
  });

  test('a token that was asked for less does not come to more', async () => {
    const app = await start();
    const reply = await assume(app, await app.signIn('developer', ['items']));
    expectError(reply, 403, 'FORBIDDEN');
    expect(reply.body.errors[0].extensions.missingScopes).toContain('accounts');
    expect(reply.headers['www-authenticate']).toMatch(/^Bearer error="insufficient_scope", scope="[^"]*accounts/);
  });

  test('there is no chain of roles, and no refresh', async () => {
    const app = await start();
    const chain = { role: 'admin', assumed_role: 'developer', most_seconds: 900 };
    await app.db.insertInto('role_assumptions').values(chain).execute();
    const token = await assumed(app, await app.signIn('developer'));
    expectError(await assume(app, token, { role: 'developer' }), 403, 'FORBIDDEN');
    expectError(await assume(app, token), 403, 'FORBIDDEN');
    expect(await app.db.selectFrom('refresh_tokens').selectAll().execute()).toHaveLength(1);
  });

  test('it changes no credentials', async () => {
    const app = await start();
    const token = await assumed(app, await app.signIn('developer'));
    const change = 'mutation { changePassword(current: "secret4", new: "correct horse battery") }';
    expectError(await app.send(change, { token }), 403, 'FORBIDDEN');
    const create = 'mutation { createAccount(input: { username: "m", kind: MACHINE, roles: [] }) { id } }';
    const { id } = expectData(await app.send(create, { token })).createAccount;
    const add = 'mutation ($id: ID!) { addMachineSecret(id: $id) { id } }';
    expectError(await app.send(add, { token, variables: { id } }), 403, 'FORBIDDEN');
    const admin = await app.signIn('admin');
    const secret = expectData(await app.send(add, { token: admin, variables: { id } })).addMachineSecret;
    const person = `mutation { createAccount(input: { username: "p", password: "correct horse battery", roles: [] }) { id } }`;
    expectError(await app.send(person, { token }), 403, 'FORBIDDEN');
    const remove = 'mutation ($id: ID!) { removeMachineSecret(id: $id) }';
    expectError(await app.send(remove, { token, variables: { id: secret.id } }), 403, 'FORBIDDEN');
  });

  test('what is held for a while is not granted for good', async () => {
    const app = await start();
    const token = await assumed(app, await app.signIn('developer'));
    const set = 'mutation ($id: ID!, $roles: [Role!]!) { setAccountRoles(id: $id, roles: $roles) { id } }';
    const grant = async (roles: string[]) =>
      app.send(set, { token, variables: { id: await idOf(app, 'developer'), roles } });
    expectError(await grant(['developer', 'admin']), 403, 'FORBIDDEN');
    expectData(await grant(['developer', 'user']));
  });

  test('nor is an account brought back with it that may do more for good', async () => {
    const app = await start();
    const admin = await app.signIn('admin');
    const set = 'mutation ($id: ID!, $roles: [Role!]!) { setAccountRoles(id: $id, roles: $roles) { id } }';
    const id = await idOf(app, 'alice');
    expectData(await app.send(set, { token: admin, variables: { id, roles: ['admin'] } }));
    const disable = 'mutation ($id: ID!) { disableAccount(id: $id) { id } }';
    expectData(await app.send(disable, { token: admin, variables: { id } }));
    const token = await assumed(app, await app.signIn('developer'));
    const enable = 'mutation ($id: ID!) { enableAccount(id: $id) { disabledAt } }';
    expectError(await app.send(enable, { token, variables: { id } }), 403, 'FORBIDDEN');
    const narrow = await app.signIn('admin', ['accounts', 'accounts:write']);
    expectError(await app.send(enable, { token: narrow, variables: { id } }), 403, 'FORBIDDEN');
    expect(expectData(await app.send(enable, { token: admin, variables: { id } })).enableAccount.disabledAt).toBeNull();
  });

  test('it ends with the session of its person at the latest', async () => {
    const app = await start({ SESSION_DAYS: '1' });
    let { refreshToken, accessToken } = await app.login('developer');
    app.clock.advance({ hours: 23, minutes: 30 });
    const refresh = `mutation { refresh(refreshToken: "${refreshToken}") { refreshToken accessToken } }`;
    ({ refreshToken, accessToken } = expectData(await app.send(refresh)).refresh);
    const { assumeRole } = expectData(await assume(app, accessToken, { seconds: 3_600 }));
    expect(assumeRole.expiresIn).toBe(1_800);
    app.clock.advance({ minutes: 30 });
    expectError(await app.send(ACCOUNTS, { token: assumeRole.accessToken }), 401, 'UNAUTHENTICATED');
  });

  test('it ends with the session in which it was assumed, and that one goes on when it ends', async () => {
    const app = await start();
    const own = await app.signIn('developer');
    const [one, two] = [await assumed(app, own), await assumed(app, own)];
    expectData(await app.send('mutation { logout }', { token: one }));
    expectError(await app.send(ACCOUNTS, { token: one }), 401, 'UNAUTHENTICATED');
    for (const token of [own, two]) expectData(await app.send(ACCOUNTS, { token }));
    const { sessions } = expectData(await app.send('{ sessions { role isCurrent } }', { token: two }));
    expect(sessions).toContainEqual({ role: 'admin', isCurrent: true });
    expectData(await app.send('mutation { logout }', { token: own }));
    expectError(await app.send(ACCOUNTS, { token: two }), 401, 'UNAUTHENTICATED');
  });

  test('it outlives the short session of a machine, unless that was ended', async () => {
    const app = await start();
    const admin = await app.signIn('admin');
    const create = `mutation { createAccount(input: { username: "robot", kind: MACHINE, roles: ["developer"] }) { id } }`;
    const { id } = expectData(await app.send(create, { token: admin })).createAccount;
    const add = 'mutation ($id: ID!) { addMachineSecret(id: $id) { clientId clientSecret } }';
    const secret = expectData(await app.send(add, { token: admin, variables: { id } })).addMachineSecret;
    const login = `mutation ($clientId: String!, $clientSecret: String!) {
      loginMachine(clientId: $clientId, clientSecret: $clientSecret) { accessToken }
    }`;
    const signIn = async () => expectData(await app.send(login, { variables: secret })).loginMachine.accessToken;
    const [first, second] = [await signIn(), await signIn()];
    const [kept, ended] = [
      await assumed(app, first, { seconds: 3_600 }),
      await assumed(app, second, { seconds: 3_600 }),
    ];
    expectData(await app.send('mutation { logout }', { token: second }));
    app.clock.advance({ minutes: 45 });
    await app.signIn('alice');
    expectData(await app.send(ACCOUNTS, { token: kept }));
    expectError(await app.send(ACCOUNTS, { token: ended }), 401, 'UNAUTHENTICATED');
  });

  test('it ends with the secret that a machine signed in with, though the machine’s own token has expired', async () => {
    const app = await start();
    const admin = await app.signIn('admin');
    const create =
      'mutation { createAccount(input: { username: "robot", kind: MACHINE, roles: ["developer"] }) { id } }';
    const { id } = expectData(await app.send(create, { token: admin })).createAccount;
    const add = `mutation { addMachineSecret(id: "${id}") { id clientSecret } }`;
    const secret = expectData(await app.send(add, { token: admin })).addMachineSecret;
    const login = `mutation { loginMachine(clientId: "robot", clientSecret: "${secret.clientSecret}") { accessToken } }`;
    const token = await assumed(app, expectData(await app.send(login)).loginMachine.accessToken, { seconds: 3_600 });
    app.clock.advance({ minutes: 31 });
    expectData(await app.send(ACCOUNTS, { token }));
    const remove = `mutation { removeMachineSecret(id: "${secret.id}") }`;
    expectData(await app.send(remove, { token: await app.signIn('admin') }));
    expectError(await app.send(ACCOUNTS, { token }), 401, 'UNAUTHENTICATED');
  });

  test('a scope that the catalogue no longer has keeps nobody from a role', async () => {
    const app = await start();
    await app.db.insertInto('role_scopes').values({ role: 'developer', scope: 'legacy' }).execute();
    expectData(await assume(app, await app.signIn('developer')));
    const set = 'mutation ($id: ID!) { setAccountRoles(id: $id, roles: ["developer"]) { id } }';
    const variables = { id: await idOf(app, 'alice') };
    expectData(await app.send(set, { token: await app.signIn('admin'), variables }));
  });

  test('it is worth nothing as soon as the account may no longer assume the role', async () => {
    const app = await start();
    const token = await assumed(app, await app.signIn('developer'));
    expectData(await app.send(ACCOUNTS, { token }));
    const other = { account_id: await idOf(app, 'alice'), role: 'developer' };
    await app.db.insertInto('account_roles').values(other).execute();
    const admin = await app.signIn('admin');
    const set = 'mutation ($id: ID!) { setAccountRoles(id: $id, roles: ["user"]) { id } }';
    expectData(await app.send(set, { token: admin, variables: { id: await idOf(app, 'developer') } }));
    expectError(await app.send(ACCOUNTS, { token }), 403, 'FORBIDDEN');
  });
});
