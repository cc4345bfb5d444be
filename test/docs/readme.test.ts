import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../support/app.js';
import { buildEngine, runScopes } from '../support/command-line.js';
import { linkNodeModules, makeFolder, removeFolder, root } from '../support/folders.js';
import { headersOf } from '../support/headers.js';
import { codeIn } from '../support/pages.js';
import { copyProject } from '../support/project.js';

const MINUTES = 60_000;
const readme = readFileSync(join(root, 'README.md'), 'utf8');

const blocks = (language: string) => codeIn(readme, language);

const withoutTokens = (text: string) => text.replace(/eyJ[\w.-]+…?/g, 'eyJ…');

test('the session in the README goes as it is written', async () => {
  const { app } = await startApp();
  let token = '';
  const exchanges = (blocks('console')[0] ?? '').split('\n\n');
  expect(exchanges).toHaveLength(4);
  for (const exchange of exchanges) {
    const [, query = '', expected = ''] = /-d '(.+)'\n([\s\S]+)$/.exec(exchange) ?? [];
    const headers = headersOf(exchange.includes('$TOKEN') ? token : undefined);
    const {
      statusCode,
      statusMessage,
      headers: replied,
      body,
    } = await app.inject({ method: 'POST', url: '/graphql', headers, payload: query });
    const challenge = replied['www-authenticate'];
    const lines = [
      `HTTP/1.1 ${statusCode} ${statusMessage}`,
      ...(challenge ? [`www-authenticate: ${challenge}`] : []),
      body.trim(),
    ];
    expect(withoutTokens(lines.join('\n'))).toBe(withoutTokens(expected.trim()));
    token = JSON.parse(body).data?.login?.accessToken ?? token;
  }
});

test('the command line says what the READMEs show', () => {
  const engine = buildEngine();
  onTestFinished(() => removeFolder(engine));
  const engineReadme = readFileSync(join(root, 'src/scopes/README.md'), 'utf8');
  const shown = [readme, engineReadme].flatMap((text) => [
    ...text.matchAll(/^\$ (?:npm run --silent scopes --|scopes) (.+)\n([\s\S]+?)(?=\n\n|```)/gm),
  ]);
  expect(shown).toHaveLength(5);
  for (const [, command = '', expected = ''] of shown) {
    const args = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    const { stdout, stderr } = runScopes(engine, root, args);
    expect((stdout + stderr).trim()).toBe(expected.trim());
  }
});

test(
  'the README’s way to protect a field works, and is needed',
  async () => {
    const project = copyProject();
    onTestFinished(() => removeFolder(project.folder));
    const change = (file: string, edit: (text: string) => string) => project.write(file, edit(project.read(file)));
    const compile = () => project.run('npx tsc --noEmit');

    const [sdl = ''] = blocks('graphql');
    const [resolver = '', unitTest = ''] = blocks('ts');
    change('schema/items.graphql', (text) => `${text}\n${sdl}`);
    await project.run('npx graphql-codegen');
    expect((await compile()).said).toContain("Property 'itemCount' is missing");

    change('src/graphql/resolvers/items.ts', (text) => text.replace('  Query: {\n', `  Query: {\n${resolver}`));
    expect((await compile()).said).toBe('');

    project.writeNew('test/unit/graphql/item-count.test.ts', unitTest);
    const { status, said } = await project.run('npx vitest run test/unit/graphql/item-count.test.ts');
    expect(status, said).toBe(0);
  },
  3 * MINUTES,
);

test('the scope engine’s README shows a program that works', async () => {
  const text = readFileSync(join(root, 'src/scopes/README.md'), 'utf8');
  const [program = ''] = codeIn(text, 'ts');
  const engine = JSON.stringify(join(root, 'src/scopes/index.ts'));
  const folder = makeFolder({
    'program.ts': program
      .replace("'scopeql-engine'", engine)
      .replace('await graphql(', 'export const result = await graphql('),
  });
  onTestFinished(() => removeFolder(folder));
  linkNodeModules(folder);
  const { result } = await import(/* @vite-ignore */ join(folder, 'program.ts'));
  expect(result).toEqual({ data: { items: ['Foo'] } });
});
