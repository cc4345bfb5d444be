import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { type DemoName, passwords, startApp, type TestApp } from './app.js';
import { type OpenedBrowser, openBrowser, viewports } from './browser.js';
import { makeFolder, removeFolder, root } from './folders.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

const source = join(root, 'examples/frontend');
const vite = join(source, 'node_modules/.bin/vite');

let built = '';

// Each file builds for itself: another one's server must not read what is being written.
beforeAll(() => {
  if (!existsSync(vite)) throw new Error('Run `npm ci` in examples/frontend first.');
  built = makeFolder();
  execFileSync(vite, ['build', '--logLevel', 'error', '--emptyOutDir', '--outDir', built], { cwd: source });
}, 60_000);

afterAll(() => removeFolder(built));

/** An operation as it has reached the server. */
interface ReceivedOperation {
  name: string;
  variables: Record<string, unknown>;
}

/** The built frontend, in front of a server of the test's own. */
export interface ServedFrontend {
  origin: string;
  server: TestApp;
  /** What has reached the server so far, from all browsers. */
  received: ReceivedOperation[];
  /** How many operations of this name have reached it. */
  count(name: string): number;
  /** The way to the server. */
  way: TcpProxy;
  /** A browser of its own, on the first page. */
  open(viewport?: (typeof viewports)[keyof typeof viewports]): Promise<OpenedBrowser>;
}

/**
 * Starts both for the test that is running: the API on a real socket, and Vite.
 * @param command `dev` for the sources, as `npm run dev` has them
 */
export async function serveFrontend(command: 'dev' | 'preview' = 'preview'): Promise<ServedFrontend> {
  const server = await startApp({ REFRESH_COOKIE: 'on' });
  const received: ReceivedOperation[] = [];
  server.app.addHook('preHandler', async ({ body }: FastifyRequest) => {
    const { operationName: name, variables = {} } = body as { operationName: string; variables?: object };
    received.push({ name, variables: { ...variables } });
  });
  const way = await startTcpProxy(await server.app.listen({ host: '127.0.0.1', port: 0 }));
  const origin = await startVite(command, new URL(way.urlOf('http://127.0.0.1')).origin);
  const count = (name: string) => received.filter((operation) => operation.name === name).length;
  const open: ServedFrontend['open'] = async (viewport = viewports.wide) => {
    const opened = await openBrowser([origin], viewport);
    await opened.page.goto(origin);
    return opened;
  };
  return { origin, server, received, count, way, open };
}

/** @param api the origin that requests for the API are passed on to */
async function startVite(command: 'dev' | 'preview', api: string): Promise<string> {
  const args = [command, '--host', 'localhost', '--port', '0', ...(command === 'preview' ? ['--outDir', built] : [])];
  const child = spawn(vite, args, { cwd: source, env: { ...process.env, API_ORIGIN: api, NO_COLOR: '1' } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  for await (const chunk of child.stdout) {
    output += chunk;
    const [, origin] = /(http:\/\/localhost:\d+)\//.exec(output) ?? [];
    if (origin) return origin;
  }
  throw new Error(`Vite has not come up: ${output}`);
}

/** Sends a name and a password. */
export async function trySignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password').fill(password);
  await press(page, 'Sign in');
}

/** Signs in, and waits for the first view. */
export async function signIn(page: Page, username: DemoName): Promise<void> {
  await trySignIn(page, username, passwords[username]);
  await page.getByRole('heading', { name: 'Items', level: 1 }).waitFor();
}

/** Gives the password once more, for the scope that the page says is missing. */
export async function stepUp(page: Page, username: DemoName, password = passwords[username]): Promise<void> {
  await page.getByLabel(`Password of ${username}`).fill(password);
  await page.getByRole('button', { name: /^Go on with/ }).click();
}

export function press(page: Page, button: string): Promise<void> {
  return page.getByRole('button', { name: button, exact: true }).click();
}

/** Opens another view. */
export async function goTo(page: Page, view: string): Promise<void> {
  await page.getByRole('link', { name: view }).click();
  await page.getByRole('heading', { name: view, level: 1 }).waitFor();
}

/** Waits until the page says how many items it shows. @returns their titles */
export async function titlesOf(page: Page, count: string): Promise<string[]> {
  await page.getByText(count, { exact: true }).waitFor();
  return page.locator('.items .title').allTextContents();
}

/** What a page must not have done, whatever it was asked for. */
export function expectNoFaults(...browsers: OpenedBrowser[]): void {
  for (const { faults } of browsers) expect(faults).toEqual({ errors: [], strayRequests: [] });
}
