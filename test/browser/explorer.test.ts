import type { Locator, Page, Request } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import firstRoles from '../../schema/roles.json' with { type: 'json' };
import { expectData, startApp, type TestApp } from '../support/app.js';
import {
  eventually,
  expectAccessible,
  type OpenedBrowser,
  openBrowser,
  takeScreenshot,
  viewports,
} from '../support/browser.js';
import { sqlite } from '../support/databases.js';
import { explorerFolder } from '../support/explorer.js';

type Viewport = Parameters<typeof openBrowser>[1];

interface OpenedExplorer extends OpenedBrowser, Pick<TestApp, 'app' | 'clock' | 'db' | 'send'> {
  origin: string;
  /** What GraphiQL has sent, the newest last: not the sign-in. */
  operations(): Sent[];
}

interface Sent {
  authorization: string | undefined;
  query: string;
}

/** The explorer of a server on a socket, in a browser profile of its own. */
async function openExplorer(viewport?: Viewport, env: Record<string, string> = {}): Promise<OpenedExplorer> {
  const { app, clock, db, send } = await startApp(env, sqlite, { explorerFolder: explorerFolder() });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const opened = await openBrowser([origin], viewport);
  const requests: Request[] = [];
  opened.page.on('request', (request) => request.url() === `${origin}/graphql` && requests.push(request));
  const operations = () =>
    requests
      .map((request) => ({ authorization: request.headers().authorization, query: request.postDataJSON().query }))
      .filter(({ query }) => /^#|^query \w|^{/.test(query) && !query.includes('IntrospectionQuery'));
  await visit(opened.page, origin);
  return { ...opened, app, clock, db, send, origin, operations };
}

async function visit(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/explorer`);
  await needs(page)
    .getByText(/^MyItems needs/)
    .waitFor();
}

const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const needs = (page: Page) => page.getByRole('region', { name: 'Scopes that the operation needs' });
const notices = (page: Page) => page.locator('.notices');
const account = (page: Page) => page.getByRole('region', { name: 'Account' });
const answer = (page: Page) => page.locator('.result-window .CodeMirror-code');
const run = (page: Page) => button(page, /^Execute query/).click();

/** Signs in with a password, and none but these scopes. */
async function signIn(page: Page, username: string, password: string, scopes?: string[]): Promise<void> {
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password').fill(password);
  if (scopes) {
    await button(page, 'None').click();
    for (const scope of scopes) await page.getByRole('checkbox', { name: new RegExp(`^${scope} `) }).check();
  }
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in from a page on which nobody is. */
async function signInAs(page: Page, username: string, password: string, scopes?: string[]): Promise<void> {
  await account(page).getByRole('button', { name: 'Sign in' }).click();
  await signIn(page, username, password, scopes);
  await notices(page).getByText(`Signed in as ${username}`).waitFor();
}

/** Writes an operation in the place of what is in the editor. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator('.graphiql-query-editor .CodeMirror').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

const SIGN_IN = 'mutation SignIn($password: String!) { login(username: "johndoe", password: $password) { scopes } }';

/** Whatever GraphiQL keeps of what was typed before, it has kept by the time that it keeps a size: both are put off alike. */
async function expectAllKept(page: Page): Promise<void> {
  await page.locator('.graphiql-editors + .graphiql-horizontal-drag-bar').dblclick();
  await expect.poll(() => page.evaluate('localStorage.getItem("graphiql:editorFlex")')).not.toBeNull();
}

const heldIn = (locator: Locator) => locator.getByRole('list', { name: 'Scopes that you hold' }).getByRole('listitem');

describe('signing in', () => {
  test('with chosen scopes: the token has them, is in sight and is sent from then on', async () => {
    const { page, operations, send, faults } = await openExplorer();
    await run(page);
    await notices(page).getByText('needs somebody who is signed in').waitFor();
    expect(operations().at(-1)?.authorization).toBeUndefined();
    await signInAs(page, 'johndoe', 'secret', ['me', 'items']);
    await eventually(() => heldIn(account(page)).allTextContents()).toEqual(['me', 'items']);
    await eventually(() => account(page).textContent()).toMatch(
      /until \d\d:\d\d.*\((30:00|29:5\d) left\)Account of johndoe$/,
    );
    await run(page);
    await answer(page).getByText('"johndoe"').waitFor();
    const token = operations().at(-1)?.authorization?.replace('Bearer ', '');
    expect(expectData(await send('{ me { username } }', { token }))).toEqual({ me: { username: 'johndoe' } });
    expect(faults).toEqual({ errors: [], strayRequests: [] });
  });

  test('offers every scope of the catalogue with its description, and asks for all unless told otherwise', async () => {
    const { page, send } = await openExplorer();
    await account(page).getByRole('button', { name: 'Sign in' }).click();
    const choices = page.getByRole('group', { name: 'Scopes' }).getByRole('checkbox');
    const catalogue = expectData(await send('{ scopes { name description } }')).scopes;
    expect(await choices.count()).toBe(catalogue.length);
    for (const choice of await choices.all()) expect(await choice.isChecked()).toBe(true);
    for (const { name, description } of catalogue)
      expect(await page.getByRole('checkbox', { name: `${name} ${description}`, exact: true }).count()).toBe(1);
    await button(page, 'None').click();
    for (const choice of await choices.all()) expect(await choice.isChecked()).toBe(false);
    await button(page, 'All').click();
    await signIn(page, 'johndoe', 'secret');
    await notices(page).getByText('Signed in as johndoe.').waitFor();
    await eventually(() => heldIn(account(page)).allTextContents()).toEqual(firstRoles.user);
  });

  test('as a demo account takes a click', async () => {
    const { page } = await openExplorer();
    await account(page).getByRole('button', { name: 'Sign in' }).click();
    await button(page, 'Sign in as alice').click();
    await notices(page).getByText('Signed in as alice.').waitFor();
  });

  test('says what went wrong, and may be tried again', async () => {
    const { page, app, faults } = await openExplorer(viewports.wide, { LOGIN_LIMIT: '2' });
    await account(page).getByRole('button', { name: 'Sign in' }).click();
    for (const _ of [1, 2]) {
      await signIn(page, 'johndoe', 'wrong');
      await page.getByRole('alert').getByText('Incorrect username or password.').waitFor();
    }
    await signIn(page, 'johndoe', 'wrong');
    await page
      .getByRole('alert')
      .getByText(/^Too many sign-in attempts. Try again in \d+ seconds.$/)
      .waitFor();
    await signIn(page, 'alice', 'secret2');
    await notices(page).getByText('Signed in as alice.').waitFor();
    await app.close();
    await account(page).getByRole('button', { name: 'alice' }).click();
    await button(page, 'Sign out').click();
    await notices(page).getByText('The session may go on: The server gives no answer').waitFor();
    expect(faults.strayRequests).toEqual([]);
  });

  test('leaves no token and no password in the address or in what the browser keeps', async () => {
    const { page, context, origin } = await openExplorer();
    await signInAs(page, 'johndoe', 'secret', ['me', 'items']);
    await button(page, 'Headers').click();
    await page.getByLabel('Headers, in JSON', { exact: true }).focus();
    await page.keyboard.insertText('{ "Authorization": "Bearer of.my.own" }');
    await account(page).getByText('is sent instead').waitFor();
    await run(page);
    await notices(page).getByText('The token was refused.').waitFor();
    await page.getByLabel('Headers, in JSON', { exact: true }).focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await account(page).getByText('is sent instead').waitFor({ state: 'hidden' });
    await run(page);
    await answer(page).getByText('"johndoe"').waitFor();
    await write(page, SIGN_IN);
    await button(page, 'Variables').click();
    await page.getByLabel('Variables, in JSON', { exact: true }).focus();
    await page.keyboard.insertText('{ "password": "in-a-variable" }');
    await run(page);
    await answer(page).getByText('Incorrect username or password.').first().waitFor();
    await write(page, 'mutation { changePassword(current: "in-the-text", new: "half-typed');
    await expectAllKept(page);
    const kept = JSON.stringify([
      await context.storageState(),
      await page.evaluate('({ ...localStorage, ...sessionStorage })'),
      page.url(),
    ]);
    expect(kept).not.toMatch(/eyJ|"secret"|of\.my\.own|in-a-variable|in-the-text|half-typed/);
    await button(page, 'Show History').click();
    await button(page, 'Set active').getByText('SignIn', { exact: true }).waitFor();
    await visit(page, origin);
    await account(page).getByText('Nobody is signed in').waitFor();
  });
});

test('where the refresh token is in a cookie, who is signed in stays so after a reload', async () => {
  const { page, origin, operations } = await openExplorer(viewports.wide, { REFRESH_COOKIE: 'on' });
  await signInAs(page, 'johndoe', 'secret', ['me', 'items']);
  await visit(page, origin);
  await account(page).getByRole('button', { name: 'Account of johndoe' }).waitFor();
  await run(page);
  await answer(page).getByText('"johndoe"').waitFor();
  expect(operations().at(-1)?.authorization).toMatch(/^Bearer eyJ/);
  expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toMatch(/eyJ/);
  await account(page).getByRole('button').click();
  await button(page, 'Sign out').click();
  await notices(page).getByText('Signed out.').waitFor();
  expect(await page.evaluate('Object.keys(sessionStorage)')).toEqual([]);
  await visit(page, origin);
  await account(page).getByText('Nobody is signed in').waitFor();
});

describe('a refusal', () => {
  test('names the scopes that are missing; signing in again with them, the operation runs', async () => {
    const { page, faults, operations } = await openExplorer();
    await signInAs(page, 'johndoe', 'secret', ['me']);
    await run(page);
    await notices(page).getByText('Refused: myItems. Missing: items.').waitFor();
    await button(page, 'Sign in with items').click();
    const chosen = page.getByRole('checkbox', { checked: true });
    expect(await chosen.evaluateAll((boxes) => boxes.map((box) => box.closest('label')?.textContent))).toEqual([
      'meRead your own account.',
      'itemsRead your own items.',
    ]);
    expect(await page.getByLabel('User name').inputValue()).toBe('johndoe');
    await page.getByLabel('Password').fill('secret');
    await page.keyboard.press('Enter');
    await button(page, 'Run again').click();
    await answer(page).getByText('"totalCount"').waitFor();
    expect(await notices(page).textContent()).toBe('');
    expect(new Set(operations().map(({ authorization }) => authorization)).size).toBe(2);
    expect(faults).toEqual({ errors: [], strayRequests: [] });
  });

  test('that no sign-in of this account would help is told, instead of asking again', async () => {
    const { page } = await openExplorer();
    await signInAs(page, 'alice', 'secret2');
    await run(page);
    await button(page, 'Sign in with items').click();
    await page.getByLabel('Password').fill('secret2');
    await page.keyboard.press('Enter');
    await notices(page).getByText('Signed in as alice, whose roles do not grant items.').waitFor();
    expect(await button(page, 'Run again').count()).toBe(0);
  });

  test('of a token that was written into the headers says so', async () => {
    const { page, operations } = await openExplorer();
    await signInAs(page, 'johndoe', 'secret');
    await button(page, 'Headers').click();
    await page.getByLabel('Headers, in JSON', { exact: true }).focus();
    await page.keyboard.insertText('{ "Authorization": "Bearer x.y.z" }');
    await account(page).getByText('The Authorization that you wrote into the headers is sent instead.').waitFor();
    await run(page);
    await notices(page).getByText('The token was refused.').waitFor();
    expect(operations().at(-1)?.authorization).toBe('Bearer x.y.z');
  });
});

test('the scopes that an operation needs are told while it is written, and which of them are held', async () => {
  const { page } = await openExplorer();
  const told = needs(page).getByRole('paragraph');
  await eventually(() => told.textContent()).toBe('MyItems needs ✗ me (missing) and ✗ items (missing)');
  await signInAs(page, 'johndoe', 'secret', ['me']);
  await eventually(() => told.textContent()).toBe('MyItems needs ✓ me (held) and ✗ items (missing)');
  await write(page, 'query Who { profile(username: "alice") { fullName } }');
  await needs(page).getByText('Who needs ✗ profiles (missing)').waitFor();
  await button(page, 'Sign in with profiles').waitFor();
  await write(page, 'query Half { me {');
  await needs(page).getByText('Which scopes it needs is told once the operation is whole.').waitFor();
  await write(page, '{ scopes { name } }');
  await needs(page).getByText('This operation is open to everybody').waitFor();
  await write(page, 'query One { scopes { name } } query Two { me { id } }');
  await needs(page).getByText('Two needs').waitFor();
  for (const _ of Array.from({ length: 30 })) await page.keyboard.press('ArrowLeft');
  await needs(page).getByText('One is open to everybody').waitFor();
});

describe('while the page is open', () => {
  test('the token is refreshed before it expires', async () => {
    const { page, clock, operations, origin } = await openExplorer();
    await page.clock.install();
    await visit(page, origin);
    await signInAs(page, 'johndoe', 'secret', ['me', 'items']);
    await run(page);
    await answer(page).getByText('"johndoe"').waitFor();
    clock.advance({ minutes: 29 });
    await page.clock.fastForward('29:00');
    await account(page)
      .getByText(/\((30:00|29:5\d) left\)/)
      .waitFor();
    clock.advance({ minutes: 2 });
    await run(page);
    await answer(page).getByText('"johndoe"').waitFor();
    const [first, second] = operations().map(({ authorization }) => authorization);
    expect(second).not.toBe(first);
  });

  test('a session that has ended elsewhere is told of', async () => {
    const { page, clock, operations, origin, send } = await openExplorer();
    await page.clock.install();
    await visit(page, origin);
    await signInAs(page, 'johndoe', 'secret');
    await run(page);
    await answer(page).getByText('"johndoe"').waitFor();
    const token = operations().at(-1)?.authorization?.replace('Bearer ', '');
    await send('mutation { logout }', { token });
    clock.advance({ minutes: 29 });
    await page.clock.fastForward('29:00');
    await notices(page).getByText('Your session has ended. Sign in again.').waitFor();
    await account(page).getByText('Nobody is signed in').waitFor();
  });

  test('signing out ends the session on the server, and everywhere the others too', async () => {
    const { page, operations, send } = await openExplorer();
    for (const name of ['Sign out', 'Sign out everywhere']) {
      await signInAs(page, 'johndoe', 'secret');
      await run(page);
      await answer(page).getByText('"johndoe"').waitFor();
      const token = operations().at(-1)?.authorization?.replace('Bearer ', '');
      await account(page).getByRole('button', { name: 'johndoe' }).click();
      await button(page, name).click();
      await notices(page).getByText('Signed out.').waitFor();
      expect((await send('{ me { username } }', { token })).status).toBe(401);
      await run(page);
      await notices(page).getByText('needs somebody who is signed in').waitFor();
    }
  });
});

describe('with the keyboard alone', () => {
  const focused = (page: Page) =>
    page.evaluate<string>(
      'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent ?? ""',
    );

  async function tabTo(page: Page, name: string): Promise<void> {
    for (let tries = 0; tries < 40; tries++) {
      if ((await focused(page)) === name) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${name}.`);
  }

  test('one signs in, runs an operation, reads the answer, and gets out of every editor', async () => {
    const { page } = await openExplorer();
    await tabTo(page, 'Sign in');
    await page.keyboard.press('Enter');
    await page.keyboard.type('developer');
    await page.keyboard.press('Tab');
    await page.keyboard.type('secret4');
    await page.keyboard.press('Enter');
    await notices(page).getByText('Signed in as developer.').waitFor();
    await eventually(() => focused(page)).toBe('Account of developer');
    await tabTo(page, 'Operation');
    await page.keyboard.press('Control+Enter');
    await answer(page).getByText('"developer"').first().waitFor();
    for (const name of ['Headers', 'Show editor tools']) await tabTo(page, name);
    await page.keyboard.press('Enter');
    for (const name of ['Variables, in JSON', 'Account of developer']) await tabTo(page, name);
  });

  test('a dialog keeps the focus, closes with Escape and gives the focus back', async () => {
    const { page } = await openExplorer();
    await tabTo(page, 'Sign in');
    await page.keyboard.press('Enter');
    for (let count = 0; count < 40; count++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.matches("body, dialog, dialog *")')).toBe(true);
    }
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await eventually(() => focused(page)).toBe('Sign in');
  });

  test('the focus is not lost where what has opened a dialog is gone', async () => {
    const { page } = await openExplorer();
    await tabTo(page, 'Sign in with me, items');
    await page.keyboard.press('Enter');
    await signIn(page, 'johndoe', 'secret');
    await notices(page).getByText('Signed in as johndoe.').waitFor();
    await eventually(() => focused(page)).toBe('Account of johndoe');
  });
});

describe.each(['wide', 'narrow'] as const)('%s', (width) => {
  test.each(['light', 'dark'] as const)(
    'in every state it is usable by all, in %s',
    async (colorScheme) => {
      const { page, faults } = await openExplorer(viewports[width]);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const look = async (state: string) => {
        await takeScreenshot(page, `explorer-${state}-${width}-${colorScheme}`);
        await expectAccessible(page);
        const isTooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
        expect([state, await page.evaluate(isTooWide)]).toEqual([state, false]);
      };
      await look('signed-out');
      await account(page).getByRole('button', { name: 'Sign in' }).click();
      await look('sign-in');
      await signIn(page, 'alice', 'wrong');
      await page.getByRole('alert').getByText('Incorrect').waitFor();
      await look('wrong-password');
      await signIn(page, 'alice', 'secret2');
      await notices(page).getByText('Signed in as alice.').waitFor();
      await look('signed-in');
      await run(page);
      await notices(page).getByText('Missing: items.').waitFor();
      await look('refused');
      await button(page, 'Sign in with items').click();
      await button(page, 'All').click();
      await button(page, 'Sign in as admin').click();
      await button(page, 'Run again').click();
      await answer(page).getByText('"admin"').first().waitFor();
      await account(page).getByRole('button', { name: 'admin' }).click();
      await look('account');
      await page.keyboard.press('Escape');
      await button(page, 'Show Documentation Explorer').click();
      await button(page, 'Variables').click();
      await look('documentation');
      await button(page, 'Hide Documentation Explorer').click();
      await button(page, 'Show History').click();
      await look('history');
      await button(page, 'Hide History').click();
      for (const name of ['Open settings dialog', 'Open short keys dialog']) {
        await button(page, name).click();
        await look(name === 'Open settings dialog' ? 'settings' : 'short-keys');
        await page.keyboard.press('Escape');
      }
      expect(faults).toEqual({ errors: [], strayRequests: [] });
    },
    120_000,
  );
});
