import { expect, onTestFinished, test } from 'vitest';
import { createLogin } from '../../../src/auth/login.js';
import { createLoginLimit } from '../../../src/auth/login-limit.js';
import type { Passwords } from '../../../src/auth/passwords.js';
import { connect } from '../../../src/db/connect.js';
import { addDemoData } from '../../../src/db/demo-data.js';
import { migrate } from '../../../src/db/migrate.js';
import { OverloadedError } from '../../../src/errors.js';
import { FakeClock } from '../../support/clock.js';

async function loginWith(passwords: Passwords) {
  const { now } = new FakeClock();
  const db = connect({ file: ':memory:' });
  onTestFinished(() => db.destroy());
  await migrate(db);
  await addDemoData(db, now());
  const tokens = { issue: async () => 'token', verify: () => Promise.reject(new Error('Nobody verifies here.')) };
  const login = createLogin({ db, passwords, limit: createLoginLimit(db, 3, now), tokens, catalogue: ['me'] });
  const hashOf = (username: string) =>
    db.selectFrom('accounts').select('password_hash').where('username', '=', username).executeTakeFirstOrThrow();
  return { login, db, hashOf };
}

const busy = () => Promise.reject(new OverloadedError(2));

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
  const { login, hashOf } = await loginWith({ hash: busy, verify: async () => true });
  expect(await login({ username: 'johndoe', password: 'secret' })).toMatchObject({ accessToken: 'token' });
  expect((await hashOf('johndoe')).password_hash).toMatch(/^\$2b\$/);
});

test('a password that is changed while the old one is rehashed stays changed', async () => {
  const passwords: Passwords = {
    verify: async () => true,
    hash: async () => {
      await db.updateTable('accounts').set({ password_hash: 'changed' }).where('username', '=', 'johndoe').execute();
      return 'rehashed';
    },
  };
  const { login, db, hashOf } = await loginWith(passwords);
  await login({ username: 'johndoe', password: 'secret' });
  expect((await hashOf('johndoe')).password_hash).toBe('changed');
});
