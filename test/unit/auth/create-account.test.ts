import { expect, onTestFinished, test } from 'vitest';
import { disableAccount } from '../../../src/auth/administer/account-access.js';
import { createAccount } from '../../../src/auth/administer/create-account.js';
import { createIdentify } from '../../../src/auth/identify.js';
import { login } from '../../../src/auth/login.js';
import { createOutsideTokens } from '../../../src/auth/outside/tokens.js';
import { connect } from '../../../src/db/connect.js';
import { InvalidTokenError } from '../../../src/errors.js';
import { authorityOver } from '../../support/authority.js';
import { FakeClock } from '../../support/clock.js';

const origin = { requestId: 'test', address: null, client: null };

test('an administrator who is disabled while a password is hashed creates nobody', async () => {
  const { now } = new FakeClock();
  const db = connect({ file: ':memory:' });
  onTestFinished(() => db.destroy());
  const authority = await authorityOver(db, now);
  const outsideTokens = createOutsideTokens([], { now, onFailure: () => undefined });
  const identify = createIdentify({ db, tokens: authority.tokens, outsideTokens, now });
  const ids = db.selectFrom('accounts').select('id').where('username', '=', 'alice');
  const { id } = await ids.executeTakeFirstOrThrow();
  await db.insertInto('account_roles').values({ account_id: id, role: 'admin' }).execute();
  const { accessToken } = await login(authority, { username: 'alice', password: 'secret2' }, origin);
  const alice = await identify([`Bearer ${accessToken}`], origin);

  const hash = async () => {
    await disableAccount(authority, null, id, origin);
    return 'hash';
  };
  const slow = { ...authority, passwords: { ...authority.passwords, hash } };
  const account = {
    username: 'backdoor',
    kind: 'PERSON',
    password: 'correct horse battery',
    roles: ['admin'],
  } as const;
  await expect(createAccount(slow, alice, account, 'input', origin)).rejects.toBeInstanceOf(InvalidTokenError);
  expect(await db.selectFrom('accounts').select('id').where('username', '=', 'backdoor').execute()).toEqual([]);
});
