import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import firstRoles from '../../schema/roles.json' with { type: 'json' };
import { expectData, LOGIN, startApp } from '../support/app.js';
import { databases } from '../support/databases.js';

describe.each(databases)('on $name', (database) => {
  const start = (env?: Record<string, string>) => startApp(env, database);

  describe('login', () => {
    test('gives everything that the roles grant where no scopes are asked for', async () => {
      const { send } = await start();
      const { login } = expectData(await send(LOGIN, { variables: { username: 'johndoe', password: 'secret' } }));
      expect(login).toMatchObject({ tokenType: 'Bearer', expiresIn: 1_800, refreshToken: expect.any(String) });
      expect(login.scopes.toSorted()).toEqual(firstRoles.user.toSorted());
    });

    test('narrows the scopes asked for to what the roles grant', async () => {
      const { send } = await start();
      const variables = { username: 'alice', password: 'secret2', scopes: ['items', 'me'] };
      expect(expectData(await send(LOGIN, { variables })).login.scopes).toEqual(['me']);
    });

    test('gives a token without scopes where the roles grant none of those asked for', async () => {
      const { send, signIn } = await start();
      const token = await signIn('alice', ['items']);
      expect(decodeJwt(token).scope).toBe('');
      expect((await send('{ myItems { totalCount } }', { token })).status).toBe(403);
    });

    test('grants every scope of the catalogue to an admin', async () => {
      const { send } = await start();
      const { login } = expectData(await send(LOGIN, { variables: { username: 'admin', password: 'secret3' } }));
      const { scopes } = expectData(await send('{ scopes { name } }'));
      expect(login.scopes).toEqual(scopes.map(({ name }: { name: string }) => name));
    });

    test('issues an access token that says who, for what and how long', async () => {
      const { send, signIn, clock } = await start();
      const token = await signIn('johndoe', ['me', 'items']);
      const { me } = expectData(await send('{ me { id } }', { token }));
      expect(decodeProtectedHeader(token)).toEqual({ typ: 'at+jwt', alg: 'ES256', kid: expect.any(String) });
      const issuedAt = clock.time / 1_000;
      expect(decodeJwt(token)).toEqual({
        iss: 'http://localhost:4000',
        aud: 'scopeql',
        sub: me.id,
        iat: issuedAt,
        exp: issuedAt + 1_800,
        jti: expect.any(String),
        scope: 'me items',
        sid: expect.any(String),
      });
    });

    test('turns an imported bcrypt hash into argon2id, and goes on taking the password', async () => {
      const { db, signIn } = await start();
      const stored = () =>
        db
          .selectFrom('passwords')
          .innerJoin('accounts', 'accounts.id', 'account_id')
          .select(['hash', 'bcrypt_cost'])
          .where('username', '=', 'johndoe');
      expect(await stored().executeTakeFirst()).toMatchObject({ bcrypt_cost: 10 });
      await signIn('johndoe');
      const after = await stored().executeTakeFirstOrThrow();
      expect(after.hash).toMatch(/^\$argon2id\$/);
      expect(after.bcrypt_cost).toBeNull();
      await signIn('johndoe');
    });

    test('answers an unknown user, a wrong password and a disabled account alike', async () => {
      const { send, db } = await start();
      await db.updateTable('accounts').set({ disabled_at: 1 }).where('username', '=', 'alice').execute();
      const attempts = [
        { username: 'nobody', password: 'secret' },
        { username: 'johndoe', password: 'wrong' },
        { username: 'alice', password: 'secret2' },
        { username: "' or 1=1 --", password: '' },
      ];
      const [first, ...others] = await Promise.all(attempts.map((variables) => send(LOGIN, { variables })));
      expect(first).toMatchObject({
        status: 401,
        body: { errors: [{ extensions: { code: 'INVALID_CREDENTIALS' }, path: ['login'] }] },
        headers: { 'www-authenticate': 'Bearer' },
      });
      expect(first?.body).not.toHaveProperty('data');
      for (const other of others) expect(other).toMatchObject({ status: 401, body: first?.body });
    });
  });

  describe('the three checks on every use', () => {
    test('refuse the token of an account that has been disabled since', async () => {
      const { send, signIn, db } = await start();
      const token = await signIn('alice');
      expectData(await send('{ me { id } }', { token }));
      await db.updateTable('accounts').set({ disabled_at: 1 }).where('username', '=', 'alice').execute();
      const reply = await send('{ me { id } }', { token });
      expect(reply).toMatchObject({ status: 401, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } });
      expect(reply.headers['www-authenticate']).toMatch(/^Bearer error="invalid_token", error_description="[^"]+"$/);
    });

    test('refuse the token of an account that is gone', async () => {
      const { send, signIn, db } = await start();
      const token = await signIn('alice');
      await db.deleteFrom('accounts').where('username', '=', 'alice').execute();
      expect(await send('{ scopes { name } }', { token })).toMatchObject({ status: 401 });
    });
  });

  describe('me', () => {
    test('shows the whole of one’s own account', async () => {
      const { send, signIn } = await start();
      const query = '{ me { id username fullName email profilePicture roles } }';
      const { me } = expectData(await send(query, { token: await signIn('johndoe') }));
      expect(me).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        username: 'johndoe',
        fullName: 'John Doe',
        email: 'johndoe@example.com',
        profilePicture: 'https://example.com/pictures/johndoe.png',
        roles: ['user'],
      });
    });
  });

  describe('myItems', () => {
    const page = `query ($first: PositiveInt, $after: String) {
      myItems(first: $first, after: $after) {
        totalCount nodes { title } edges { cursor node { id } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }`;

    test('lists the newest first, with their owner, 20 unless asked otherwise', async () => {
      const { send, signIn } = await start();
      const query = '{ myItems { nodes { id title createdAt owner { username fullName } } } }';
      const { myItems } = expectData(await send(query, { token: await signIn('johndoe') }));
      expect(myItems.nodes).toHaveLength(12);
      expect(myItems.nodes[0]).toEqual({
        id: expect.any(String),
        title: 'Foo',
        createdAt: '2026-11-24T11:59:00.000Z',
        owner: { username: 'johndoe', fullName: 'John Doe' },
      });
    });

    test('walks through all pages without a gap or a repetition', async () => {
      const { send, signIn } = await start();
      const token = await signIn('johndoe');
      // Two items of one millisecond: the order within it must be stable too.
      for (const title of ['Twin', 'Other twin']) {
        expectData(await send(`mutation { createItem(input: { title: "${title}" }) { id } }`, { token }));
      }
      const titles: string[] = [];
      let after: string | null = null;
      do {
        const { myItems } = expectData(await send(page, { token, variables: { first: 5, after } }));
        expect(myItems.pageInfo.hasPreviousPage).toBe(after !== null);
        expect(myItems.pageInfo.startCursor).toBe(myItems.edges[0].cursor);
        expect(myItems.totalCount).toBe(14);
        titles.push(...myItems.nodes.map((node: { title: string }) => node.title));
        after = myItems.pageInfo.hasNextPage ? myItems.pageInfo.endCursor : null;
      } while (after !== null);
      expect(titles).toHaveLength(14);
      expect(new Set(titles).size).toBe(14);
      expect(titles.slice(2, 4)).toEqual(['Foo', 'Bar']);
    });

    test.each([0, -1, 101, 2 ** 31])('refuses to list %i', async (first) => {
      const { send, signIn } = await start();
      const reply = await send(page, { token: await signIn('johndoe'), variables: { first } });
      expect(reply).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } });
      expect(reply.body.errors[0].message).toContain('first');
      expect(reply.body).not.toHaveProperty('data');
    });

    test('refuses a cursor that was changed, made up, or given to somebody else', async () => {
      const { send, signIn } = await start();
      const token = await signIn('johndoe');
      const { myItems } = expectData(await send(page, { token, variables: { first: 1 } }));
      const cursor: string = myItems.pageInfo.endCursor;
      const bytes = Buffer.from(cursor, 'base64url');
      bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
      const attempts = [
        { token, after: bytes.toString('base64url') },
        { token, after: `${cursor}=` },
        { token, after: '' },
        { token, after: Buffer.from('[1,"x"]').toString('base64url') },
        { token: await signIn('admin'), after: cursor },
      ];
      for (const { token: theirs, after } of attempts) {
        const reply = await send(page, { token: theirs, variables: { first: 1, after } });
        expect(reply, after).toMatchObject({
          status: 400,
          body: { errors: [{ extensions: { code: 'BAD_USER_INPUT', inputPath: 'after' } }] },
        });
      }
    });
  });

  describe('items', () => {
    test('are created, changed and deleted by their owner', async () => {
      const { send, signIn } = await start();
      const token = await signIn('johndoe');
      const { createItem } = expectData(
        await send('mutation { createItem(input: { title: "  New " }) { id title createdAt } }', { token }),
      );
      expect(createItem).toMatchObject({ title: 'New', createdAt: '2026-11-24T12:00:00.000Z' });
      const variables = { id: createItem.id };
      const update = 'mutation ($id: ID!) { updateItem(id: $id, input: { title: "Newer" }) { title } }';
      expect(expectData(await send(update, { token, variables })).updateItem).toEqual({ title: 'Newer' });
      const read = 'query ($id: ID!) { item(id: $id) { title } }';
      expect(expectData(await send(read, { token, variables })).item).toEqual({ title: 'Newer' });
      const remove = 'mutation ($id: ID!) { deleteItem(id: $id) }';
      expect(expectData(await send(remove, { token, variables })).deleteItem).toBe(true);
      expect(expectData(await send(remove, { token, variables })).deleteItem).toBe(false);
      expect(expectData(await send(read, { token, variables })).item).toBeNull();
    });

    test('of somebody else are not found, read or written, whatever the scopes', async () => {
      const { send, signIn } = await start();
      const johns = await signIn('johndoe');
      const { myItems } = expectData(await send('{ myItems(first: 1) { nodes { id } } }', { token: johns }));
      const variables = { id: myItems.nodes[0].id };
      const token = await signIn('admin');
      expect(
        expectData(await send('query ($id: ID!) { item(id: $id) { title } }', { token, variables })).item,
      ).toBeNull();
      const write = `mutation ($id: ID!) {
        updateItem(id: $id, input: { title: "Mine" }) { id }
        nothing: updateItem(id: $id, input: {}) { id }
        deleteItem(id: $id)
      }`;
      expect(expectData(await send(write, { token, variables }))).toEqual({
        updateItem: null,
        nothing: null,
        deleteItem: false,
      });
      const after = await send('query ($id: ID!) { item(id: $id) { title } }', { token: johns, variables });
      expect(expectData(after).item).toEqual({ title: 'Foo' });
    });

    test.each(['', '   ', 'x'.repeat(201), 'two\nlines', 'two\u2028lines', '\u200b'])(
      'refuse the title %j',
      async (title) => {
        const { send, signIn } = await start();
        const query = 'mutation ($title: String!) { createItem(input: { title: $title }) { id } }';
        const reply = await send(query, { token: await signIn('johndoe'), variables: { title } });
        expect(reply).toMatchObject({
          status: 400,
          body: { errors: [{ extensions: { code: 'BAD_USER_INPUT', inputPath: 'input.title' } }] },
        });
        expect(reply.body.errors[0].message).toContain('1 to 200 characters');
      },
    );
  });

  describe('profiles', () => {
    test('of others show the picture, and neither mail nor id', async () => {
      const { send, signIn } = await start();
      const token = await signIn('johndoe');
      const { profile } = expectData(
        await send('{ profile(username: "alice") { username fullName profilePicture } }', { token }),
      );
      expect(profile).toEqual({
        username: 'alice',
        fullName: 'Alice Wonderson',
        profilePicture: 'https://example.com/pictures/alice.png',
      });
      expect((await send('{ profile(username: "alice") { email } }', { token })).status).toBe(400);
      expect(expectData(await send('{ profile(username: "nobody") { username } }', { token })).profile).toBeNull();
    });

    test('are changed by their owner only, where null clears and what is left out stays', async () => {
      const { send, signIn } = await start();
      const token = await signIn('johndoe');
      const change = `mutation ($input: UpdateProfileInput!) {
        updateProfile(input: $input) { username fullName profilePicture }
      }`;
      const input = { fullName: ' Johnny ', email: null };
      expect(expectData(await send(change, { token, variables: { input } })).updateProfile).toEqual({
        username: 'johndoe',
        fullName: 'Johnny',
        profilePicture: 'https://example.com/pictures/johndoe.png',
      });
      const nothing = await send(change, { token, variables: { input: {} } });
      expect(expectData(nothing).updateProfile.fullName).toBe('Johnny');
      const { me } = expectData(await send('{ me { fullName email } }', { token }));
      expect(me).toEqual({ fullName: 'Johnny', email: null });
      const { profile } = expectData(await send('{ profile(username: "alice") { fullName } }', { token }));
      expect(profile.fullName).toBe('Alice Wonderson');
    });
  });

  test('scopes lists the catalogue for everybody', async () => {
    const { send } = await start();
    const { scopes } = expectData(await send('{ scopes { name description } }'));
    expect(scopes.map(({ name }: { name: string }) => name).toSorted()).toEqual(firstRoles.admin.toSorted());
    expect(scopes).toContainEqual({ name: 'items', description: 'Read your own items.' });
  });
});
