import { describe, expect, test } from 'vitest';
import firstRoles from '../../schema/roles.json' with { type: 'json' };
import { expectData, expectError, LOGIN, type Send, startApp, type TestApp } from '../support/app.js';
import { databases } from '../support/databases.js';

const PASSWORD = 'correct horse battery staple';
const CREATE = `mutation ($input: CreateAccountInput!) {
  createAccount(input: $input) { id username kind fullName email roles createdAt disabledAt machineSecrets { id } }
}`;
const SET_ROLES = 'mutation ($id: ID!, $roles: [Role!]!) { setAccountRoles(id: $id, roles: $roles) { roles } }';
const DISABLE = 'mutation ($id: ID!) { disableAccount(id: $id) { disabledAt } }';
const ENABLE = 'mutation ($id: ID!) { enableAccount(id: $id) { disabledAt } }';
const CHANGE = 'mutation ($current: String!, $new: String!) { changePassword(current: $current, new: $new) }';

async function idOf({ db }: TestApp, username: string): Promise<string> {
  const row = await db.selectFrom('accounts').select('id').where('username', '=', username).executeTakeFirstOrThrow();
  return row.id;
}

/** Gives an account a role, as somebody would who has the database in hand. */
async function give(app: TestApp, username: string, role: string, scopes: string[]): Promise<void> {
  await app.db.insertInto('roles').values({ name: role, description: role }).execute();
  await app.db
    .insertInto('role_scopes')
    .values(scopes.map((scope) => ({ role, scope })))
    .execute();
  await app.db
    .insertInto('account_roles')
    .values({ account_id: await idOf(app, username), role })
    .execute();
}

describe.each(databases)('on $name', (database) => {
  const start = async (env?: Record<string, string>) => {
    const app = await startApp(env, database);
    const admin = await app.signIn('admin');
    const as = (token: string) => (query: string, variables?: Send['variables']) =>
      app.send(query, { token, ...(variables && { variables }) });
    return { app, admin: as(admin), as };
  };

  describe('accounts', () => {
    const names = (data: { accounts: { nodes: { username: string }[] } }) =>
      data.accounts.nodes.map(({ username }) => username).toSorted();

    test('lists every account, page by page', async () => {
      const { admin } = await start();
      const query = `query ($after: String) {
        accounts(first: 3, after: $after) {
          nodes { username kind roles } edges { cursor node { id } } pageInfo { hasNextPage endCursor } totalCount
        }
      }`;
      const first = expectData(await admin(query)).accounts;
      expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
      const second = expectData(await admin(query, { after: first.pageInfo.endCursor })).accounts;
      expect(second.pageInfo.hasNextPage).toBe(false);
      const all = [...first.nodes, ...second.nodes];
      expect(all.map(({ username }) => username).toSorted()).toEqual(['admin', 'alice', 'developer', 'johndoe']);
      expect(all).toContainEqual({ username: 'alice', kind: 'PERSON', roles: ['guest'] });
    });

    test('finds by name and address, in any case, and takes no sign for a wildcard', async () => {
      const { admin } = await start();
      const search = async (text: string) =>
        names(
          expectData(await admin('query ($s: String) { accounts(search: $s) { nodes { username } } }', { s: text })),
        );
      expect(await search('WONDER')).toEqual(['alice']);
      expect(await search('johndoe@')).toEqual(['johndoe']);
      expectData(await admin(CREATE, { input: { username: 'oe', fullName: 'Özgür Ünal', roles: [] } }));
      expect(await search('Özgür')).toEqual(['oe']);
      expect(await search('example.com')).toHaveLength(4);
      for (const wildcard of ['%', '_', '\\', "'", 'a%e']) expect(await search(wildcard), wildcard).toEqual([]);
      for (const bad of ['', '\0', 'x'.repeat(101)]) {
        const reply = await admin('query ($s: String) { accounts(search: $s) { nodes { username } } }', { s: bad });
        expectError(reply, 400, 'BAD_USER_INPUT');
      }
    });

    test('gives one account by its id, and nothing for what is none', async () => {
      const { app, admin } = await start();
      const query = 'query ($id: ID!) { account(id: $id) { username email disabledAt } }';
      expect(expectData(await admin(query, { id: await idOf(app, 'alice') })).account).toEqual({
        username: 'alice',
        email: 'alice@example.com',
        disabledAt: null,
      });
      for (const id of ['nonsense', '\0', '00000000-0000-4000-8000-000000000000']) {
        expect(expectData(await admin(query, { id })).account).toBeNull();
      }
    });

    test('is refused without its scope, and so is every mutation without the other', async () => {
      const { app, as } = await start();
      const developer = as(await app.signIn('developer'));
      expectData(await developer('{ accounts { totalCount } }'));
      const id = await idOf(app, 'alice');
      const john = as(await app.signIn('johndoe'));
      expectError(await john('{ accounts { totalCount } }'), 403, 'FORBIDDEN');
      expectError(await developer(CREATE, { input: { username: 'x', roles: [] } }), 403, 'FORBIDDEN');
      for (const mutation of [DISABLE, ENABLE]) expectError(await developer(mutation, { id }), 403, 'FORBIDDEN');
      expectError(await developer(SET_ROLES, { id, roles: [] }), 403, 'FORBIDDEN');
    });
  });

  describe('createAccount', () => {
    test('creates somebody who can sign in', async () => {
      const { app, admin } = await start();
      const input = {
        username: 'carol',
        password: PASSWORD,
        fullName: ' Carol C. ',
        email: 'c@example.com',
        roles: ['user', 'user'],
      };
      expect(expectData(await admin(CREATE, { input })).createAccount).toEqual({
        id: expect.any(String),
        username: 'carol',
        kind: 'PERSON',
        fullName: 'Carol C.',
        email: 'c@example.com',
        roles: ['user'],
        createdAt: new Date(app.clock.time).toISOString(),
        disabledAt: null,
        machineSecrets: [],
      });
      const { login } = expectData(await app.send(LOGIN, { variables: { username: 'carol', password: PASSWORD } }));
      expect(login.scopes).toContain('items');
    });

    test('creates somebody without a password, whom no password lets in', async () => {
      const { app, admin } = await start();
      expectData(await admin(CREATE, { input: { username: 'carol', roles: [] } }));
      for (const password of ['', 'null', 'undefined']) {
        const reply = await app.send(LOGIN, { variables: { username: 'carol', password } });
        expectError(reply, 401, 'INVALID_CREDENTIALS');
      }
    });

    test.each([
      ['a short password', { password: 'x'.repeat(14) }, 'input.password'],
      ['a long password', { password: 'x'.repeat(257) }, 'input.password'],
      ['the user name over and over', { password: 'CarolcarolCAROL' }, 'input.password'],
      ['a machine with a password', { kind: 'MACHINE', password: PASSWORD }, 'input.password'],
      ['a role that does not exist', { roles: ['user', 'usr'] }, 'input.roles.1'],
      ['a name of two lines', { fullName: 'a\nb' }, 'input.fullName'],
    ])('refuses %s, and creates nothing', async (_, wrong, inputPath) => {
      const { app, admin } = await start();
      const reply = await admin(CREATE, { input: { username: 'carol', roles: [], ...wrong } });
      expectError(reply, 400, 'BAD_USER_INPUT');
      expect(reply.body.errors[0].extensions.inputPath).toBe(inputPath);
      expect(JSON.stringify(reply.body)).not.toContain(PASSWORD);
      expect(await app.db.selectFrom('accounts').selectAll().execute()).toHaveLength(4);
    });

    test('tells a name that is taken, whoever was first', async () => {
      const { app, admin } = await start();
      expectError(await admin(CREATE, { input: { username: 'alice', roles: [] } }), 409, 'CONFLICT');
      const replies = await Promise.all(
        [1, 2, 3].map(() => admin(CREATE, { input: { username: 'carol', roles: [] } })),
      );
      expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
      expect(await app.db.selectFrom('accounts').selectAll().execute()).toHaveLength(5);
    });
  });

  describe('nobody grants what they do not hold', () => {
    test('not with roles that lack a scope of it, but with those that hold every one', async () => {
      const { app, as } = await start();
      await give(app, 'johndoe', 'clerk', ['accounts:write']);
      const set = async (roles: string[]) => {
        const clerk = as(await app.signIn('johndoe'));
        const id = await idOf(app, 'alice');
        return clerk(
          'mutation ($id: ID!, $roles: [Role!]!) { setAccountRoles(id: $id, roles: $roles) { __typename } }',
          {
            id,
            roles,
          },
        );
      };
      expectError(await set(['user']), 403, 'FORBIDDEN');
      await give(app, 'johndoe', 'reader', ['accounts']);
      expectData(await set(['user']));
      expectData(await set(['user', 'admin']));
    });

    test('not with a token that was asked for less', async () => {
      const { app, as } = await start();
      const narrow = as(await app.signIn('admin', ['accounts', 'accounts:write']));
      const id = await idOf(app, 'alice');
      const reply = await narrow(SET_ROLES, { id, roles: ['user'] });
      expectError(reply, 403, 'FORBIDDEN');
      expect(reply.body.errors[0].extensions.missingScopes.toSorted()).toEqual(firstRoles.user.toSorted());
      expectError(await narrow(CREATE, { input: { username: 'x', roles: ['user'] } }), 403, 'FORBIDDEN');
      expectData(await narrow(SET_ROLES, { id, roles: ['guest'] }));
      expectData(await narrow(SET_ROLES, { id, roles: [] }));
      expectError(await narrow(SET_ROLES, { id, roles: ['guest'] }), 403, 'FORBIDDEN');
    });

    test('not by way of a role that may be assumed', async () => {
      const { app, as } = await start();
      const all = firstRoles.admin;
      await give(
        app,
        'alice',
        'clerk',
        all.filter((scope) => scope !== 'profile:write'),
      );
      const limits = { role: 'clerk', assumed_role: 'admin', most_seconds: 900 };
      await app.db.insertInto('role_assumptions').values(limits).execute();
      const clerk = as(await app.signIn('alice'));
      const reply = await clerk(SET_ROLES, { id: await idOf(app, 'johndoe'), roles: ['clerk'] });
      expectError(reply, 403, 'FORBIDDEN');
      expect(reply.body.errors[0].extensions.missingScopes).toEqual(['profile:write']);
    });

    test('not to oneself', async () => {
      const { app, as } = await start();
      await give(app, 'alice', 'clerk', ['accounts', 'accounts:write']);
      const clerk = as(await app.signIn('alice'));
      const roles = ['guest', 'clerk', 'user'];
      expectError(await clerk(SET_ROLES, { id: await idOf(app, 'alice'), roles }), 403, 'FORBIDDEN');
    });

    test('not by making a secret for a machine that holds it', async () => {
      const { app, admin, as } = await start();
      const input = { username: 'robot', kind: 'MACHINE', roles: ['admin'] };
      const { id } = expectData(await admin(CREATE, { input })).createAccount;
      await give(app, 'alice', 'clerk', ['accounts', 'accounts:write']);
      const clerk = as(await app.signIn('alice'));
      expectError(await clerk('mutation ($id: ID!) { addMachineSecret(id: $id) { id } }', { id }), 403, 'FORBIDDEN');
    });
  });

  describe('the last administrator', () => {
    test('cannot be disabled, nor lose the role', async () => {
      const { app, admin } = await start();
      const id = await idOf(app, 'admin');
      expectError(await admin(DISABLE, { id }), 409, 'CONFLICT');
      expectError(await admin(SET_ROLES, { id, roles: ['user'] }), 409, 'CONFLICT');
      expect(expectData(await admin('{ me { roles } }')).me.roles).toEqual(['admin']);
    });

    test('is not somebody who is disabled, nor a machine', async () => {
      const { app, admin } = await start();
      const alice = await idOf(app, 'alice');
      expectData(await admin(SET_ROLES, { id: alice, roles: ['admin'] }));
      expectData(await admin(DISABLE, { id: alice }));
      expectData(await admin(CREATE, { input: { username: 'robot', kind: 'MACHINE', roles: ['admin'] } }));
      expectError(await admin(DISABLE, { id: await idOf(app, 'admin') }), 409, 'CONFLICT');
    });

    test('is nobody who has nothing to sign in with', async () => {
      const { app, admin } = await start();
      expectData(await admin(CREATE, { input: { username: 'ghost', roles: ['admin'] } }));
      const id = await idOf(app, 'admin');
      expectError(await admin(DISABLE, { id }), 409, 'CONFLICT');
      const identity = { issuer: 'https://id.example', subject: 'x', account_id: await idOf(app, 'ghost') };
      await app.db.insertInto('outside_identities').values(identity).execute();
      expectData(await admin(DISABLE, { id }));
    });

    test('is left where two remove each other at once', async () => {
      const { app, admin, as } = await start();
      const alice = await idOf(app, 'alice');
      expectData(await admin(SET_ROLES, { id: alice, roles: ['admin'] }));
      const other = as(await app.signIn('alice'));
      const replies = await Promise.all([
        admin(SET_ROLES, { id: alice, roles: [] }),
        other(SET_ROLES, { id: await idOf(app, 'admin'), roles: [] }),
      ]);
      expect(replies.map(({ status }) => status).toSorted()).not.toEqual([200, 200]);
      const left = await app.db.selectFrom('account_roles').selectAll().where('role', '=', 'admin').execute();
      expect(left).toHaveLength(1);
    });
  });

  test('a role that is taken away is refused from the next request on', async () => {
    const { app, admin, as } = await start();
    const john = as(await app.signIn('johndoe'));
    expectData(await john('{ myItems { totalCount } }'));
    const id = await idOf(app, 'johndoe');
    expect(expectData(await admin(SET_ROLES, { id, roles: ['guest'] })).setAccountRoles.roles).toEqual(['guest']);
    expectError(await john('{ myItems { totalCount } }'), 403, 'FORBIDDEN');
    expectData(await john('{ me { id } }'));
  });

  test('an account is disabled from the next request on, on every replica, and can be enabled', async () => {
    const { app, admin } = await start();
    const replica = await app.startReplica();
    const token = await app.signIn('alice');
    expectData(await replica.send('{ me { id } }', { token }));
    const id = await idOf(app, 'alice');
    const since = new Date(app.clock.time).toISOString();
    expect(expectData(await admin(DISABLE, { id })).disableAccount.disabledAt).toBe(since);
    expectError(await replica.send('{ me { id } }', { token }), 401, 'UNAUTHENTICATED');
    app.clock.advance({ minutes: 1 });
    expect(expectData(await admin(DISABLE, { id })).disableAccount.disabledAt).toBe(since);
    expect(expectData(await admin(ENABLE, { id })).enableAccount.disabledAt).toBeNull();
    expectData(await app.send('{ me { id } }', { token: await app.signIn('alice') }));
    expectError(await app.send('{ me { id } }', { token }), 401, 'UNAUTHENTICATED');
  });

  test('roles that an account has already are no change', async () => {
    const { app, admin } = await start();
    const id = await idOf(app, 'johndoe');
    expectData(await admin(SET_ROLES, { id, roles: ['user', 'user'] }));
    const events = await app.db.selectFrom('audit_events').selectAll().where('kind', '=', 'RolesChanged').execute();
    expect(events).toEqual([]);
  });

  test('of two changes in one operation, each answers with what it has made', async () => {
    const { app, admin } = await start();
    const variables = { id: await idOf(app, 'alice') };
    const twice = `mutation ($id: ID!) {
      one: setAccountRoles(id: $id, roles: ["user"]) { roles }
      two: setAccountRoles(id: $id, roles: ["guest"]) { roles }
    }`;
    expect(expectData(await admin(twice, variables))).toEqual({ one: { roles: ['user'] }, two: { roles: ['guest'] } });
  });

  test('a list of roles of any length is taken for what it names', async () => {
    const { admin } = await start();
    const roles = Array.from({ length: 36_000 }, () => 'user');
    const { createAccount } = expectData(await admin(CREATE, { input: { username: 'carol', roles } }));
    expect(createAccount.roles).toEqual(['user']);
  });

  test('nothing is done to an account that does not exist', async () => {
    const { admin } = await start();
    for (const id of ['nonsense', '\0', '00000000-0000-4000-8000-000000000000']) {
      expect(expectData(await admin(DISABLE, { id })).disableAccount).toBeNull();
      expect(expectData(await admin(ENABLE, { id })).enableAccount).toBeNull();
      expect(expectData(await admin(SET_ROLES, { id, roles: ['user'] })).setAccountRoles).toBeNull();
    }
  });

  describe('changePassword', () => {
    test('changes it, and ends every other session', async () => {
      const { app, as } = await start();
      const other = await app.signIn('johndoe');
      const token = await app.signIn('johndoe');
      expect(expectData(await as(token)(CHANGE, { current: 'secret', new: PASSWORD }))).toEqual({
        changePassword: true,
      });
      expectData(await app.send('{ me { id } }', { token }));
      expectError(await app.send('{ me { id } }', { token: other }), 401, 'UNAUTHENTICATED');
      const login = (password: string) => app.send(LOGIN, { variables: { username: 'johndoe', password } });
      expectError(await login('secret'), 401, 'INVALID_CREDENTIALS');
      expectData(await login(PASSWORD));
    });

    test('needs the current one, as often as may be tried to sign in', async () => {
      const { app, as } = await start({ LOGIN_LIMIT: '2' });
      const john = as(await app.signIn('johndoe'));
      const attempt = (current: string) => john(CHANGE, { current, new: PASSWORD });
      for (const current of ['wrong', '']) expectError(await attempt(current), 401, 'INVALID_CREDENTIALS');
      expectError(await attempt('secret'), 429, 'RATE_LIMITED');
      app.clock.advance({ minutes: 1 });
      expectData(await attempt('secret'));
    });

    test('refuses a short one, before it looks at the current one', async () => {
      const { app, as } = await start();
      const reply = await as(await app.signIn('johndoe'))(CHANGE, { current: 'wrong', new: 'short' });
      expectError(reply, 400, 'BAD_USER_INPUT');
      expect(reply.body.errors[0].extensions.inputPath).toBe('new');
    });

    test('lets one of two at once win', async () => {
      const { app, as } = await start();
      const john = as(await app.signIn('johndoe'));
      const replies = await Promise.all(
        [`${PASSWORD} 1`, `${PASSWORD} 2`].map((password) => john(CHANGE, { current: 'secret', new: password })),
      );
      expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    });
  });
});
