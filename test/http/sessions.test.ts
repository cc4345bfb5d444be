import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { expectData, expectError, type IssuedToken, startApp, type TestApp } from '../support/app.js';
import { databases } from '../support/databases.js';

const REFRESH = `mutation ($refreshToken: String!) {
  refresh(refreshToken: $refreshToken) { accessToken refreshToken expiresIn scopes tokenType }
}`;
const LOGOUT = 'mutation ($everywhere: Boolean) { logout(everywhere: $everywhere) }';
const SESSIONS = '{ sessions { id client role createdAt lastUsedAt expiresAt isCurrent } }';

const sendRefresh = ({ send }: Pick<TestApp, 'send'>, refreshToken: string) =>
  send(REFRESH, { variables: { refreshToken } });
const refreshed = async (app: Pick<TestApp, 'send'>, refreshToken: string): Promise<IssuedToken> =>
  expectData(await sendRefresh(app, refreshToken)).refresh;

async function isAccepted({ send }: Pick<TestApp, 'send'>, token: string): Promise<boolean> {
  const { status } = await send('{ me { id } }', { token });
  if (status !== 200 && status !== 401) throw new Error(`Neither accepted nor refused: ${status}`);
  return status === 200;
}

describe.each(databases)('on $name', (database) => {
  const start = (env?: Record<string, string>) => startApp(env, database);

  describe('refresh', () => {
    test('gives the next tokens of the same session, with the same scopes', async () => {
      const app = await start();
      const first = await app.login('johndoe', ['items', 'me']);
      app.clock.advance({ minutes: 29 });
      const next = await refreshed(app, first.refreshToken);
      expect(next).toMatchObject({ tokenType: 'Bearer', expiresIn: 1_800, scopes: ['me', 'items'] });
      expect(next.refreshToken).not.toBe(first.refreshToken);
      expect(decodeJwt(next.accessToken).sid).toBe(decodeJwt(first.accessToken).sid);
      app.clock.advance({ minutes: 2 });
      expect(await isAccepted(app, first.accessToken)).toBe(false);
      expect(await isAccepted(app, next.accessToken)).toBe(true);
    });

    test('takes 256 random bits that no database holds', async () => {
      const app = await start();
      const { refreshToken } = await app.login('alice');
      expect(Buffer.from(refreshToken, 'base64url')).toHaveLength(32);
      const next = await refreshed(app, refreshToken);
      const rows = JSON.stringify(await app.db.selectFrom('refresh_tokens').selectAll().execute());
      for (const token of [refreshToken, next.refreshToken]) expect(rows).not.toContain(token);
    });

    test('of ten at once spends the token once, and gives all of them the same successor', async () => {
      const app = await start();
      const { refreshToken } = await app.login('johndoe');
      const answers = await Promise.all(Array.from({ length: 10 }, () => refreshed(app, refreshToken)));
      expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1);
      expect(await app.db.selectFrom('refresh_tokens').selectAll().execute()).toHaveLength(2);
    });

    test('of ten at once lets one win where no grace is given, and ends the session', async () => {
      const app = await start({ REFRESH_GRACE: '0' });
      const { refreshToken } = await app.login('johndoe');
      const replies = await Promise.all(Array.from({ length: 10 }, () => sendRefresh(app, refreshToken)));
      const winners = replies.filter(({ status }) => status === 200);
      expect(winners.length).toBeLessThanOrEqual(1);
      expect(await app.db.selectFrom('refresh_tokens').selectAll().execute()).toHaveLength(2);
      for (const { body } of winners) expect(await isAccepted(app, body.data.refresh.accessToken)).toBe(false);
    });

    test('gives the same successor again where the answer was lost, on every replica', async () => {
      const app = await start();
      const replica = await app.startReplica();
      const { refreshToken } = await app.login('johndoe');
      const lost = await refreshed(app, refreshToken);
      app.clock.advance({ seconds: 9 });
      const again = await refreshed(replica, refreshToken);
      expect(again.refreshToken).toBe(lost.refreshToken);
      expect(await isAccepted(app, again.accessToken)).toBe(true);
      expect((await sendRefresh(app, again.refreshToken)).status).toBe(200);
    });

    test.each([
      ['after the grace', { seconds: 10 }, false],
      ['within the grace, once the successor was used', { seconds: 1 }, true],
    ])('of a spent token %s ends the whole session, whoever has the newest', async (_, wait, useSuccessor) => {
      const app = await start();
      const stolen = await app.login('johndoe');
      const other = await app.login('johndoe');
      let newest = await refreshed(app, stolen.refreshToken);
      if (useSuccessor) newest = await refreshed(app, newest.refreshToken);
      app.clock.advance(wait);
      expectError(await sendRefresh(app, stolen.refreshToken), 401, 'INVALID_REFRESH_TOKEN');
      expect(await isAccepted(app, newest.accessToken)).toBe(false);
      expectError(await sendRefresh(app, newest.refreshToken), 401, 'INVALID_REFRESH_TOKEN');
      expect(await isAccepted(app, other.accessToken)).toBe(true);
    });

    test.each([
      ['nonsense', 'nonsense'],
      ['nothing', ''],
      ['a NUL', '\0'.repeat(43)],
      ['one that nobody was given', 'A'.repeat(43)],
    ])('of %s says no more than that it is no good', async (_, refreshToken) => {
      const app = await start();
      const reply = await sendRefresh(app, refreshToken);
      expectError(reply, 401, 'INVALID_REFRESH_TOKEN');
      expect(reply.headers['www-authenticate']).toBe('Bearer');
      expect(reply.body.errors[0].message).toBe('The refresh token is no good any more. Sign in again.');
    });

    test('takes no access token, and an access token is no refresh token', async () => {
      const app = await start();
      const { accessToken, refreshToken } = await app.login('johndoe');
      expectError(await sendRefresh(app, accessToken), 401, 'INVALID_REFRESH_TOKEN');
      expect(await isAccepted(app, refreshToken)).toBe(false);
    });

    test('ends with the session, however often it is refreshed', async () => {
      const app = await start({ SESSION_DAYS: '1' });
      let { refreshToken } = await app.login('johndoe');
      for (let hour = 0; hour < 23; hour++) {
        app.clock.advance({ hours: 1 });
        ({ refreshToken } = await refreshed(app, refreshToken));
      }
      app.clock.advance({ minutes: 50 });
      const last = await refreshed(app, refreshToken);
      expect(last.expiresIn).toBe(600);
      app.clock.advance({ minutes: 10 });
      expect(await isAccepted(app, last.accessToken)).toBe(false);
      expectError(await sendRefresh(app, last.refreshToken), 401, 'INVALID_REFRESH_TOKEN');
    });

    test('narrows the scopes when the roles did, and never widens them', async () => {
      const app = await start();
      const admin = await app.signIn('admin');
      const john = await app.login('johndoe', ['me', 'items']);
      const { me } = expectData(await app.send('{ me { id } }', { token: john.accessToken }));
      const setRoles = (roles: string[]) =>
        app.send('mutation ($id: ID!, $roles: [Role!]!) { setAccountRoles(id: $id, roles: $roles) { id } }', {
          token: admin,
          variables: { id: me.id, roles },
        });
      expectData(await setRoles(['guest']));
      const narrowed = await refreshed(app, john.refreshToken);
      expect(narrowed.scopes).toEqual(['me']);
      expectData(await setRoles(['admin']));
      expect((await refreshed(app, narrowed.refreshToken)).scopes).toEqual(['me']);
    });

    test('is refused to an account that was disabled, and not taken up again when it is enabled', async () => {
      const app = await start();
      const admin = await app.signIn('admin');
      const { accessToken, refreshToken } = await app.login('alice');
      const { me } = expectData(await app.send('{ me { id } }', { token: accessToken }));
      const set = (what: string) =>
        app.send(`mutation ($id: ID!) { ${what}(id: $id) { id } }`, { token: admin, variables: { id: me.id } });
      expectData(await set('disableAccount'));
      expectError(await sendRefresh(app, refreshToken), 401, 'INVALID_REFRESH_TOKEN');
      expectData(await set('enableAccount'));
      expectError(await sendRefresh(app, refreshToken), 401, 'INVALID_REFRESH_TOKEN');
      expect(await isAccepted(app, accessToken)).toBe(false);
    });
  });

  describe('logout', () => {
    test('refuses the token in hand from the next request on, on every replica, and no other session', async () => {
      const app = await start();
      const replica = await app.startReplica();
      const [one, other] = [await app.login('johndoe'), await app.login('johndoe')];
      expect(await isAccepted(replica, one.accessToken)).toBe(true);
      expect(expectData(await app.send(LOGOUT, { token: one.accessToken }))).toEqual({ logout: true });
      for (const each of [app, replica]) {
        expect(await isAccepted(each, one.accessToken)).toBe(false);
        expectError(await sendRefresh(each, one.refreshToken), 401, 'INVALID_REFRESH_TOKEN');
        expect(await isAccepted(each, other.accessToken)).toBe(true);
      }
    });

    test('everywhere ends every session of the account, and of no other', async () => {
      const app = await start();
      const [one, other] = [await app.login('johndoe'), await app.login('johndoe')];
      const alice = await app.login('alice');
      expectData(await app.send(LOGOUT, { token: one.accessToken, variables: { everywhere: true } }));
      for (const { accessToken, refreshToken } of [one, other]) {
        expect(await isAccepted(app, accessToken)).toBe(false);
        expectError(await sendRefresh(app, refreshToken), 401, 'INVALID_REFRESH_TOKEN');
      }
      expect(await isAccepted(app, alice.accessToken)).toBe(true);
    });

    test('needs somebody', async () => {
      const app = await start();
      expectError(await app.send(LOGOUT), 401, 'UNAUTHENTICATED');
    });
  });

  describe('sessions', () => {
    test('lists one’s own, with client, times, and which is in hand', async () => {
      const app = await start();
      const phone = await app.send(
        'mutation { login(username: "johndoe", password: "secret") { accessToken refreshToken } }',
        { headers: { 'user-agent': 'phone/1.0' } },
      );
      const started = app.clock.time;
      app.clock.advance({ minutes: 5 });
      const { accessToken } = await app.login('johndoe');
      await app.login('alice');
      const { refreshToken } = expectData(phone).login;
      await refreshed(app, refreshToken);
      const { sessions } = expectData(await app.send(SESSIONS, { token: accessToken }));
      const iso = (time: number) => new Date(time).toISOString();
      const day = 24 * 60 * 60_000;
      expect(sessions).toEqual([
        {
          id: decodeJwt(accessToken).sid,
          client: 'lightMyRequest',
          role: null,
          createdAt: iso(app.clock.time),
          lastUsedAt: iso(app.clock.time),
          expiresAt: iso(app.clock.time + 30 * day),
          isCurrent: true,
        },
        {
          id: expect.any(String),
          client: 'phone/1.0',
          role: null,
          createdAt: iso(started),
          lastUsedAt: iso(app.clock.time),
          expiresAt: iso(started + 30 * day),
          isCurrent: false,
        },
      ]);
    });

    test('tells when a session was last used, to the minute', async () => {
      const app = await start();
      const token = await app.signIn('johndoe');
      const lastUsed = async () => expectData(await app.send(SESSIONS, { token })).sessions[0].lastUsedAt;
      const first = await lastUsed();
      app.clock.advance({ seconds: 59 });
      expect(await lastUsed()).toBe(first);
      app.clock.advance({ seconds: 1 });
      expect(await lastUsed()).toBe(new Date(app.clock.time).toISOString());
    });

    test('does not tell to whom else has its tokens when it was refreshed', async () => {
      const app = await start();
      const { accessToken: token, refreshToken } = await app.login('johndoe');
      const lastUsed = async () => expectData(await app.send(SESSIONS, { token })).sessions[0].lastUsedAt;
      const before = await lastUsed();
      app.clock.advance({ seconds: 30 });
      await refreshed(app, refreshToken);
      expect(await lastUsed()).toBe(before);
    });

    test('keeps no more of what a client calls itself than 200 characters', async () => {
      const app = await start();
      const login = 'mutation { login(username: "alice", password: "secret2") { accessToken } }';
      const reply = await app.send(login, { headers: { 'user-agent': 'x'.repeat(5_000) } });
      const token = expectData(reply).login.accessToken;
      expect(expectData(await app.send(SESSIONS, { token })).sessions[0].client).toHaveLength(200);
    });

    test('leaves out one that has just expired', async () => {
      const app = await start({ SESSION_DAYS: '1' });
      await app.login('johndoe');
      app.clock.advance({ hours: 23, minutes: 50 });
      const token = await app.signIn('johndoe');
      const count = async () => expectData(await app.send(SESSIONS, { token })).sessions.length;
      expect(await count()).toBe(2);
      app.clock.advance({ minutes: 10 });
      expect(await count()).toBe(1);
    });

    test('leaves out those that have ended or expired, and forgets expired ones', async () => {
      const app = await start({ SESSION_DAYS: '1' });
      await app.login('johndoe');
      app.clock.advance({ days: 1 });
      const { accessToken } = await app.login('johndoe');
      const gone = await app.login('johndoe');
      expectData(await app.send(LOGOUT, { token: gone.accessToken }));
      expect(expectData(await app.send(SESSIONS, { token: accessToken })).sessions).toHaveLength(1);
      expect(await app.db.selectFrom('sessions').selectAll().execute()).toHaveLength(2);
      expect(await app.db.selectFrom('refresh_tokens').selectAll().execute()).toHaveLength(2);
    });
  });

  describe('revokeSession', () => {
    const revoke = ({ send }: TestApp, token: string, id: unknown) =>
      send('mutation ($id: ID!) { revokeSession(id: $id) }', { token, variables: { id } });

    test('ends one of one’s own sessions', async () => {
      const app = await start();
      const [lost, kept] = [await app.login('johndoe'), await app.login('johndoe')];
      const id = decodeJwt(lost.accessToken).sid;
      expect(expectData(await revoke(app, kept.accessToken, id))).toEqual({ revokeSession: true });
      expect(await isAccepted(app, lost.accessToken)).toBe(false);
      expectError(await sendRefresh(app, lost.refreshToken), 401, 'INVALID_REFRESH_TOKEN');
      expect(expectData(await revoke(app, kept.accessToken, id))).toEqual({ revokeSession: false });
    });

    test('knows nothing of the sessions of others', async () => {
      const app = await start();
      const john = await app.login('johndoe');
      const alice = await app.signIn('alice');
      const foreign = decodeJwt(john.accessToken).sid;
      for (const id of [foreign, 'nonsense', '\0', '']) {
        expect(expectData(await revoke(app, alice, id))).toEqual({ revokeSession: false });
      }
      expect(await isAccepted(app, john.accessToken)).toBe(true);
    });
  });

  describe('an access token', () => {
    test('of a session of another account is refused', async () => {
      const app = await start();
      const [john, alice] = [await app.login('johndoe'), await app.login('alice')];
      const { sid } = decodeJwt(alice.accessToken);
      await app.db
        .updateTable('sessions')
        .set({ account_id: String(decodeJwt(alice.accessToken).sub) })
        .where('id', '=', String(decodeJwt(john.accessToken).sid))
        .execute();
      expect(sid).not.toBe(decodeJwt(john.accessToken).sid);
      expect(await isAccepted(app, john.accessToken)).toBe(false);
    });

    test('of a session that is gone is refused', async () => {
      const app = await start();
      const { accessToken } = await app.login('johndoe');
      await app.db.deleteFrom('sessions').execute();
      expect(await isAccepted(app, accessToken)).toBe(false);
    });
  });
});
