import { describe, expect, test } from 'vitest';
import { COMMAND_LINE } from '../../src/audit/event.js';
import { signOut } from '../../src/auth/sign-out.js';
import { findAccountNamed } from '../../src/users/directory.js';
import { expectData, expectError, startApp, type TestApp } from '../support/app.js';
import { databases } from '../support/databases.js';
import { type Algorithm, type OutsideIssuer, startOutsideIssuer } from '../support/outside-issuer.js';

const ME = '{ me { id username roles } }';
const ITEMS = '{ myItems { totalCount } }';

describe.each(databases)('on $name', (database) => {
  /** An application that trusts the issuer. The clock goes with the issuer's, which is the real one. */
  async function startTrusting({ url }: OutsideIssuer, settings: object = {}): Promise<TestApp> {
    const issuers = [{ issuer: url, audience: 'scopeql', createAccounts: true, roles: ['guest'], ...settings }];
    const app = await startApp({ OIDC_ISSUERS: JSON.stringify(issuers) }, database);
    app.clock.time = Date.now();
    return app;
  }

  const accountsIn = ({ db }: TestApp) => db.selectFrom('accounts').selectAll().execute();

  async function link({ db }: TestApp, issuer: string, subject: string, username: string): Promise<void> {
    const { id } = await db
      .selectFrom('accounts')
      .select('id')
      .where('username', '=', username)
      .executeTakeFirstOrThrow();
    await db.insertInto('outside_identities').values({ issuer, subject, account_id: id }).execute();
  }

  test.each(['ES256', 'RS256', 'EdDSA'] as Algorithm[])('a token that is signed with %s is accepted', async (alg) => {
    const issuer = await startOutsideIssuer(alg);
    const app = await startTrusting(issuer);
    const { accessToken: token } = await issuer.forPerson('carol');
    const { me } = expectData(await app.send(ME, { token }));
    expect(me).toMatchObject({ username: expect.stringMatching(/^user-[0-9a-f]{16}$/), roles: ['guest'] });
    expectError(await app.send(ITEMS, { token }), 403, 'FORBIDDEN');
  });

  test('somebody keeps the account that was created at first sight, and another gets another', async () => {
    const issuer = await startOutsideIssuer();
    const app = await startTrusting(issuer);
    const idOf = async (login: string) => {
      const { accessToken: token } = await issuer.forPerson(login);
      return expectData(await app.send(ME, { token })).me.id;
    };
    const carol = await idOf('carol');
    expect(await idOf('carol')).toBe(carol);
    expect(await idOf('dave')).not.toBe(carol);
    expect(await accountsIn(app)).toHaveLength(6);
  });

  test('of ten first requests at once, one account comes', async () => {
    const issuer = await startOutsideIssuer();
    const app = await startTrusting(issuer);
    const { accessToken: token } = await issuer.forPerson('carol');
    const replies = await Promise.all(Array.from({ length: 10 }, () => app.send(ME, { token })));
    expect(new Set(replies.map((reply) => expectData(reply).me.id)).size).toBe(1);
    expect(await accountsIn(app)).toHaveLength(5);
  });

  test('nobody gets an account unless it is so configured', async () => {
    const issuer = await startOutsideIssuer();
    const app = await startTrusting(issuer, { createAccounts: false, roles: [] });
    const { accessToken: token } = await issuer.forPerson('carol');
    expectError(await app.send(ME, { token }), 401, 'UNAUTHENTICATED');
    expect(await accountsIn(app)).toHaveLength(4);
    await link(app, issuer.url, 'carol', 'johndoe');
    expect(expectData(await app.send(ME, { token })).me.username).toBe('johndoe');
  });

  test('a name that an account has here matches nobody', async () => {
    const issuer = await startOutsideIssuer('ES256', { preferred_username: 'admin', email: 'admin@example.com' });
    const app = await startTrusting(issuer);
    const { accessToken: token } = await issuer.forPerson('admin');
    const { me } = expectData(await app.send(ME, { token }));
    expect(me).toMatchObject({ username: expect.stringMatching(/^user-/), roles: ['guest'] });
  });

  test('the scopes are those of the token, as far as the roles here grant them', async () => {
    const issuer = await startOutsideIssuer();
    const app = await startTrusting(issuer);
    await link(app, issuer.url, 'carol', 'johndoe');
    const { accessToken: both } = await issuer.forPerson('carol', 'me items accounts');
    expectData(await app.send(ITEMS, { token: both }));
    expectError(await app.send('{ accounts { totalCount } }', { token: both }), 403, 'FORBIDDEN');
    const { accessToken: one } = await issuer.forPerson('carol', 'me');
    expectError(await app.send(ITEMS, { token: one }), 403, 'FORBIDDEN');
  });

  test('an issuer that decides roles grants what those roles do, and roles that nobody knows grant nothing', async () => {
    const issuer = await startOutsideIssuer('ES256', { realm: { roles: ['user', 'offline_access'] } });
    const app = await startTrusting(issuer, { rolesClaim: ['realm', 'roles'] });
    const { accessToken: token } = await issuer.forPerson('carol', 'me items accounts');
    expectData(await app.send(ITEMS, { token }));
    expectError(await app.send('{ accounts { totalCount } }', { token }), 403, 'FORBIDDEN');
  });

  test('a client’s own token is accepted as that of an account of its own', async () => {
    const issuer = await startOutsideIssuer();
    const app = await startTrusting(issuer);
    expectData(await app.send(ME, { token: await issuer.forClient() }));
  });

  test('an ID token is no access token', async () => {
    const issuer = await startOutsideIssuer();
    const app = await startTrusting(issuer);
    const { idToken: token } = await issuer.forPerson('carol');
    const reply = await app.send(ME, { token });
    expectError(reply, 401, 'UNAUTHENTICATED');
    expect(reply.headers['www-authenticate']).toContain('unacceptable');
  });

  test.each([
    ['for another audience', { audience: 'other' }, 'unacceptable aud'],
    ['signed with an algorithm that is not allowed', { algorithms: ['RS256'] }, 'malformed'],
  ])('a token %s is refused', async (_, settings, reason) => {
    const issuer = await startOutsideIssuer();
    const app = await startTrusting(issuer, settings);
    const reply = await app.send(ME, { token: await issuer.forClient() });
    expectError(reply, 401, 'UNAUTHENTICATED');
    expect(reply.headers['www-authenticate']).toContain(reason);
  });

  test('a token of an issuer that is not trusted is refused', async () => {
    const [trusted, other] = [await startOutsideIssuer(), await startOutsideIssuer()];
    const app = await startTrusting(trusted);
    expectError(await app.send(ME, { token: await other.forClient() }), 401, 'UNAUTHENTICATED');
  });

  test('a disabled account is refused', async () => {
    const issuer = await startOutsideIssuer();
    const app = await startTrusting(issuer);
    const token = await issuer.forClient();
    expectData(await app.send(ME, { token }));
    await app.db.updateTable('accounts').set({ disabled_at: 1 }).execute();
    expectError(await app.send(ME, { token }), 401, 'UNAUTHENTICATED');
  });

  describe('signing out', () => {
    test('refuses the token in hand, however its signature is spelt, and no other', async () => {
      const issuer = await startOutsideIssuer();
      const app = await startTrusting(issuer);
      const replica = await app.startReplica();
      const [token, other] = [await issuer.forClient(), await issuer.forClient()];
      expectData(await app.send('mutation { logout }', { token }));
      for (const each of [app, replica]) {
        for (const spelling of [token, withOtherSignature(token)]) {
          expectError(await each.send(ME, { token: spelling }), 401, 'UNAUTHENTICATED');
        }
        expectData(await each.send(ME, { token: other }));
        expectData(await each.send(ME, { token: withOtherSignature(other) }));
      }
    });

    test('refuses a token after the clock was a day ahead, and others signed out meanwhile', async () => {
      const issuer = await startOutsideIssuer();
      const app = await startTrusting(issuer);
      const token = await issuer.forClient();
      expectData(await app.send('mutation { logout }', { token }));
      app.clock.advance({ days: 1 });
      const account = await findAccountNamed(app.db, 'alice');
      if (!account) throw new Error('alice is in the demo data.');
      const session = { kind: 'OUTSIDE', tokenDigest: 'x', issuedAt: 0, expiresAt: 0 } as const;
      await signOut(app.db, { account, scopes: [], session }, false, COMMAND_LINE, app.clock.time);
      app.clock.advance({ days: -1 });
      expectError(await app.send(ME, { token }), 401, 'UNAUTHENTICATED');
    });

    test('everywhere refuses every token that was issued before', async () => {
      const issuer = await startOutsideIssuer();
      const app = await startTrusting(issuer);
      const [token, other] = [await issuer.forClient(), await issuer.forClient()];
      // The issuer's clock may be ahead of this one.
      app.clock.advance({ seconds: -59 });
      expectData(await app.send('mutation { logout(everywhere: true) }', { token }));
      for (const each of [token, other]) expectError(await app.send(ME, { token: each }), 401, 'UNAUTHENTICATED');
    });
  });

  test('a role can be assumed with its token, and no password changed', async () => {
    const issuer = await startOutsideIssuer();
    const app = await startTrusting(issuer, { rolesClaim: 'roles', scopesClaim: 'scope' });
    await link(app, issuer.url, 'carol', 'developer');
    await app.db.deleteFrom('role_scopes').where('scope', 'not in', ['me', 'items', 'accounts']).execute();
    const { accessToken: token } = await issuer.forPerson('carol', 'me items accounts');
    const { assumeRole } = expectData(
      await app.send('mutation { assumeRole(role: "admin", reason: "Ticket 1") { accessToken scopes } }', { token }),
    );
    expect(assumeRole.scopes).toEqual(['me', 'items', 'accounts']);
    expectData(await app.send(ME, { token: assumeRole.accessToken }));
    app.clock.advance({ seconds: 2 });
    expectData(await app.send('mutation { logout(everywhere: true) }', { token }));
    expectError(await app.send(ME, { token: assumeRole.accessToken }), 401, 'UNAUTHENTICATED');
  });

  test('a role that its token has for a while is granted to nobody for good', async () => {
    const issuer = await startOutsideIssuer('ES256', { roles: ['admin'] });
    const app = await startTrusting(issuer, { rolesClaim: 'roles' });
    const scope = 'me items accounts accounts:write';
    const { accessToken: token } = await issuer.forPerson('carol', scope);
    const { me } = expectData(await app.send(ME, { token }));
    const set = `mutation { setAccountRoles(id: "${me.id}", roles: ["admin"]) { id } }`;
    expectError(await app.send(set, { token }), 403, 'FORBIDDEN');
  });

  test('a role that was assumed with a token ends when that is signed out, though the token expires first', async () => {
    const issuer = await startOutsideIssuer();
    const app = await startTrusting(issuer);
    await link(app, issuer.url, 'carol', 'developer');
    await app.db.updateTable('role_assumptions').set({ most_seconds: 43_200 }).execute();
    await app.db.deleteFrom('role_scopes').where('scope', 'not in', ['me', 'items', 'accounts']).execute();
    const assume = async (token: string): Promise<string> => {
      const query = 'mutation { assumeRole(role: "admin", reason: "Night", seconds: 43200) { accessToken } }';
      return expectData(await app.send(query, { token })).assumeRole.accessToken;
    };
    const { accessToken: token } = await issuer.forPerson('carol', 'me items accounts');
    const { accessToken: other } = await issuer.forPerson('carol', 'me items accounts');
    const [ended, kept] = [await assume(token), await assume(other)];
    expectData(await app.send('mutation { logout }', { token }));
    app.clock.advance({ hours: 11 });
    // Another who signs out is what has expired tokens forgotten.
    const account = await findAccountNamed(app.db, 'alice');
    if (!account) throw new Error('alice is in the demo data.');
    const session = { kind: 'OUTSIDE', tokenDigest: 'x', issuedAt: 0, expiresAt: 0 } as const;
    await signOut(app.db, { account, scopes: [], session }, false, COMMAND_LINE, app.clock.time);
    expectError(await app.send(ME, { token: ended }), 401, 'UNAUTHENTICATED');
    expectData(await app.send(ME, { token: kept }));
  });

  describe('keys', () => {
    test('are asked for once, and again for a key that is not known, twice a minute at most', async () => {
      const issuer = await startOutsideIssuer();
      const app = await startTrusting(issuer);
      const old = await issuer.forClient();
      for (let request = 0; request < 5; request++) expectData(await app.send(ME, { token: old }));
      expect(issuer.keyRequests()).toBe(1);
      await issuer.turnKeys();
      const token = await issuer.forClient();
      for (let request = 0; request < 5; request++) expectError(await app.send(ME, { token }), 401, 'UNAUTHENTICATED');
      expect(issuer.keyRequests()).toBe(1);
      app.clock.advance({ seconds: 30 });
      await Promise.all(Array.from({ length: 5 }, async () => expectData(await app.send(ME, { token }))));
      expect(issuer.keyRequests()).toBe(2);
      expectError(await app.send(ME, { token: old }), 401, 'UNAUTHENTICATED');
      expect(issuer.keyRequests()).toBe(2);
    });

    test('that are known go on being good while the issuer is down', async () => {
      const issuer = await startOutsideIssuer();
      const app = await startTrusting(issuer);
      const token = await issuer.forClient();
      expectData(await app.send(ME, { token }));
      await issuer.stop();
      app.clock.advance({ minutes: 40 });
      expectData(await app.send(ME, { token }));
      expectData(await app.send(ME, { token }));
    });

    test('that are not known while the issuer is down are nobody’s fault, until it is up again', async () => {
      const issuer = await startOutsideIssuer();
      const app = await startTrusting(issuer);
      const token = await issuer.forClient();
      await issuer.stop();
      for (let request = 0; request < 2; request++) {
        const reply = await app.send(ME, { token });
        expectError(reply, 503, 'ISSUER_UNAVAILABLE');
        expect(reply.headers['retry-after']).toBe('5');
        expect(reply.headers).not.toHaveProperty('www-authenticate');
      }
      const own = await app.signIn('johndoe');
      expectData(await app.send(ME, { token: own }));
      await issuer.restart();
      app.clock.advance({ seconds: 5 });
      expectData(await app.send(ME, { token }));
    });
  });

  test('an issuer whose new accounts would get a role that does not exist keeps the server from starting', async () => {
    const issuers = [{ issuer: 'https://id.example', audience: 'x', createAccounts: true, roles: ['gust'] }];
    await expect(startApp({ OIDC_ISSUERS: JSON.stringify(issuers) }, database)).rejects.toThrow(
      'OIDC_ISSUERS: https://id.example: there is no role "gust". Did you mean "guest"?',
    );
  });
});

/** The other of the two signatures (r, s) and (r, n - s) that ES256 accepts for one token. */
function withOtherSignature(token: string): string {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const [header, payload, signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const other = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex');
  return [header, payload, Buffer.concat([bytes.subarray(0, 32), other]).toString('base64url')].join('.');
}
