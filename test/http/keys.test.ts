import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { COMMAND_LINE } from '../../src/audit/event.js';
import { listStoredKeys, type Rotation, retireKey, rotateKeys } from '../../src/auth/stored-keys.js';
import { expectData, expectError, startApp, type TestApp } from '../support/app.js';
import { databases } from '../support/databases.js';

const ME = '{ me { username } }';

const kidOf = (token: string) => String(decodeProtectedHeader(token).kid);
const rotate = ({ db, clock }: TestApp, rotation: Partial<Rotation> = {}) => {
  clock.advance({ seconds: 1 });
  return rotateKeys(db, { alg: 'ES256', atOnce: true, ...rotation }, COMMAND_LINE, clock.time);
};
const states = async ({ db, clock }: TestApp) => (await listStoredKeys(db, clock.time)).map(({ state }) => state);

async function published({ app }: Pick<TestApp, 'app'>): Promise<string[]> {
  const reply = await app.inject('/.well-known/jwks.json');
  return reply.json().keys.map(({ kid }: { kid: string }) => kid);
}

describe.each(databases)('on $name', (database) => {
  const start = (env?: Record<string, string>) => startApp(env, database);

  test('replicas share their keys through the database', async () => {
    const app = await start();
    const replica = await app.startReplica();
    const token = await app.signIn('johndoe');
    expectData(await replica.send(ME, { token }));
    expect(await published(replica)).toEqual(await published(app));
    expect(await app.db.selectFrom('signing_keys').selectAll().execute()).toHaveLength(1);
  });

  test.each(['ES256', 'EdDSA', 'RS256'] as const)(
    'a new %s key signs at once, and the old one goes on verifying',
    async (alg) => {
      const app = await start();
      const replica = await app.startReplica();
      const old = await app.signIn('johndoe');
      await rotate(app, { alg });
      app.clock.advance({ seconds: 30 });
      const token = await app.signIn('johndoe');
      expect(decodeProtectedHeader(token).alg).toBe(alg);
      expect(kidOf(token)).not.toBe(kidOf(old));
      for (const each of [app, replica]) {
        for (const good of [old, token]) expectData(await each.send(ME, { token: good }));
      }
      expect(await states(app)).toEqual(['SIGNING', 'VERIFYING']);
    },
  );

  test('a replica accepts a key that another has just begun to sign with', async () => {
    const app = await start();
    const replica = await app.startReplica();
    app.clock.advance({ seconds: 5 });
    await rotate(app);
    const third = await app.startReplica();
    const login = 'mutation { login(username: "johndoe", password: "secret") { accessToken } }';
    const { accessToken: token } = expectData(await third.send(login)).login;
    expect(await published(replica)).not.toContain(kidOf(token));
    expectData(await replica.send(ME, { token }));
  });

  test('a key is published for six minutes before it signs, unless it must sign at once', async () => {
    const app = await start();
    const old = kidOf(await app.signIn('johndoe'));
    await rotate(app, { atOnce: false });
    expect(await states(app)).toEqual(['PENDING', 'SIGNING']);
    app.clock.advance({ minutes: 1 });
    expect(kidOf(await app.signIn('johndoe'))).toBe(old);
    expect(await published(app)).toHaveLength(2);
    app.clock.advance({ minutes: 5 });
    const token = await app.signIn('johndoe');
    expect(kidOf(token)).not.toBe(old);
    expect(await states(app)).toEqual(['SIGNING', 'VERIFYING']);
  });

  test('the old key verifies as long as the longest token lives, and is gone after that', async () => {
    const app = await start();
    await app.db.updateTable('role_assumptions').set({ most_seconds: 43_200 }).execute();
    const own = await app.signIn('developer');
    const assume = 'mutation { assumeRole(role: "admin", reason: "Night", seconds: 43200) { accessToken } }';
    const { accessToken: token } = expectData(await app.send(assume, { token: own })).assumeRole;
    await rotate(app);
    app.clock.advance({ seconds: 43_198 });
    expectData(await app.send(ME, { token }));
    app.clock.advance({ minutes: 2 });
    expect(await states(app)).toEqual(['SIGNING', 'EXPIRED']);
    expect(await published(app)).toHaveLength(1);
    await rotate(app);
    expect(await states(app)).toEqual(['SIGNING', 'VERIFYING']);
  });

  test('a key that is retired is refused on every replica within half a minute', async () => {
    const app = await start();
    const replica = await app.startReplica();
    const token = await app.signIn('johndoe');
    await rotate(app);
    await retireKey(app.db, kidOf(token), COMMAND_LINE, app.clock.time);
    app.clock.advance({ seconds: 30 });
    for (const each of [app, replica]) {
      expectError(await each.send(ME, { token }), 401, 'UNAUTHENTICATED');
      expect(await published(each)).not.toContain(kidOf(token));
    }
  });

  test('a key that has expired does not come back when another is retired', async () => {
    const app = await start();
    await rotate(app);
    app.clock.advance({ hours: 11 });
    await rotate(app);
    app.clock.advance({ hours: 2 });
    expect(await states(app)).toEqual(['SIGNING', 'VERIFYING', 'EXPIRED']);
    const [, second] = await listStoredKeys(app.db, app.clock.time);
    await retireKey(app.db, String(second?.kid), COMMAND_LINE, app.clock.time);
    expect(await states(app)).toEqual(['SIGNING', 'EXPIRED']);
  });

  test('a rotation takes the place of one that has not happened yet, and one that is retired never happens', async () => {
    const app = await start();
    const signing = kidOf(await app.signIn('johndoe'));
    const [pending] = await rotate(app, { atOnce: false });
    const [next] = await rotate(app, { atOnce: false });
    expect(next?.kid).not.toBe(pending?.kid);
    expect(await states(app)).toEqual(['PENDING', 'SIGNING']);
    await retireKey(app.db, String(next?.kid), COMMAND_LINE, app.clock.time);
    expect(await listStoredKeys(app.db, app.clock.time)).toMatchObject([{ kid: signing, verifiesUntil: null }]);
    app.clock.advance({ hours: 13 });
    expectData(await app.send(ME, { token: await app.signIn('johndoe') }));
  });

  test('the key that signs verifies for as long after it was to stop as after it was first to stop', async () => {
    const app = await start();
    await rotate(app, { atOnce: false });
    app.clock.advance({ minutes: 5 });
    await rotate(app, { atOnce: false });
    const [pending, signing] = await listStoredKeys(app.db, app.clock.time);
    const halfADay = 12 * 60 * 60_000 + 60_000;
    expect(signing).toMatchObject({ state: 'SIGNING', verifiesUntil: Number(pending?.signsFrom) + halfADay });
  });

  test('what goes wrong in publishing them is told to nobody, and kept by nobody', async () => {
    const app = await start();
    app.clock.advance({ minutes: 1 });
    await app.db.schema.alterTable('signing_keys').renameTo('hidden').execute();
    const reply = await app.app.inject('/.well-known/jwks.json');
    await app.db.schema.alterTable('hidden').renameTo('signing_keys').execute();
    expect(reply.statusCode).toBe(500);
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.json().errors[0]).toMatchObject({ message: 'Internal server error.' });
    expect(reply.body).not.toContain('signing_keys');
    expect(await published(app)).toHaveLength(1);
  });

  test('the key that signs cannot be retired, nor one that is not there', async () => {
    const app = await start();
    const token = await app.signIn('johndoe');
    const retire = (kid: string) => retireKey(app.db, kid, COMMAND_LINE, app.clock.time);
    await expect(retire(kidOf(token))).rejects.toThrow('This key signs');
    for (const kid of ['nonsense', '\0', '']) await expect(retire(kid)).rejects.toThrow('no key with this id');
    expectData(await app.send(ME, { token }));
  });

  test('an unknown kid, which anybody can make up, is looked for once a second at most', async () => {
    const app = await start();
    const token = await app.signIn('johndoe');
    const [, ...rest] = token.split('.');
    const forge = (kid: string) =>
      [Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid })).toString('base64url'), ...rest].join('.');
    app.clock.advance({ seconds: 2 });
    await app.db.schema.alterTable('signing_keys').renameTo('hidden').execute();
    expect((await app.send(ME, { token: forge('a') })).status).toBe(500);
    await app.db.schema.alterTable('hidden').renameTo('signing_keys').execute();
    expectError(await app.send(ME, { token: forge('b') }), 401, 'UNAUTHENTICATED');
    await app.db.schema.alterTable('signing_keys').renameTo('hidden').execute();
    for (const kid of ['c', 'd']) expectError(await app.send(ME, { token: forge(kid) }), 401, 'UNAUTHENTICATED');
    expectData(await app.send(ME, { token }));
    await app.db.schema.alterTable('hidden').renameTo('signing_keys').execute();
  });

  test('cursors survive a rotation', async () => {
    const app = await start();
    const token = await app.signIn('johndoe');
    const query = 'query ($after: String) { myItems(first: 5, after: $after) { pageInfo { endCursor } } }';
    const after = expectData(await app.send(query, { token })).myItems.pageInfo.endCursor;
    await rotate(app);
    app.clock.advance({ minutes: 1 });
    expectData(await app.send(query, { token, variables: { after } }));
  });

  test('whoever trusts this server verifies its tokens by what it publishes, before and after a rotation', async () => {
    const app = await start();
    const address = await app.app.listen({ port: 0 });
    const options = { issuer: 'http://localhost:4000', audience: 'scopeql', currentDate: new Date(app.clock.time) };
    for (const _ of ['before', 'after']) {
      const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', address));
      const { payload } = await jwtVerify(await app.signIn('alice'), keys, options);
      expect(payload.scope).toBe('me');
      await rotate(app, { alg: 'RS256' });
      app.clock.advance({ seconds: 30 });
      options.currentDate = new Date(app.clock.time);
    }
  });

  test('turning keys is in the audit trail', async () => {
    const app = await start();
    const old = kidOf(await app.signIn('admin'));
    const [next] = await rotate(app);
    await retireKey(app.db, old, COMMAND_LINE, app.clock.time);
    app.clock.advance({ minutes: 1 });
    const query = `{ auditEvents(filter: { kinds: [KeyRotated, KeyRetired] }) {
      nodes { __typename actor { id } client ... on KeyRotated { kid } ... on KeyRetired { kid } }
    } }`;
    const { nodes } = expectData(await app.send(query, { token: await app.signIn('admin') })).auditEvents;
    expect(nodes).toEqual([
      { __typename: 'KeyRetired', actor: null, client: 'command line', kid: old },
      { __typename: 'KeyRotated', actor: null, client: 'command line', kid: next?.kid },
    ]);
  });
});
