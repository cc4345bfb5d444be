import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { databases } from '../support/databases.js';
import { removeFolder } from '../support/folders.js';
import { FAST_HASHING } from '../support/hashing.js';
import { applyChange, type Block, blocksIn, exchangesIn, patternOf, readPage, tableUnder } from '../support/pages.js';
import { copyProject, type Project } from '../support/project.js';
import { ask, runServer, send } from '../support/server-process.js';

const MINUTES = 60_000;
const page = readPage('add-a-feature.md');
const [steps = '', afterwards = ''] = page.split(/(?=^## 7\.)/m);

let project: Project;
beforeAll(async () => {
  project = copyProject();
  for (const block of blocksIn(steps)) await follow(block);
}, 10 * MINUTES);
afterAll(() => removeFolder(project.folder));

/** Does what a block of the page says: makes a change, writes a new file, or runs commands and looks at what they say. */
async function follow({ language, text, file }: Block): Promise<void> {
  if (language === 'console') await type(text);
  else if (language === 'diff') project.write(file, applyChange(project.read(file), text));
  else project.writeNew(file, text);
}

async function type(block: string): Promise<void> {
  for (const { command, said } of exchangesIn(block)) {
    const { said: written } = await project.run(command);
    expect(written.trim(), command).toMatch(patternOf(said));
  }
}

/** Takes lines out of a file until the test ends. */
function leaveOut(file: string, line: RegExp): void {
  const before = project.read(file);
  onTestFinished(() => project.write(file, before));
  const after = before.replace(line, '');
  if (after === before) throw new Error(`${file} has no ${line}.`);
  project.write(file, after);
}

describe.each(databases)('on $name, a database of the version before', (database) => {
  /** Builds, starts and signs in. @returns a function that sends an operation */
  async function signIn() {
    const { dataDir, databaseUrl, dispose } = await database.create();
    onTestFinished(dispose);
    const env = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
    const before = await createApp(readConfig({ ...env, LOG_LEVEL: 'silent' }), { hashingCost: FAST_HASHING });
    await before.close();
    expect((await project.run('npm run --silent build')).said).toBe('');
    const { url, end } = await runServer(project.folder, 'dist/server/main.js', env);
    onTestFinished(() => end('SIGTERM').then(() => undefined));
    const { login } = await ask(url, 'mutation { login(username: "johndoe", password: "secret") { accessToken } }');
    return (query: string) => send(url, query, login.accessToken);
  }

  test(
    'is answered on as the page says',
    async () => {
      const sendOperation = await signIn();
      const exchanges = blocksIn(afterwards).flatMap(({ text }) => exchangesIn(text));
      expect(exchanges.length).toBeGreaterThan(0);
      for (const { command, said } of exchanges) {
        const [, body = ''] = /-d '(.+)'$/.exec(command) ?? [];
        expect((await sendOperation(JSON.parse(body).query)).body).toEqual(JSON.parse(said));
      }
    },
    3 * MINUTES,
  );

  test(
    'grants nobody the scope where the migration does not',
    async () => {
      leaveOut('src/db/migrations/2027-01-01-stars.ts', /^ {2}await grant.+\n/m);
      const sendOperation = await signIn();
      const { body } = await sendOperation('{ myItems { nodes { isStarred } } }');
      expect(body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', missingScopes: ['stars'] });
    },
    3 * MINUTES,
  );
});

/** What each row of the page's table is about. */
const omissions: Readonly<Record<string, [file: string, line: RegExp]>> = {
  'the directive on `starItem`': ['schema/stars.graphql', /\s+@requiresScopes\(scopes: \[\["items", "stars"\]\]\)/],
  'the directive on `isStarred`': ['schema/stars.graphql', / @requiresScopes\(scopes: \["stars"\]\)/],
  'a role in `schema/roles.json`': ['schema/roles.json', /, "stars"(?=\],\n {2}"developer")/],
  'the migration in `index.ts`': ['src/db/migrations/index.ts', /^ {2}'2027-01-01-stars'.*\n/m],
  'the table in `tables.ts`': ['src/db/tables.ts', /^ {2}stars:.*\n/m],
  'the types': ['src/graphql/generated/resolvers.ts', /^ {2}isStarred.+\n/m],
  'a resolver': ['src/graphql/resolvers/items.ts', /^ {4}isStarred: .*\n/m],
};
const rows = tableUnder(page, '| left out | what says so | what it says |');

test('the page says of each step what is said where it is left out', () => {
  expect(rows.map(([leftOut]) => leftOut)).toEqual(Object.keys(omissions));
});

test.each(rows)(
  'without %s, %s says so',
  async (leftOut = '', command = '', said = '') => {
    const [file, line] = omissions[leftOut] ?? ['', /^/];
    leaveOut(file, line);
    const ran = await project.run(command.replaceAll('`', ''));
    expect(ran.status, ran.said).not.toBe(0);
    expect(ran.said).toContain(said.replaceAll('`', ''));
  },
  3 * MINUTES,
);
