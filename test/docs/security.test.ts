import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/folders.js';
import { tableUnder } from '../support/pages.js';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const rows = tableUnder(read('SECURITY.md'), '| promise | shown by |');

test('there are promises', () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows)('%s', (_, shown = '') => {
  const named = [...shown.matchAll(/`(test\/[^`]+\.test\.ts)`: ([^;]+)/g)];
  expect(named.length).toBeGreaterThan(0);
  for (const [, file = '', words = ''] of named) {
    // In quotation marks, as the name of a test is.
    const escaped = words.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    expect(read(file)).toMatch(new RegExp(`['\`][^'\`\n]*${escaped}[^'\`\n]*['\`],`));
  }
});
