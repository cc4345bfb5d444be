import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectData } from '../support/app.js';
import { expectAccessible, takeScreenshot, viewports } from '../support/browser.js';
import {
  expectNoFaults,
  goTo,
  press,
  type ServedFrontend,
  serveFrontend,
  signIn,
  stepUp,
  titlesOf,
  trySignIn,
} from '../support/frontend.js';

const NEWEST = ['Foo', 'Bar', 'Baz', 'Qux', 'Quux'];
const OLDER = ['Corge', 'Xyzzy', 'Plugh', 'Fred', 'Waldo', 'Garply', 'Grault'];

/** The scopes that each sign-in has asked for. */
function scopesAsked({ received }: ServedFrontend): unknown[] {
  return received.filter(({ name }) => name === 'Login').map(({ variables }) => variables.scopes);
}

/** The titles that the server has, the newest first. */
async function storedTitles({ server }: ServedFrontend): Promise<string[]> {
  const token = await server.signIn('johndoe');
  const { myItems } = expectData(await server.send('{ myItems { nodes { title } } }', { token }));
  return myItems.nodes.map(({ title }: { title: string }) => title);
}

/** Gives an account this role alone, as an administrator would. */
async function setRole({ server }: ServedFrontend, username: string, role: string): Promise<void> {
  const token = await server.signIn('admin');
  const found = expectData(await server.send(`{ accounts(search: "${username}") { nodes { id } } }`, { token }));
  const variables = { id: found.accounts.nodes[0].id, roles: [role] };
  const set = 'mutation ($id: ID!, $roles: [Role!]!) { setAccountRoles(id: $id, roles: $roles) { roles } }';
  expectData(await server.send(set, { token, variables }));
}

async function editFirstItem(page: Page, title: string): Promise<void> {
  await press(page, 'Edit Foo');
  await page.getByLabel('Title').fill(title);
  await press(page, 'Save');
}

describe('signing in', () => {
  test('asks for the scopes that the first view needs, and no more', async () => {
    const frontend = await serveFrontend();
    const browser = await frontend.open();
    await signIn(browser.page, 'johndoe');
    expect(await titlesOf(browser.page, '5 of 12')).toEqual(NEWEST);
    expect(scopesAsked(frontend)).toEqual([['me', 'items']]);
    expectNoFaults(browser);
  });

  test('leaves nothing that a script could take away, and lasts when the page is loaded again', async () => {
    const { open, count } = await serveFrontend();
    const browser = await open();
    const { page, context } = browser;
    await signIn(page, 'johndoe');
    await page.reload();
    await titlesOf(page, '5 of 12');
    expect(count('Login')).toBe(1);
    const stored = () => ({ local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie });
    expect(await page.evaluate(stored)).toEqual({ local: {}, session: {}, cookie: '' });
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
    expect(await context.cookies()).toMatchObject([{ name: '__Host-refresh', httpOnly: true, secure: true }]);
    expectNoFaults(browser);
  });

  test('comes with a policy that lets no injected script run and no other page frame it', async () => {
    const { open, origin } = await serveFrontend();
    const { page } = await open();
    await signIn(page, 'johndoe');
    const inject = () => {
      document.body.innerHTML = '<img src="none" onerror="document.title = 1">';
    };
    await expect(page.evaluate(inject)).rejects.toThrow("This document requires 'TrustedHTML' assignment.");
    const { headers } = await fetch(origin);
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none';");
  });

  test('shows no form while the session is looked for', async () => {
    const { open, way } = await serveFrontend();
    const { page } = await open();
    await signIn(page, 'johndoe');
    way.stall();
    const asked = page.waitForRequest((request) => request.postData()?.includes('mutation Refresh') ?? false);
    await page.reload();
    await asked;
    expect(await page.getByRole('main').getAttribute('aria-busy')).toBe('true');
    expect(await page.locator('form').count()).toBe(0);
    way.resume();
    await titlesOf(page, '5 of 12');
  });

  test('says that the password is wrong, and after too many how long to wait', async () => {
    const { open } = await serveFrontend();
    const { page } = await open();
    await trySignIn(page, 'johndoe', 'wrong');
    await page.getByText('The user name or the password is wrong.').waitFor();
    for (let tries = 1; tries < 11; tries += 1) await trySignIn(page, 'johndoe', 'wrong');
    await page.getByText('Too many attempts. Try again in 60 seconds.').waitFor();
  });
});

describe('the list of items', () => {
  test('shows page after page, each item once', async () => {
    const { open } = await serveFrontend();
    const browser = await open();
    await signIn(browser.page, 'johndoe');
    await press(browser.page, 'Show more');
    await titlesOf(browser.page, '10 of 12');
    await press(browser.page, 'Show more');
    expect(await titlesOf(browser.page, '12 of 12')).toEqual([...NEWEST, ...OLDER]);
    expect(await browser.page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
    expectNoFaults(browser);
  });

  test('has what was created, changed and deleted, also among pages that come later', async () => {
    const frontend = await serveFrontend();
    const browser = await frontend.open();
    const { page } = browser;
    page.on('dialog', (dialog) => dialog.accept());
    await signIn(page, 'johndoe');
    await press(page, 'New item');
    await stepUp(page, 'johndoe');
    await page.getByLabel('Title').fill('Created');
    await press(page, 'Create');
    expect(await titlesOf(page, '6 of 13')).toEqual(['Created', ...NEWEST]);
    await editFirstItem(page, 'Changed');
    await page.getByRole('button', { name: 'Edit Changed' }).waitFor();
    await press(page, 'Edit Quux');
    await press(page, 'Delete');
    await titlesOf(page, '5 of 12');
    await press(page, 'Show more');
    await titlesOf(page, '10 of 12');
    await press(page, 'Show more');
    const expected = ['Created', 'Changed', 'Bar', 'Baz', 'Qux', ...OLDER];
    expect(await titlesOf(page, '12 of 12')).toEqual(expected);
    expect(await storedTitles(frontend)).toEqual(expected);
    expectNoFaults(browser);
  });

  test('says at the field what the server could not take, and keeps what was entered', async () => {
    const { open } = await serveFrontend();
    const { page } = await open();
    await signIn(page, 'johndoe');
    await press(page, 'New item');
    await stepUp(page, 'johndoe');
    const title = page.getByLabel('Title');
    await title.fill('x'.repeat(201));
    await press(page, 'Create');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').allTextContents()).toEqual(['1 to 200 characters, on one line.']);
    expect(await title.getAttribute('aria-invalid')).toBe('true');
    expect(await title.getAttribute('aria-describedby')).toBe(await page.getByRole('alert').getAttribute('id'));
    expect(await title.inputValue()).toHaveLength(201);
    await title.fill('Short');
    await press(page, 'Create');
    expect(await titlesOf(page, '6 of 13')).toEqual(['Short', ...NEWEST]);
  });

  test('drops an item that is gone when it is to be changed', async () => {
    const { open, server } = await serveFrontend();
    const { page } = await open();
    await signIn(page, 'johndoe');
    await press(page, 'Edit Foo');
    await stepUp(page, 'johndoe');
    await page.getByLabel('Title').fill('Too late');
    await server.db.deleteFrom('items').where('title', '=', 'Foo').execute();
    await press(page, 'Save');
    expect(await titlesOf(page, '4 of 11')).toEqual(NEWEST.slice(1));
  });
});

test('the profile is changed, a mistake in it is shown at its field', async () => {
  const { open } = await serveFrontend();
  const browser = await open();
  const { page } = browser;
  await signIn(page, 'johndoe');
  await goTo(page, 'Profile');
  await page.getByText('This needs profile:write').waitFor();
  await stepUp(page, 'johndoe');
  await page.getByLabel('E-mail').fill('nowhere');
  await press(page, 'Save');
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').allTextContents()).toEqual(['Such as ada@example.org.']);
  await page.getByLabel('E-mail').fill('john@example.org');
  await page.getByLabel('Full name').fill('John Q. Doe');
  await press(page, 'Save');
  await page.getByText('Saved.').waitFor();
  await page.reload();
  expect(await page.getByLabel('E-mail').inputValue()).toBe('john@example.org');
  expect(await page.getByLabel('Full name').inputValue()).toBe('John Q. Doe');
  expectNoFaults(browser);
});

describe('what the scopes do not allow', () => {
  test('names the scope and what it is for, and the password gets it beside those that are held', async () => {
    const frontend = await serveFrontend();
    const browser = await frontend.open();
    const { page } = browser;
    await signIn(page, 'johndoe');
    await press(page, 'Edit Foo');
    await page.getByRole('region', { name: 'This needs items:write' }).waitFor();
    await page.getByText('Create, change and delete your own items.').waitFor();
    expect(frontend.count('UpdateItem')).toBe(0);
    await stepUp(page, 'johndoe', 'wrong');
    await page.getByText('The user name or the password is wrong.').waitFor();
    await stepUp(page, 'johndoe');
    await page.getByLabel('Title').waitFor();
    expect(scopesAsked(frontend)).toEqual([['me', 'items'], ...Array(2).fill(['me', 'items', 'items:write'])]);
    expectNoFaults(browser);
  });

  test('ends the session that the new one stands in for', async () => {
    const { open, count } = await serveFrontend();
    const { page } = await open();
    await signIn(page, 'johndoe');
    await press(page, 'Edit Foo');
    await stepUp(page, 'johndoe');
    await expect.poll(() => count('EndSession')).toBe(1);
    await goTo(page, 'Sessions');
    await page.getByText('This browser').waitFor();
    expect(await page.locator('.items .title').allTextContents()).toEqual(['This browser']);
  });

  test('is told at once where the roles do not grant it', async () => {
    const { open, count } = await serveFrontend();
    const browser = await open();
    const { page } = browser;
    await signIn(page, 'alice');
    await page.getByRole('region', { name: 'This needs items' }).waitFor();
    await page.getByText('Read your own items.').waitFor();
    await page.getByText('Your roles do not grant it.').waitFor();
    expect(await page.locator('form').count()).toBe(0);
    expect(count('MyItems')).toBe(0);
    expectNoFaults(browser);
  });

  test('is told as well where the server refuses what the token seems to allow', async () => {
    const frontend = await serveFrontend();
    const browser = await frontend.open();
    const { page } = browser;
    await signIn(page, 'johndoe');
    await press(page, 'Edit Foo');
    await stepUp(page, 'johndoe');
    await page.getByLabel('Title').fill('Never');
    await setRole(frontend, 'johndoe', 'guest');
    await press(page, 'Save');
    await page.getByRole('region', { name: 'This needs items:write' }).waitFor();
    expect(frontend.count('UpdateItem')).toBe(1);
    await stepUp(page, 'johndoe');
    await page.getByText('Your roles do not grant it.').first().waitFor();
    expectNoFaults(browser);
  });
});

test('the sources run as they are, for whoever works on them', async () => {
  const { open } = await serveFrontend('dev');
  const { page, faults } = await open();
  await signIn(page, 'johndoe');
  expect(await titlesOf(page, '5 of 12')).toEqual(NEWEST);
  expect(faults.errors).toEqual([]);
});

test.each(Object.entries(viewports))('every screen can be used by everybody, %s', async (width, viewport) => {
  const frontend = await serveFrontend();
  const browser = await frontend.open(viewport);
  const { page } = browser;
  const look = async (name: string) => {
    const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await page.evaluate(overflow)).toBe(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
      await takeScreenshot(page, `frontend-${name}-${colorScheme}-${width}`);
    }
  };
  await page.getByLabel('User name').waitFor();
  await look('sign-in');
  await signIn(page, 'johndoe');
  await titlesOf(page, '5 of 12');
  await look('items');
  await press(page, 'Edit Foo');
  await page.getByText('Create, change and delete').waitFor();
  await look('refused');
  await stepUp(page, 'johndoe');
  await page.getByLabel('Title').fill('');
  await press(page, 'Save');
  await page.getByRole('alert').waitFor();
  await look('edit');
  await goTo(page, 'Profile');
  await stepUp(page, 'johndoe');
  await page.getByLabel('E-mail').waitFor();
  await look('profile');
  await goTo(page, 'Sessions');
  await page.getByText('This browser').waitFor();
  await look('sessions');
  await frontend.way.close();
  await goTo(page, 'Items');
  await goTo(page, 'Sessions');
  await page.getByText('The server cannot be reached.').waitFor();
  await look('unreachable');
  expectNoFaults(browser);
});
