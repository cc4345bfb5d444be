import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { removeFolder, root } from '../support/folders.js';
import { blocksIn, readPage, tableUnder } from '../support/pages.js';
import { copyProject, type Project } from '../support/project.js';

const MINUTES = 60_000;
const page = readPage('testing.md');
const examples = blocksIn(page).filter(({ language }) => language === 'ts');

let project: Project;
beforeAll(() => {
  project = copyProject();
  for (const { file, text } of examples) project.writeNew(file, text);
}, MINUTES);
afterAll(() => removeFolder(project.folder));

test(
  'the examples in docs/testing.md pass, and are written as all other tests are',
  async () => {
    const files = examples.map(({ file }) => file).join(' ');
    for (const command of ['vitest run', 'biome ci']) {
      const { status, said } = await project.run(`npx ${command} ${files}`);
      expect(status, said).toBe(0);
    }
  },
  3 * MINUTES,
);

interface Breakage {
  example: string;
  /** The name of a test in it. */
  fails: string;
  /** What is done to the product. */
  where: string;
  what: RegExp;
  becomes: string;
}

const breakages: readonly Breakage[] = [
  {
    example: 'test/http/my-deletion.test.ts',
    fails: 'an item is deleted by its owner alone',
    where: 'src/items/store.ts',
    what: /(\.deleteFrom\('items'\)\s+\.where\('id', '=', id\))\s+\.where\('owner_id', '=', ownerId\)/,
    becomes: '$1',
  },
  {
    example: 'test/http/my-deletion.test.ts',
    fails: 'an item is not deleted with a token for reading',
    where: 'schema/items.graphql',
    what: /(deleteItem.*scopes: \["items):write/,
    becomes: '$1',
  },
  {
    example: 'test/unit/graphql/my-operation.test.ts',
    fails: 'items are told to whoever holds their scope',
    where: 'schema/items.graphql',
    what: /(\): ItemConnection\s+@requiresScopes\(scopes: \[)"items"/,
    becomes: '$1"accounts"',
  },
  ...['somebody without it', 'nobody'].map((whom) => ({
    example: 'test/unit/graphql/my-operation.test.ts',
    fails: `items are not told to ${whom}`,
    where: 'schema/items.graphql',
    what: /(\): ItemConnection\s+)@requiresScopes\(scopes: \["items"\]\)/,
    becomes: '$1@public',
  })),
  {
    example: 'test/unit/graphql/my-resolver.test.ts',
    fails: 'an item belongs to whoever creates it',
    where: 'src/graphql/resolvers/items.ts',
    what: /createItem\(db, auth\.account\.id/,
    becomes: 'createItem(db, auth.session.id',
  },
  {
    example: 'test/http/my-clock.test.ts',
    fails: 'an access token is good for half an hour',
    where: 'src/auth/tokens.ts',
    what: /(ACCESS_TOKEN_SECONDS) = 30/,
    becomes: '$1 = 31',
  },
  {
    example: 'test/unit/auth/my-password.test.ts',
    fails: 'a password is the same however a keyboard spells its letters',
    where: 'src/auth/passwords.ts',
    what: /argon2\.verify\(hash, password\.normalize\(\)\)/,
    becomes: 'argon2.verify(hash, password)',
  },
];

test('every test in docs/testing.md is seen to fail', () => {
  const names = examples.flatMap(({ text }) => [...text.matchAll(/\btest(?:\.each\([\s\S]*?\]\))?\('(.+?)'/g)]);
  const patterns = names.map(([, name = '']) => new RegExp(`^${name.replace('%s', '.+')}$`));
  const unseen = patterns.filter((pattern) => !breakages.some(({ fails }) => pattern.test(fails)));
  expect(names.length).toBeGreaterThan(examples.length);
  expect(unseen).toEqual([]);
});

test.each(breakages)(
  '$fails: not where $where is broken',
  async ({ example, fails, where, what, becomes }) => {
    const whole = project.read(where);
    onTestFinished(() => project.write(where, whole));
    expect(whole).toMatch(what);
    project.write(where, whole.replace(what, becomes));
    const { said } = await project.run(`npx vitest run ${example}`);
    expect(said).toContain(`× ${fails}`);
  },
  MINUTES,
);

test('docs/testing.md says what everything in test/support is for', () => {
  const rows = tableUnder(page, '| in `test/support/` | for |');
  const named = rows.flatMap(([names = '']) => names.match(/[\w-]+\.ts/g) ?? []);
  expect(named.toSorted()).toEqual(readdirSync(join(root, 'test/support')).toSorted());
});
