import { expect, onTestFinished, test, vi } from 'vitest';
import { type LoginRequest, login as signIn } from '../../../src/auth/login.js';
import { createLoginLimit } from '../../../src/auth/login-limit.js';
import { createPasswords, type Passwords } from '../../../src/auth/passwords.js';
import { connect } from '../../../src/db/connect.js';
import type { Database } from '../../../src/db/tables.js';
import { InvalidCredentialsError, OverloadedError } from '../../../src/errors.js';
import { authorityOver } from '../../support/authority.js';
import { FakeClock } from '../../support/clock.js';
import { FAST_HASHING } from '../../support/hashing.js';

const origin = { requestId: 'test', address: null, client: null };

async function loginWith(passwords: Passwords) {
  const { now } = new FakeClock();
  const db = connect({ file: ':memory:' });
  onTestFinished(() => db.destroy());
  const authority = { ...(await authorityOver(db, now)), passwords, limit: createLoginLimit(db, 3, now) };
  const login = (request: LoginRequest) => signIn(authority, request, origin);
  const passwordOf = (username: string) => {
    const ids = db.selectFrom('accounts').select('id').where('username', '=', username);
    return {
      ids,
      stored: () => db.selectFrom('passwords').select('hash').where('account_id', 'in', ids).executeTakeFirstOrThrow(),
    };
  };
  return { login, db, passwordOf, limit: authority.limit };
}

const busy = () => Promise.reject(new OverloadedError());

test('a server that is too busy to look at a password does not count the attempt', async () => {
  let isBusy = true;
  const { login } = await loginWith({ hash: busy, verify: () => (isBusy ? busy() : Promise.resolve(true)) });
  for (let attempt = 0; attempt < 10; attempt++) {
    await expect(login({ username: 'alice', password: 'secret2' })).rejects.toBeInstanceOf(OverloadedError);
  }
  isBusy = false;
  expect(await login({ username: 'alice', password: 'secret2' })).toMatchObject({ scopes: ['me'] });
});

test('a server that is too busy to rehash signs in all the same', async () => {
  const { login, passwordOf } = await loginWith({ hash: busy, verify: async () => true });
  expect(await login({ username: 'johndoe', password: 'secret' })).toMatchObject({
    scopes: expect.arrayContaining(['items']),
  });
  expect((await passwordOf('johndoe').stored()).hash).toMatch(/^\$2b\$/);
});

test.each([
  [
    'the password is changed',
    async (db: Database) => void (await db.updateTable('passwords').set({ hash: 'new' }).execute()),
  ],
  [
    'the account is disabled',
    async (db: Database) => void (await db.updateTable('accounts').set({ disabled_at: 1 }).execute()),
  ],
  ['the password is taken away', async (db: Database) => void (await db.deleteFrom('passwords').execute())],
])('nobody is signed in where %s while the password is looked at', async (_, change) => {
  const verify = async () => {
    await change(db);
    return true;
  };
  const { login, db } = await loginWith({ hash: busy, verify });
  await expect(login({ username: 'alice', password: 'secret2' })).rejects.toBeInstanceOf(InvalidCredentialsError);
  expect(await db.selectFrom('sessions').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('audit_events').select('kind').execute()).toEqual([{ kind: 'SignInFailed' }]);
});

test('a server that is too busy to look again, where somebody else has rehashed, says so', async () => {
  const passwords: Passwords = {
    verify: async () => true,
    hash: async () => {
      await db.updateTable('passwords').set({ hash: 'rehashed by another', bcrypt_cost: null }).execute();
      throw new OverloadedError();
    },
  };
  const { login, db } = await loginWith(passwords);
  await expect(login({ username: 'johndoe', password: 'secret' })).rejects.toBeInstanceOf(OverloadedError);
});

test('of two first sign-ins of an imported account at once, both succeed', async () => {
  const passwords = await createPasswords(FAST_HASHING);
  const { login } = await loginWith(passwords);
  const both = [1, 2].map(() => login({ username: 'johndoe', password: 'secret' }));
  expect(await Promise.all(both)).toHaveLength(2);
});

test('a password that is changed while the old one is rehashed stays changed, and lets nobody in', async () => {
  const passwords: Passwords = {
    verify: async (_, stored) => stored?.hash !== 'changed',
    hash: async () => {
      const { ids } = passwordOf('johndoe');
      await db.updateTable('passwords').set({ hash: 'changed' }).where('account_id', 'in', ids).execute();
      return 'rehashed';
    },
  };
  const { login, db, passwordOf } = await loginWith(passwords);
  const rejected = expect(login({ username: 'johndoe', password: 'secret' })).rejects;
  await rejected.toBeInstanceOf(InvalidCredentialsError);
  expect((await passwordOf('johndoe').stored()).hash).toBe('changed');
});

test('a failure that is not recorded costs a write as well, so that the time does not tell whose names are nobody’s', async () => {
  const { login, db, limit } = await loginWith({ hash: busy, verify: async () => false });
  const mark = vi.spyOn(limit, 'mark');
  for (let name = 0; name < 15; name++) {
    await expect(login({ username: `nobody${name}`, password: 'x' })).rejects.toBeInstanceOf(InvalidCredentialsError);
  }
  await expect(login({ username: 'alice', password: 'x' })).rejects.toBeInstanceOf(InvalidCredentialsError);
  const recorded = await db.selectFrom('audit_events').select('id').where('kind', '=', 'SignInFailed').execute();
  expect([recorded.length, mark.mock.calls.length]).toEqual([11, 5]);
});
