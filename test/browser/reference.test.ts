import { pathToFileURL } from 'node:url';
import fastify from 'fastify';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import roles from '../../schema/roles.json' with { type: 'json' };
import samples from '../../schema/samples.json' with { type: 'json' };
import { buildSdlSchema } from '../../src/graphql/sdl.js';
import { referenceSite } from '../../src/scopes/reference/site.js';
import { expectAccessible, openBrowser, takeScreenshot, viewports } from '../support/browser.js';
import { EVERY_KIND } from '../support/every-kind.js';
import { makeFolder, removeFolder } from '../support/folders.js';
import { build } from '../support/scopes.js';

const files = referenceSite(buildSdlSchema(), { title: 'ScopeQL', roles, samples: new Map(Object.entries(samples)) });
const folder = makeFolder(Object.fromEntries(files));
afterAll(() => removeFolder(folder));

/** All that an entry can say, on pages so short that axe soon has looked at all of it. */
const everyKind = referenceSite(build(EVERY_KIND), { title: 'Every kind', roles: { none: [], some: ['items'] } });
const folderOfEveryKind = makeFolder(Object.fromEntries(everyKind));
afterAll(() => removeFolder(folderOfEveryKind));

const pages = [...files.keys()].filter((name) => name.endsWith('.html'));
/** One of each way to build a page. */
const DIFFERENT = ['index.html', 'queries.html', 'objects.html', 'scopes.html', 'elements.html'];

/** What the URL parser calls the origin of files. */
const FILES = 'null';

type Look = [size: keyof typeof viewports, colorScheme: 'light' | 'dark'];

/** Opens a page of a site as a file, where it may ask for files of the site only. */
async function openFile(name: string, [size, colorScheme]: Look = ['wide', 'light'], site = folder) {
  const base = `${pathToFileURL(site).href}/`;
  const opened = await openBrowser([FILES], viewports[size]);
  const requests: string[] = [];
  opened.context.on('request', (request) => requests.push(request.url()));
  await opened.page.emulateMedia({ colorScheme });
  await opened.page.goto(base + name);
  const expectNoFault = () => {
    expect(opened.faults).toEqual({ errors: [], strayRequests: [] });
    expect(requests.filter((url) => !url.startsWith(base) && url !== 'data:,')).toEqual([]);
  };
  return { ...opened, expectNoFault };
}

describe.each<Look>([
  ['wide', 'light'],
  ['narrow', 'dark'],
])('the reference, %s and %s', (...look) => {
  test.each(pages)('has %s, which fits the screen and takes nothing from elsewhere', async (name) => {
    const { page, expectNoFault } = await openFile(name, look);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    await takeScreenshot(page, ['reference', name.replace('.html', ''), ...look].join('-'));
    expectNoFault();
  });

  test.each(DIFFERENT)('is for everybody, on such pages as %s', async (name) => {
    const { page } = await openFile(name, look, folderOfEveryKind);
    await takeScreenshot(page, ['reference-every-kind', name.replace('.html', ''), ...look].join('-'));
    await expectAccessible(page);
  });
});

test('somebody comes from an operation to its type, to the scope that it requires, and back to what requires the scope', async () => {
  const { page, expectNoFault } = await openFile('index.html');
  await page.getByRole('link', { name: 'auditEvents', exact: true }).click();
  const entry = page.locator('[id="Query.auditEvents"]');
  await entry.getByRole('link', { name: 'AuditEventConnection' }).first().click();
  expect(page.url()).toMatch(/objects\.html#AuditEventConnection$/);
  const type = page.locator('#AuditEventConnection');
  await type.getByRole('link', { name: 'accounts', exact: true }).first().click();
  const scope = page.locator('[id="scope-accounts"]');
  await scope.getByText('Read every account').waitFor();
  expect(await page.locator(':target').getAttribute('id')).toBe('scope-accounts');
  await scope.getByRole('link', { name: 'Mutation.createAccount' }).click();
  expect(page.url()).toMatch(/mutations\.html#Mutation\.createAccount$/);
  await takeScreenshot(page, 'reference-create-account');
  expectNoFault();
});

test('somebody with a keyboard skips to the content, searches and follows what was found', async () => {
  const { page, expectNoFault } = await openFile('elements.html', ['narrow', 'light']);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('page-content');
  await page.keyboard.press('Tab');
  await page.keyboard.type('CREATE account argument');
  expect(await page.getByRole('status').textContent()).toMatch(/^1 of \d+$/);
  await takeScreenshot(page, 'reference-search');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/mutations\.html#Mutation\.createAccount\(input:\)$/);
  expect(await page.locator(':target').getAttribute('id')).toBe('Mutation.createAccount(input:)');
  expectNoFault();
});

test('a search finds by scope too, and an empty one is everything', async () => {
  const { page } = await openFile('elements.html');
  const found = () => page.locator('#page-elements > li:visible').allInnerTexts();
  const all = await found();
  await page.getByRole('searchbox').fill('profile:write');
  expect((await found()).map((text) => text.split(' ')[0])).toEqual(['Mutation.updateProfile']);
  await page.getByRole('searchbox').fill('nothing of that name');
  expect(await found()).toEqual([]);
  await page.getByRole('searchbox').fill(' ');
  expect(await found()).toEqual(all);
});

test('without scripts everything is there, but for the search', async () => {
  const { context } = await openBrowser([FILES]);
  const scriptless = await context.browser()?.newContext({ javaScriptEnabled: false });
  onTestFinished(() => scriptless?.close());
  const page = await scriptless?.newPage();
  await page?.goto(`${pathToFileURL(folder).href}/elements.html`);
  expect(await page?.getByRole('searchbox').count()).toBe(0);
  expect(await page?.getByRole('link', { name: 'Mutation.updateProfile', exact: true }).isVisible()).toBe(true);
});

test('on paper there is no navigation', async () => {
  const { page } = await openFile('mutations.html');
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect(await page.getByRole('heading', { name: 'createAccount' }).isVisible()).toBe(true);
  await takeScreenshot(page, 'reference-print');
});

test('a server may have it below any path', async () => {
  const server = fastify();
  onTestFinished(() => server.close());
  const types: Record<string, string> = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript' };
  server.get<{ Params: { name: string } }>('/some/where/:name', ({ params: { name } }, reply) => {
    const text = files.get(name);
    return text === undefined ? reply.callNotFound() : reply.type(types[name.split('.')[1] ?? ''] ?? '').send(text);
  });
  const origin = await server.listen({ port: 0 });
  const { page, faults } = await openBrowser([origin]);
  const missing: string[] = [];
  page.on('response', (response) => void (response.status() !== 200 && missing.push(response.url())));
  await page.goto(`${origin}/some/where/index.html`);
  for (const name of ['Queries', 'Scopes', 'All elements']) {
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }
  await page.getByRole('searchbox').fill('login');
  expect(missing).toEqual([]);
  expect(faults).toEqual({ errors: [], strayRequests: [] });
});

test('markup in a description does nothing', async () => {
  const markup =
    '<script>document.title = 1</script><img src="https://example.com/a.png" onerror="document.title = 2">';
  const hostile = build(`type Query { ${JSON.stringify(`${markup} \`${markup}\``)} a: Int }`);
  const other = makeFolder(Object.fromEntries(referenceSite(hostile, { title: 'Hostile' })));
  onTestFinished(() => removeFolder(other));
  const { page, faults } = await openBrowser([FILES]);
  await page.goto(`${pathToFileURL(other).href}/queries.html`);
  expect(await page.getByText(markup).count()).toBeGreaterThan(0);
  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(await page.title()).toBe('Queries – Hostile');
  expect(faults).toEqual({ errors: [], strayRequests: [] });
});
