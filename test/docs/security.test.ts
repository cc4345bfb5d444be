import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/folders.js';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const [, table = ''] = read('SECURITY.md').split('|---|---|\n');
const rows = table.split('\n').filter((line) => line.startsWith('|'));

test('there are promises', () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows)('%s', (row) => {
  const named = [...row.matchAll(/`(test\/[^`]+\.test\.ts)`: ([^;|]+)/g)];
  expect(named.length).toBeGreaterThan(0);
  for (const [, file = '', words = ''] of named) {
    // In quotation marks, as the name of a test is.
    const escaped = words.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    expect(read(file)).toMatch(new RegExp(`['\`][^'\`\n]*${escaped}[^'\`\n]*['\`],`));
  }
});
