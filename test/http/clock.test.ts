import { describe, expect, test } from 'vitest';
import { COMMAND_LINE } from '../../src/audit/event.js';
import { rotateKeys } from '../../src/auth/stored-keys.js';
import { expectData, expectError, startApp, type TestApp } from '../support/app.js';
import { databases } from '../support/databases.js';

const REFRESH = 'mutation ($token: String!) { refresh(refreshToken: $token) { accessToken refreshToken } }';
const sendRefresh = ({ send }: TestApp, token: string) => send(REFRESH, { variables: { token } });

describe.each(databases)('on $name, a clock that was a day ahead and is put back', (database) => {
  const start = () => startApp({}, database);

  test('keeps no new signing key from being seen', async () => {
    const app = await start();
    const published = async () => (await app.app.inject('/.well-known/jwks.json')).json().keys.length;
    app.clock.advance({ days: 1 });
    expect(await published()).toBe(1);
    app.clock.advance({ days: -1 });
    await rotateKeys(app.db, { alg: 'ES256', atOnce: false }, COMMAND_LINE, app.clock.time);
    expect(await published()).toBe(2);
  });

  test('does not let a spent refresh token be shown again for a day', async () => {
    const app = await start();
    const { refreshToken } = await app.login('johndoe');
    app.clock.advance({ days: 1 });
    const next = expectData(await sendRefresh(app, refreshToken)).refresh;
    app.clock.advance({ days: -1 });
    expectError(await sendRefresh(app, refreshToken), 401, 'INVALID_REFRESH_TOKEN');
    expectError(await sendRefresh(app, next.refreshToken), 401, 'INVALID_REFRESH_TOKEN');
  });

  test('leaves who has refreshed meanwhile with a token for later, and a refresh token for now', async () => {
    const app = await start();
    const { refreshToken } = await app.login('johndoe');
    app.clock.advance({ days: 1 });
    const next = expectData(await sendRefresh(app, refreshToken)).refresh;
    app.clock.advance({ days: -1 });
    const me = (token: string) => app.send('{ sessions { lastUsedAt } }', { token });
    expectError(await me(next.accessToken), 401, 'UNAUTHENTICATED');
    const now = expectData(await sendRefresh(app, next.refreshToken)).refresh;
    const { sessions } = expectData(await me(now.accessToken));
    expect(sessions).toEqual([{ lastUsedAt: new Date(app.clock.time).toISOString() }]);
  });

  test('brings no session back that was ended meanwhile, as if it had expired', async () => {
    const app = await start();
    const token = await app.signIn('johndoe');
    const admin = await app.login('admin');
    const { accounts } = expectData(
      await app.send('{ accounts(search: "johndoe") { nodes { id } } }', { token: admin.accessToken }),
    );
    const [{ id }] = accounts.nodes;
    const inAnHour = app.clock.time + 3_600_000;
    await app.db.updateTable('sessions').set({ expires_at: inAnHour }).where('account_id', '=', id).execute();
    app.clock.advance({ days: 1 });
    const later = expectData(await sendRefresh(app, admin.refreshToken)).refresh;
    expectData(await app.send(`mutation { disableAccount(id: "${id}") { id } }`, { token: later.accessToken }));
    app.clock.advance({ days: -1 });
    expectData(await app.send(`mutation { enableAccount(id: "${id}") { id } }`, { token: admin.accessToken }));
    expectError(await app.send('{ me { id } }', { token }), 401, 'UNAUTHENTICATED');
  });
});
