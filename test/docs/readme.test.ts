import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../support/app.js';
import { buildEngine, runScopes } from '../support/command-line.js';
import { removeFolder, root } from '../support/folders.js';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The code blocks of a language. */
function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].flatMap(
    ([, code = '']) => code,
  );
}

const withoutTokens = (text: string) => text.replace(/eyJ[\w.-]+…?/g, 'eyJ…');

test('the session in the README goes as it is written', async () => {
  const { app } = await startApp();
  let token = '';
  const exchanges = (blocks('console')[0] ?? '').split('\n\n');
  expect(exchanges).toHaveLength(4);
  for (const exchange of exchanges) {
    const [, query = '', expected = ''] = /-d '(.+)'\n([\s\S]+)$/.exec(exchange) ?? [];
    const authorization = exchange.includes('$TOKEN') ? { authorization: `Bearer ${token}` } : {};
    const headers = { 'content-type': 'application/json', ...authorization };
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
  expect(shown).toHaveLength(4);
  for (const [, command = '', expected = ''] of shown) {
    const args = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    const { stdout, stderr } = runScopes(engine, root, args);
    expect((stdout + stderr).trim()).toBe(expected.trim());
  }
});

test('the README’s way to protect a field works, and is needed', () => {
  const copy = mkdtempSync(join(tmpdir(), 'scopeql-readme-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  for (const name of [
    'schema',
    'src',
    'test',
    'codegen.ts',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
    'biome.json',
  ]) {
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: (path) => !path.endsWith('node_modules') });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const npx = (...args: string[]) => spawnSync('npx', args, { cwd: copy, encoding: 'utf8' });
  const change = (file: string, edit: (text: string) => string) =>
    writeFileSync(join(copy, file), edit(readFileSync(join(copy, file), 'utf8')));

  const [sdl = ''] = blocks('graphql');
  const [resolver = '', unitTest = ''] = blocks('ts');
  change('schema/items.graphql', (text) => `${text}\n${sdl}`);
  execFileSync('npx', ['graphql-codegen'], { cwd: copy, stdio: 'ignore' });
  expect(npx('tsc', '--noEmit').stdout).toContain("Property 'itemCount' is missing");

  change('src/graphql/resolvers/items.ts', (text) => text.replace('  Query: {\n', `  Query: {\n${resolver}`));
  expect(npx('tsc', '--noEmit').stdout).toBe('');

  writeFileSync(join(copy, 'test/unit/graphql/item-count.test.ts'), unitTest);
  const { status, stdout } = npx('vitest', 'run', 'test/unit/graphql/item-count.test.ts');
  expect(status, stdout).toBe(0);
});

test('the scope engine’s README shows a program that works', async () => {
  const text = readFileSync(join(root, 'src/scopes/README.md'), 'utf8');
  const program = /^```ts\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? '';
  const file = join(root, 'test', 'unit', 'scopes', 'readme-program.ts');
  writeFileSync(
    file,
    program
      .replace("'scopeql-engine'", "'../../../src/scopes/index.js'")
      .replace('await graphql(', 'export const result = await graphql('),
  );
  onTestFinished(() => rmSync(file));
  const { result } = await import(/* @vite-ignore */ file);
  expect(result).toEqual({ data: { items: ['Foo'] } });
});
