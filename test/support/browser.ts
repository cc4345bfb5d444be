import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { root } from './folders.js';

let browser: Browser;

beforeAll(async () => {
  // Without its sandbox, as Chromium does not start as root otherwise.
  browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
});

afterAll(() => browser?.close());

/** The Chromium that CHROMIUM names, or the one that is installed. */
function findChromium(): string {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const folders = process.env.PATH?.split(delimiter) ?? [];
  const installed = folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  const found = process.env.CHROMIUM ?? installed;
  if (!found) throw new Error('No Chromium was found: install it, or say with CHROMIUM where it is.');
  return found;
}

/** Widths and heights that pages are looked at in. Pixels. */
export const viewports = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;

/** What pages have done that they should not have. */
export interface Faults {
  /** Uncaught errors, and what the console was told as an error, a violation of the content security policy included. */
  errors: string[];
  /** Requests that left for anywhere but these origins. */
  strayRequests: string[];
}

export interface OpenedBrowser {
  /** Its tabs share cookies and storage. */
  context: BrowserContext;
  page: Page;
  faults: Faults;
}

/**
 * A browser profile of its own with one tab, for the test that is running.
 * @param origins where its pages may send requests
 */
export async function openBrowser(
  origins: readonly string[],
  viewport: (typeof viewports)[keyof typeof viewports] = viewports.wide,
): Promise<OpenedBrowser> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  onTestFinished(() => context.close());
  const faults: Faults = { errors: [], strayRequests: [] };
  context.on('weberror', (error) => faults.errors.push(String(error.error())));
  context.on('console', (message) => {
    // That an answer was 401 or 403 is what tests are after; Chromium tells of it here.
    const isAnswer = message.text().startsWith('Failed to load resource: the server responded with a status of');
    if (message.type() === 'error' && !isAnswer) faults.errors.push(message.text());
  });
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    const isInside = protocol === 'data:' || protocol === 'blob:' || origins.includes(origin);
    if (!isInside) faults.strayRequests.push(request.url());
  });
  return { context, page: await context.newPage(), faults };
}

/** Writes what a page looks like to `screenshots/`. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  const folder = join(root, 'screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: false });
}

/** @throws where axe finds a serious or critical fault in the page as it is now */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ target }) => target.join(' ')) }));
  expect(serious).toEqual([]);
}

/** An assertion that waits until it is true: a page changes after what is done to it. */
export function eventually<T>(read: () => Promise<T>) {
  return expect.poll(read, { timeout: 10_000 });
}
