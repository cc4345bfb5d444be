import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../support/app.js';
import { type OpenedBrowser, openBrowser } from '../support/browser.js';
import { sqlite } from '../support/databases.js';
import { explorerFolder } from '../support/explorer.js';

const LOGIN = 'mutation { login(username: "johndoe", password: "secret") { scopes refreshToken } }';
const REFRESH = 'mutation { refresh { accessToken } }';

/** Browsers find all names under `localhost` here, and keep `Secure` cookies of them. Two names under `shop.localhost` are one site. */
const SERVER = 'api.shop.localhost';
const NEIGHBOUR = 'other.shop.localhost';
const STRANGER = 'shop.example.localhost';

async function startServer() {
  const { app, db } = await startApp({ REFRESH_COOKIE: 'on' }, sqlite, { explorerFolder: explorerFolder() });
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const countRefreshes = async () => (await db.selectFrom('refresh_tokens').selectAll().execute()).length - 1;
  return { origin: `http://${SERVER}:${port}`, countRefreshes };
}

async function startForeignPage(host: string): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Foreign</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

/** Opens a tab on an origin. */
async function open({ context }: OpenedBrowser, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** Sends an operation as a script in the page does. @returns the answer; null where it may not be read */
function ask(page: Page, origin: string, query: string, contentType = 'application/json') {
  const send = async ([url, type, body]: readonly [string, string, string]) => {
    const mode = type === 'application/json' ? 'cors' : 'no-cors';
    const request = { method: 'POST', mode, headers: { 'content-type': type }, credentials: 'include', body } as const;
    return fetch(url, request)
      .then((reply) => reply.json())
      .catch(() => null);
  };
  return page.evaluate(send, [`${origin}/graphql`, contentType, JSON.stringify({ query })] as const);
}

/** Sends an operation as a form in the page does, and waits for the answer to show. */
async function submit(page: Page, origin: string, query: string): Promise<void> {
  const send = ([url, body]: readonly [string, string]) => {
    const form = Object.assign(document.createElement('form'), { action: url, method: 'POST', enctype: 'text/plain' });
    form.append(Object.assign(document.createElement('input'), { name: body.slice(0, -1), value: body.slice(-1) }));
    document.body.append(form);
    form.submit();
  };
  await Promise.all([
    page.waitForURL(`${origin}/**`),
    page.evaluate(send, [`${origin}/graphql`, JSON.stringify({ query })] as const),
  ]);
}

test('no script can read the cookie, and the page of the server goes on by it', async () => {
  const { origin, countRefreshes } = await startServer();
  const browser = await openBrowser([origin]);
  const page = await open(browser, `${origin}/explorer`);
  expect((await ask(page, origin, LOGIN)).data.login.refreshToken).toBeNull();
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect(await browser.context.cookies()).toMatchObject([
    { name: '__Host-refresh', domain: SERVER, path: '/', httpOnly: true, secure: true, sameSite: 'Strict' },
  ]);
  const reloaded = await open(browser, `${origin}/explorer`);
  expect((await ask(reloaded, origin, REFRESH)).data.refresh.accessToken).toMatch(/^eyJ/);
  expect(await countRefreshes()).toBe(1);
});

test.each([NEIGHBOUR, STRANGER])('a page of %s cannot have it used', async (host) => {
  const { origin, countRefreshes } = await startServer();
  const foreign = await startForeignPage(host);
  const browser = await openBrowser([origin, foreign]);
  await ask(await open(browser, `${origin}/explorer`), origin, LOGIN);
  const page = await open(browser, foreign);
  expect(await ask(page, origin, REFRESH)).toBeNull();
  expect(await ask(page, origin, REFRESH, 'text/plain')).toBeNull();
  expect(await ask(page, origin, REFRESH, 'application/x-www-form-urlencoded')).toBeNull();
  await submit(page, origin, REFRESH);
  expect(await countRefreshes()).toBe(0);
});

test('a page of the same site cannot slip in a cookie of its own', async () => {
  const { origin } = await startServer();
  const neighbour = await startForeignPage(NEIGHBOUR);
  const browser = await openBrowser([origin, neighbour]);
  const page = await open(browser, neighbour);
  const set = `__Host-refresh=${'A'.repeat(43)}; domain=shop.localhost; path=/; secure`;
  await page.evaluate((cookie) => {
    // biome-ignore lint/suspicious/noDocumentCookie: as an attacker would
    document.cookie = cookie;
  }, set);
  expect(await browser.context.cookies()).toEqual([]);
});
