import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/folders.js';
import { tableUnder } from '../support/pages.js';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const { license, version, scripts } = JSON.parse(read('package.json'));

test('CONTRIBUTING.md says what every script is for, and of no other', () => {
  const cells = tableUnder(read('CONTRIBUTING.md'), '| `npm run …` | |').flat().join(' ');
  const told = [...cells.matchAll(/`([a-z:]+)(?: -- [^`]+)?`/g)].map(([, name]) => name);
  expect([...new Set(told)].toSorted()).toEqual(Object.keys(scripts).toSorted());
});

test('LICENSE is the one that package.json names, and CHANGELOG.md tells of its version', () => {
  expect(read('LICENSE')).toMatch(new RegExp(`^${license} License\n`));
  expect(read('CHANGELOG.md')).toContain(version);
});
