import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/folders.js';

interface Part {
  title: string;
  tables: object[][];
  goals?: { goal: string; measured: string }[];
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const page = read('docs/performance.md');
const { parts }: { parts: Record<string, Part> } = JSON.parse(read('docs/benchmark.json'));

test('docs/performance.md shows what docs/benchmark.json says was measured', async () => {
  const { formatTable } = await import(new URL('../bench/report.mjs', import.meta.url).href);
  for (const { tables } of Object.values(parts)) for (const rows of tables) expect(page).toContain(formatTable(rows));
});

test('docs/performance.md names every goal, and what was measured', () => {
  const goals = Object.values(parts).flatMap((part) => part.goals ?? []);
  expect(goals.length).toBeGreaterThan(10);
  for (const { goal, measured } of goals) {
    const [what = '', bound = ''] = goal.split(/: (?=at )/);
    expect(page).toContain(`| ${what} | ${bound} | ${measured} |`);
  }
});

test('README.md shows the chart of the same run', () => {
  const { day } = JSON.parse(read('docs/benchmark.json'));
  expect(read('README.md')).toContain('docs/benchmark.svg');
  expect(read('docs/benchmark.svg')).toContain(day);
});
