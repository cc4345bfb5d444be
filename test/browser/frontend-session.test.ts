import type { Page, Request, Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { eventually, type OpenedBrowser } from '../support/browser.js';
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

const MINUTES = 60_000;

/** Somebody's browser with so many tabs on the first view, of which the first has signed in. */
async function openTabs({ open, origin }: ServedFrontend, count: number): Promise<OpenedBrowser & { tabs: Page[] }> {
  const browser = await open();
  const tabs = [browser.page];
  await signIn(browser.page, 'johndoe');
  while (tabs.length < count) {
    const tab = await browser.context.newPage();
    await tab.goto(origin);
    tabs.push(tab);
  }
  await Promise.all(tabs.map((tab) => titlesOf(tab, '5 of 12')));
  return { ...browser, tabs };
}

function pressInAll(tabs: readonly Page[], button: string): Promise<unknown> {
  return Promise.all(tabs.map((tab) => press(tab, button)));
}

/** As if the server no longer took the token for a good one. */
function sendAsNobody(route: Route): Promise<void> {
  const { authorization, ...headers } = route.request().headers();
  return route.continue({ headers });
}

/** @returns a promise, and what fulfils it */
function signal(): [Promise<void>, () => void] {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return [given, give];
}

/**
 * Holds back one tab's first operation of this name.
 * @param what `answer` where the server gets it, and has answered
 * @returns when it is held back, and what lets it through
 */
async function hold(tab: Page, operation: string, what: 'request' | 'answer' = 'answer') {
  const [held, tellHeld] = signal();
  const [released, release] = signal();
  let isFirst = true;
  await tab.route('**/graphql', async (route: Route) => {
    if (!isFirst || !isFor(operation, route.request())) return route.fallback();
    isFirst = false;
    const response = what === 'answer' ? await route.fetch() : undefined;
    tellHeld();
    await released;
    await (response ? route.fulfill({ response }) : route.fallback());
  });
  return { held, release };
}

function isFor(operation: string, request: Request): boolean {
  return request.postDataJSON()?.operationName === operation;
}

/** Signs in as an app on another port does, whose cookies are the same. */
function signInElsewhere(page: Page, username: string, password: string): Promise<unknown> {
  const query =
    'mutation ($username: String!, $password: String!) { login(username: $username, password: $password) { scopes } }';
  return page.evaluate(
    (body) => fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
    JSON.stringify({ query, variables: { username, password } }),
  );
}

function storedOf({ server }: ServedFrontend, title: string): Promise<unknown[]> {
  return server.db.selectFrom('items').select('owner_id').where('title', '=', title).execute();
}

describe('a token that has expired', () => {
  test.each([1, 2, 3])('is replaced by one refresh where the server refuses it in %i tabs at once', async (count) => {
    const frontend = await serveFrontend();
    const browser = await openTabs(frontend, count);
    const before = frontend.count('Refresh');
    frontend.server.clock.advance({ minutes: 31 });
    await pressInAll(browser.tabs, 'Show more');
    await Promise.all(browser.tabs.map((tab) => titlesOf(tab, '10 of 12')));
    expect(frontend.count('Refresh') - before).toBe(1);
    expectNoFaults(browser);
  });

  test.each([1, 2, 3])('is replaced before it is sent where %i tabs know that it has', async (count) => {
    const frontend = await serveFrontend();
    const browser = await openTabs(frontend, count);
    const before = frontend.received.length;
    const later = Date.now() + 31 * MINUTES;
    await Promise.all(browser.tabs.map((tab) => tab.clock.setSystemTime(later)));
    await pressInAll(browser.tabs, 'Show more');
    await Promise.all(browser.tabs.map((tab) => titlesOf(tab, '10 of 12')));
    const names = frontend.received.slice(before).map(({ name }) => name);
    expect(names).toEqual(['Refresh', ...Array(count).fill('MyItems')]);
    expectNoFaults(browser);
  });

  test('does not make a mutation run twice', async () => {
    const { open, server, count } = await serveFrontend();
    const { page } = await open();
    await signIn(page, 'johndoe');
    await press(page, 'New item');
    await stepUp(page, 'johndoe');
    await page.getByLabel('Title').fill('Once');
    server.clock.advance({ minutes: 31 });
    await press(page, 'Create');
    expect((await titlesOf(page, '6 of 13')).filter((title) => title === 'Once')).toEqual(['Once']);
    expect(count('CreateItem')).toBe(2);
    const stored = await server.db.selectFrom('items').select('title').where('title', '=', 'Once').execute();
    expect(stored).toHaveLength(1);
  });

  test('is replaced once: what is refused again is not sent a third time', async () => {
    const { open, count } = await serveFrontend();
    const { page } = await open();
    await signIn(page, 'johndoe');
    await titlesOf(page, '5 of 12');
    const before = { refreshes: count('Refresh'), lists: count('MyItems') };
    await page.route('**/graphql', sendAsNobody);
    await press(page, 'Show more');
    await page.getByText('The server does not take you for signed in.').waitFor();
    expect(count('Refresh') - before.refreshes).toBe(1);
    expect(count('MyItems') - before.lists).toBe(2);
  });
});

test('a new tab has its token from another one, and does not refresh', async () => {
  const frontend = await serveFrontend();
  const browser = await openTabs(frontend, 2);
  expect(frontend.count('Refresh')).toBe(1);
  expectNoFaults(browser);
});

test('what one tab has stepped up to, the others have too', async () => {
  const frontend = await serveFrontend();
  const browser = await openTabs(frontend, 2);
  const [first, second] = browser.tabs as [Page, Page];
  await press(second, 'Edit Foo');
  await press(first, 'Edit Foo');
  await stepUp(first, 'johndoe');
  await second.getByLabel('Title').waitFor();
  await press(second, 'Save');
  await second.getByLabel('Title').waitFor({ state: 'detached' });
  expectNoFaults(browser);
});

describe('signing out', () => {
  test('signs all tabs out, and leaves nothing of the former person for the next one', async () => {
    const frontend = await serveFrontend();
    const browser = await openTabs(frontend, 2);
    const [first, second] = browser.tabs as [Page, Page];
    await press(first, 'Sign out');
    for (const tab of browser.tabs) await tab.getByText('You have signed out.').waitFor();
    await eventually(() => browser.context.cookies()).toEqual([]);
    await signIn(second, 'alice');
    for (const tab of browser.tabs) {
      await tab.getByText('alice').waitFor();
      await tab.getByText('Your roles do not grant it.').waitFor();
      expect(await tab.getByText(/johndoe|Foo/).count()).toBe(0);
    }
    await first.reload();
    await first.getByText('alice').waitFor();
    expectNoFaults(browser);
  });

  test('stays so where a refresh of another tab was under way', async () => {
    const frontend = await serveFrontend();
    const browser = await openTabs(frontend, 2);
    const [first, second] = browser.tabs as [Page, Page];
    await second.route('**/graphql', sendAsNobody);
    const { held, release } = await hold(second, 'Refresh');
    await press(second, 'Show more');
    await held;
    await press(first, 'Sign out');
    for (const tab of browser.tabs) await tab.getByText('You have signed out.').waitFor();
    const answered = second.waitForResponse((response) => isFor('Refresh', response.request()));
    release();
    await answered;
    for (const tab of browser.tabs) {
      await tab.evaluate(() => navigator.locks.request('session', () => undefined));
      expect(await tab.getByText('You have signed out.').count()).toBe(1);
    }
    expectNoFaults(browser);
  });

  test('ends also the session that another tab was stepping up to', async () => {
    const frontend = await serveFrontend();
    const browser = await openTabs(frontend, 2);
    const [first, second] = browser.tabs as [Page, Page];
    await press(second, 'Edit Foo');
    const { held, release } = await hold(second, 'Login');
    await stepUp(second, 'johndoe');
    await held;
    await press(first, 'Sign out');
    await second.getByText('You have signed out.').waitFor();
    release();
    await expect.poll(() => frontend.count('Abandon')).toBe(1);
    await second.evaluate(() => navigator.locks.request('session', () => undefined));
    expect(await second.getByText('You have signed out.').count()).toBe(1);
    await eventually(() => browser.context.cookies()).toEqual([]);
    expectNoFaults(browser);
  });

  test('does not sign out whoever has signed in before its answer came', async () => {
    const frontend = await serveFrontend();
    const browser = await openTabs(frontend, 2);
    const [first, second] = browser.tabs as [Page, Page];
    const { held, release } = await hold(second, 'Logout');
    await press(second, 'Sign out');
    await held;
    await press(first, 'Show more');
    await first.getByText('Your session has ended.').waitFor();
    await signIn(first, 'alice');
    const answered = second.waitForResponse((response) => isFor('Logout', response.request()));
    release();
    await answered;
    for (const tab of browser.tabs) {
      await goTo(tab, 'Sessions');
      await tab.getByText('This browser').waitFor();
      expect(await tab.getByText('alice').count()).toBe(1);
    }
    expectNoFaults(browser);
  });

  test('is not pretended where the server could not be told', async () => {
    const { open, way } = await serveFrontend();
    const { page } = await open();
    await signIn(page, 'johndoe');
    await titlesOf(page, '5 of 12');
    await way.close();
    await press(page, 'Sign out');
    await page.getByText('There was no answer: it may have been done, or not.').waitFor();
    await way.open();
    await press(page, 'Sign out');
    await page.getByText('You have signed out.').waitFor();
  });

  test('everywhere ends the session of another browser, which says why it asks again', async () => {
    const frontend = await serveFrontend();
    const home = await openTabs(frontend, 1);
    const office = await openTabs(frontend, 2);
    await goTo(home.page, 'Sessions');
    await press(home.page, 'Sign out everywhere');
    await home.page.getByText('You have signed out.').waitFor();
    await press(office.page, 'Show more');
    for (const tab of office.tabs) await tab.getByText('Your session has ended. Sign in again to go on.').waitFor();
    expectNoFaults(home, office);
  });
});

describe('somebody else who signs in in the same browser', () => {
  test('in another app ends the session at its next refresh, and gets nothing that was sent in it', async () => {
    const frontend = await serveFrontend();
    const browser = await openTabs(frontend, 2);
    const { page, tabs } = browser;
    await press(page, 'New item');
    await stepUp(page, 'johndoe');
    await page.getByLabel('Title').fill('Not theirs');
    await signInElsewhere(page, 'admin', 'secret3');
    frontend.server.clock.advance({ minutes: 31 });
    await press(page, 'Create');
    for (const tab of tabs) await tab.getByText('Somebody else has signed in in this browser since.').waitFor();
    expect(frontend.count('CreateItem')).toBe(1);
    expect(await storedOf(frontend, 'Not theirs')).toEqual([]);
    expectNoFaults(browser);
  });

  test('in another tab gets no mutation that was under way', async () => {
    const frontend = await serveFrontend();
    const browser = await openTabs(frontend, 2);
    const [first, second] = browser.tabs as [Page, Page];
    await press(second, 'New item');
    await stepUp(second, 'johndoe');
    await second.getByLabel('Title').fill('Not theirs');
    const { held, release } = await hold(second, 'CreateItem', 'request');
    await press(second, 'Create');
    await held;
    await press(first, 'Sign out');
    await first.getByText('You have signed out.').waitFor();
    await signIn(first, 'admin');
    await press(first, 'New item');
    await stepUp(first, 'admin');
    const refused = second.waitForResponse((response) => response.status() === 401);
    release();
    await refused;
    await second.evaluate(() => navigator.locks.request('session', () => undefined));
    await first.getByLabel('Title').fill('Theirs');
    await press(first, 'Create');
    await first.getByText('Theirs').waitFor();
    expect(frontend.count('CreateItem')).toBe(2);
    expect(await storedOf(frontend, 'Not theirs')).toEqual([]);
    expectNoFaults(browser);
  });

  test('is not taken over by a step-up that was under way', async () => {
    const frontend = await serveFrontend();
    const browser = await openTabs(frontend, 2);
    const [first, second] = browser.tabs as [Page, Page];
    await press(second, 'New item');
    const { held, release } = await hold(second, 'Login');
    await stepUp(second, 'johndoe');
    await held;
    await press(first, 'Sign out');
    await first.getByText('You have signed out.').waitFor();
    await trySignIn(first, 'alice', 'secret2');
    release();
    for (const tab of browser.tabs) await tab.getByText('alice').waitFor();
    expect(frontend.count('Abandon')).toBe(1);
    await first.reload();
    await first.getByText('alice').waitFor();
    expectNoFaults(browser);
  });
});

describe('a clock that was put back', () => {
  test('does not keep a tab from hearing that another one has signed out', async () => {
    const frontend = await serveFrontend();
    const browser = await openTabs(frontend, 2);
    for (const tab of browser.tabs) await tab.clock.setSystemTime(Date.now() - MINUTES);
    await press(browser.page, 'Sign out');
    for (const tab of browser.tabs) await tab.getByText('You have signed out.').waitFor();
    expectNoFaults(browser);
  });

  test('does not have the next token thrown away', async () => {
    const frontend = await serveFrontend();
    const browser = await openTabs(frontend, 2);
    const before = frontend.count('Refresh');
    for (const tab of browser.tabs) await tab.clock.setSystemTime(Date.now() - MINUTES);
    frontend.server.clock.advance({ minutes: 31 });
    await pressInAll(browser.tabs, 'Show more');
    for (const tab of browser.tabs) await titlesOf(tab, '10 of 12');
    expect(frontend.count('Refresh') - before).toBe(1);
    expectNoFaults(browser);
  });
});

test('a session that was ended from another browser asks to sign in again, and says why', async () => {
  const frontend = await serveFrontend();
  const home = await openTabs(frontend, 1);
  const office = await openTabs(frontend, 1);
  await goTo(home.page, 'Sessions');
  await press(home.page, 'End');
  await expect.poll(() => home.page.locator('.items li').count()).toBe(1);
  await press(office.page, 'Show more');
  await office.page.getByText('Your session has ended. Sign in again to go on.').waitFor();
  expect(await office.page.getByText('Foo').count()).toBe(0);
  expectNoFaults(home, office);
});

describe('while the server cannot be reached', () => {
  test('the session is kept, also one that must be refreshed, and what was asked for comes later', async () => {
    const { open, server, way } = await serveFrontend();
    const browser = await open();
    const { page } = browser;
    await signIn(page, 'johndoe');
    await titlesOf(page, '5 of 12');
    await way.close();
    server.clock.advance({ minutes: 31 });
    await page.clock.setSystemTime(Date.now() + 31 * MINUTES);
    await press(page, 'Show more');
    await page.getByText('The server cannot be reached.').waitFor();
    await way.open();
    await titlesOf(page, '10 of 12');
    expect(await page.getByText('The server cannot be reached.').count()).toBe(0);
    expectNoFaults(browser);
  });

  test('a page that is loaded waits for it, and asks for no password', async () => {
    const { open, way } = await serveFrontend();
    const { page } = await open();
    await signIn(page, 'johndoe');
    await titlesOf(page, '5 of 12');
    await way.close();
    await page.reload();
    await page.getByText('The server cannot be reached.').waitFor();
    expect(await page.locator('form').count()).toBe(0);
    await way.open();
    await titlesOf(page, '5 of 12');
  });

  test('a mutation is not repeated, as nobody knows whether it has run', async () => {
    const { open, server, way, count } = await serveFrontend();
    const { page } = await open();
    await signIn(page, 'johndoe');
    await press(page, 'New item');
    await stepUp(page, 'johndoe');
    const title = page.getByLabel('Title');
    await title.fill('Perhaps');
    way.stall();
    const [sent] = await Promise.all([
      page.waitForRequest((request) => isFor('CreateItem', request)),
      press(page, 'Create'),
    ]);
    way.cut();
    way.resume();
    await page.getByText('There was no answer: it may have been done, or not.').waitFor();
    expect(sent.method()).toBe('POST');
    expect(await title.inputValue()).toBe('Perhaps');
    await press(page, 'Show more');
    await titlesOf(page, '10 of 12');
    expect(count('CreateItem')).toBe(0);
    const stored = await server.db.selectFrom('items').select('title').where('title', '=', 'Perhaps').execute();
    expect(stored).toEqual([]);
  });
});

test('a tab that has died does not keep the others waiting', async () => {
  const frontend = await serveFrontend();
  const browser = await openTabs(frontend, 2);
  const [first, second] = browser.tabs as [Page, Page];
  const { held } = await hold(first, 'Refresh');
  await first.clock.setSystemTime(Date.now() + 31 * MINUTES);
  await press(first, 'Show more');
  await held;
  await second.clock.setSystemTime(Date.now() + 31 * MINUTES);
  await press(second, 'Show more');
  await first.close();
  await titlesOf(second, '10 of 12');
});

test('a refresh that gets no answer is sent again, and the other tabs go on after it', async () => {
  const frontend = await serveFrontend();
  const browser = await openTabs(frontend, 2);
  const [first, second] = browser.tabs as [Page, Page];
  for (const tab of browser.tabs) await tab.clock.install({ time: Date.now() + 31 * MINUTES });
  const { held } = await hold(first, 'Refresh');
  await press(first, 'Show more');
  await held;
  await press(second, 'Show more');
  await first.clock.runFor(9_000);
  for (const tab of browser.tabs) await titlesOf(tab, '10 of 12');
  expect(frontend.count('Refresh')).toBe(3);
});
