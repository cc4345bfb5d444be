import { expect, test, vi } from 'vitest';
import { OverloadedError } from '../../../src/errors.js';
import { FAST_HASHING } from '../../support/hashing.js';

const work = vi.hoisted(() => ({ kinds: [] as string[] }));

// The real functions, which also say what they were asked to do: the work is what an attacker could time.
vi.mock('argon2', async (original) => {
  const real = await original<typeof import('argon2')>();
  const verify: typeof real.verify = (hash, password) => {
    work.kinds.push('argon2id');
    return real.verify(hash, password);
  };
  return { ...real, verify };
});
vi.mock('@node-rs/bcrypt', async (original) => {
  const real = await original<typeof import('@node-rs/bcrypt')>();
  const verify: typeof real.verify = (password, hash) => {
    work.kinds.push(`bcrypt ${hash.slice(4, 6)}`);
    return real.verify(password, hash);
  };
  return { ...real, verify };
});

const { createPasswords } = await import('../../../src/auth/passwords.js');
const { hash: hashBcrypt } = await import('@node-rs/bcrypt');

const imported = async (cost: number) => ({ hash: await hashBcrypt('secret', cost), bcryptCost: cost });

test('a password is accepted by its hash, and no other one', async () => {
  const passwords = await createPasswords(FAST_HASHING);
  const stored = { hash: await passwords.hash('secret'), bcryptCost: null };
  expect(stored.hash).toMatch(/^\$argon2id\$v=19\$m=1024,t=2,p=1\$/);
  expect(await passwords.verify('secret', stored, [])).toBe(true);
  expect(await passwords.verify('Secret', stored, [])).toBe(false);
  expect(await passwords.verify('', stored, [])).toBe(false);
});

test('a password is accepted by an imported bcrypt hash', async () => {
  const passwords = await createPasswords(FAST_HASHING);
  expect(await passwords.verify('secret', await imported(4), [4])).toBe(true);
  expect(await passwords.verify('wrong', await imported(4), [4])).toBe(false);
});

test.each([
  ['half a surrogate pair for the character that stands for it', 'secret \ufffd', 'secret \ud800'],
  ['what is too long for nothing', '', 'x'.repeat(1_025)],
])('%s is no password', async (_, password, typed) => {
  const passwords = await createPasswords(FAST_HASHING);
  const stored = { hash: await passwords.hash(password), bcryptCost: null };
  expect(await passwords.verify(password, stored, [])).toBe(true);
  expect(await passwords.verify(typed, stored, [])).toBe(false);
});

test('no password is accepted where there is no account', async () => {
  const passwords = await createPasswords(FAST_HASHING);
  for (const password of ['', 'secret', 'undefined']) {
    expect(await passwords.verify(password, undefined, [4])).toBe(false);
  }
});

test('the work is the same for an unknown user, an argon2id hash and each bcrypt hash', async () => {
  const passwords = await createPasswords(FAST_HASHING);
  const argon2id = { hash: await passwords.hash('secret'), bcryptCost: null };
  const done: string[][] = [];
  for (const stored of [undefined, argon2id, await imported(4), await imported(5)]) {
    work.kinds = [];
    await passwords.verify('wrong', stored, [4, 5]);
    done.push(work.kinds.toSorted());
  }
  for (const kinds of done) expect(kinds).toEqual(['argon2id', 'bcrypt 04', 'bcrypt 05']);
});

test.each([
  [1, 66],
  [2, 33],
  [4, 33],
])('of %d workers each has a queue of bounded length, beyond which it is refused', async (workers, most) => {
  const passwords = await createPasswords(FAST_HASHING, workers);
  const stored = { hash: await passwords.hash('secret'), bcryptCost: null };
  const results = await Promise.allSettled(Array.from({ length: 80 }, () => passwords.verify('secret', stored, [])));
  const refused = results.filter((result) => result.status === 'rejected');
  expect(results.length - refused.length).toBe(most);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(OverloadedError);
});

test('it tells how many passwords are worked on, and how many wait', async () => {
  const passwords = await createPasswords(FAST_HASHING);
  expect(passwords.queue).toMatchObject({ hashing: 0, waiting: 0 });
  const hashes = Array.from({ length: 10 }, () => passwords.hash('secret'));
  await Promise.resolve();
  expect(passwords.queue.hashing + passwords.queue.waiting).toBe(10);
  await Promise.race(hashes);
  expect(passwords.queue.hashing).toBe(2);
  await Promise.all(hashes);
  expect(passwords.queue).toMatchObject({ hashing: 0, waiting: 0 });
});
