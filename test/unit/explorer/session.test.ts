import { expect, onTestFinished, test } from 'vitest';
import firstRoles from '../../../schema/roles.json' with { type: 'json' };
import { Refused } from '../../../src/explorer/answer.js';
import type { Ask } from '../../../src/explorer/ask.js';
import { type Reminder, Session } from '../../../src/explorer/session.js';
import { startApp } from '../../support/app.js';

const JOHN = { username: 'johndoe', password: 'secret', scopes: null };
const ALICE = { username: 'alice', password: 'secret2', scopes: null };

/** A session of the page with the real server, which it asks without a socket. */
async function startSession(env: Record<string, string> = {}) {
  const { clock, send } = await startApp(env);
  const asked: string[] = [];
  const ends: string[] = [];
  let isReachable = true;
  let cookie = '';
  const ask: Ask = async (query, variables, token) => {
    asked.push(/\{\s*(\w+)/.exec(query)?.[1] ?? '');
    if (!isReachable) throw new TypeError('fetch failed');
    const { body, headers } = await send(query, { variables: { ...variables }, token, headers: { cookie } });
    // As a browser would, for every tab.
    cookie = /^[^;]+/.exec(String(headers['set-cookie'] ?? cookie))?.[0] ?? '';
    if (body.errors) throw new Refused(body.errors[0].extensions.code, body.errors[0].message);
    return body.data;
  };
  const reminders: (Reminder | null)[] = [];
  const open = () => {
    const session = new Session({
      ask,
      now: clock.now,
      remember: (reminder) => reminders.push(reminder),
      onEnd: (reason) => ends.push(reason),
    });
    // Its timer goes by the real clock, on which nothing is due.
    onTestFinished(() => session.signOut(false).catch(() => undefined));
    return session;
  };
  const reach = (may: boolean) => {
    isReachable = may;
  };
  return { session: open(), open, asked, ends, reminders, clock, send, reach };
}

const ME = '{ me { username } }';

test('a token has the scopes that were chosen, as far as the roles grant them', async () => {
  const { session, send, clock } = await startSession();
  await session.signIn({ ...JOHN, scopes: ['me', 'accounts'] });
  expect(session.state()).toMatchObject({
    username: 'johndoe',
    scopes: ['me'],
    expiresAt: clock.now() + 30 * 60_000,
  });
  const token = await session.freshToken();
  expect((await send(ME, { token })).body.data).toEqual({ me: { username: 'johndoe' } });
});

test('scopes left out are all that the roles grant', async () => {
  const { session } = await startSession();
  expect((await session.signIn(JOHN)).scopes).toEqual(firstRoles.user);
});

test('a token stays the same until a minute before it expires, and then is another one', async () => {
  const { session, clock, send } = await startSession();
  await session.signIn(JOHN);
  const first = await session.freshToken();
  clock.advance({ minutes: 28, seconds: 59 });
  expect(await session.freshToken()).toBe(first);
  clock.advance({ seconds: 1 });
  const second = await session.freshToken();
  expect(second).not.toBe(first);
  expect(session.state()?.expiresAt).toBe(clock.now() + 30 * 60_000);
  clock.advance({ minutes: 29 });
  expect((await send(ME, { token: await session.freshToken() })).status).toBe(200);
});

test('two who need a new token at once are given the same one', async () => {
  const { session, clock, asked } = await startSession();
  await session.signIn(JOHN);
  clock.advance({ minutes: 29 });
  const [one, other] = await Promise.all([session.freshToken(), session.freshToken()]);
  expect(one).toBe(other);
  expect(asked.filter((field) => field === 'refresh')).toHaveLength(1);
});

test('where the server cannot be reached, a token is good until it expires', async () => {
  const { session, clock, reach, ends } = await startSession();
  await session.signIn(JOHN);
  const token = await session.freshToken();
  reach(false);
  clock.advance({ minutes: 29, seconds: 59 });
  expect(await session.freshToken()).toBe(token);
  clock.advance({ seconds: 1 });
  await expect(session.freshToken()).rejects.toThrow(TypeError);
  reach(true);
  expect(await session.freshToken()).not.toBe(token);
  expect(ends).toEqual([]);
});

test('a session that has ended elsewhere is told of, and nobody is signed in any more', async () => {
  const { session, clock, send, ends } = await startSession();
  await session.signIn(JOHN);
  await send('mutation { logout(everywhere: true) }', { token: await session.freshToken() });
  clock.advance({ minutes: 29 });
  expect(await session.freshToken()).toBeUndefined();
  expect(session.state()).toBeNull();
  expect(ends).toEqual(['Your session has ended. Sign in again.']);
});

test('signing in again ends the session before', async () => {
  const { session, send } = await startSession();
  await session.signIn(JOHN);
  const before = await session.freshToken();
  await session.signIn(ALICE);
  await expect.poll(async () => (await send(ME, { token: before })).status).toBe(401);
  expect((await send(ME, { token: await session.freshToken() })).body.data).toEqual({ me: { username: 'alice' } });
});

test('a sign-in that fails leaves the session as it is', async () => {
  const { session, send } = await startSession();
  await session.signIn(JOHN);
  const before = session.state();
  await expect(session.signIn({ ...ALICE, password: 'wrong' })).rejects.toThrow('Incorrect username or password.');
  expect(session.state()).toBe(before);
  expect((await send(ME, { token: await session.freshToken() })).status).toBe(200);
});

test('signing out ends the session on the server, and here where the server cannot be told', async () => {
  const { session, send, reach } = await startSession();
  await session.signIn(JOHN);
  const token = await session.freshToken();
  await session.signOut(false);
  expect(session.state()).toBeNull();
  expect((await send(ME, { token })).status).toBe(401);
  await session.signIn(JOHN);
  reach(false);
  await expect(session.signOut(false)).rejects.toThrow(TypeError);
  expect(session.state()).toBeNull();
});

test('signing out everywhere ends the other sessions too', async () => {
  const { session, open, send } = await startSession();
  const other = open();
  await session.signIn(JOHN);
  await other.signIn(JOHN);
  await session.signOut(true);
  expect((await send(ME, { token: await other.freshToken() })).status).toBe(401);
});

test('whoever looks at a session hears of each change', async () => {
  const { session } = await startSession();
  const seen: (string | undefined)[] = [];
  const stop = session.subscribe(() => seen.push(session.state()?.username));
  await session.signIn(JOHN);
  await session.signOut(false);
  stop();
  await session.signIn(ALICE);
  expect(seen).toEqual(['johndoe', undefined]);
});

const BY_COOKIE = { REFRESH_COOKIE: 'on' };

test('where the refresh token is in a cookie, a session goes on after a reload', async () => {
  const { session, open, clock, reminders } = await startSession(BY_COOKIE);
  await session.signIn(JOHN);
  clock.advance({ minutes: 29 });
  await session.freshToken();
  const reminder = reminders.at(-1);
  expect(reminder).toEqual({ username: 'johndoe', accountId: expect.any(String) });
  const after = open();
  await after.resume(reminder as Reminder);
  expect(after.state()).toMatchObject({ username: 'johndoe', scopes: firstRoles.user });
});

test('where the refresh token is in a cookie, signing in again keeps the one that has just come', async () => {
  const { session, send, clock, reminders } = await startSession(BY_COOKIE);
  await session.signIn(JOHN);
  const before = await session.freshToken();
  await session.signIn(ALICE);
  await expect.poll(async () => (await send(ME, { token: before })).status).toBe(401);
  clock.advance({ minutes: 29 });
  expect(await session.freshToken()).toBeDefined();
  expect(session.state()?.username).toBe('alice');
  await session.signOut(false);
  expect(reminders.at(-1)).toBeNull();
});

test('without a cookie, nothing is left to go on with after a reload', async () => {
  const { session, open, reminders } = await startSession();
  await session.signIn(JOHN);
  expect(reminders).toEqual([null]);
  const after = open();
  await after.resume({ username: 'johndoe', accountId: '1' });
  expect(after.state()).toBeNull();
});

test('a cookie that has become that of somebody else is not taken for the own', async () => {
  const { session, open, clock, reminders, ends } = await startSession(BY_COOKIE);
  await session.signIn(JOHN);
  const reminder = reminders.at(-1) as Reminder;
  await open().signIn(ALICE);
  const reloaded = open();
  await reloaded.resume(reminder);
  expect(reloaded.state()).toBeNull();
  clock.advance({ minutes: 29 });
  expect(await session.freshToken()).toBeUndefined();
  expect(ends).toEqual(['Somebody else has signed in in this browser since. Sign in again.']);
});
