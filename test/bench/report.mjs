import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './children.mjs';

export const round = (value, digits = 0) => value?.toFixed(digits);
export const times = (value) => `${value.toFixed(2)} x`;

/** How a measured value stands to what it should reach. */
export function atLeast(what, value, least, format = times) {
  return { goal: `${what}: at least ${format(least)}`, measured: format(value), isReached: value >= least };
}

export function atMost(what, value, most, format = times) {
  return { goal: `${what}: at most ${format(most)}`, measured: format(value), isReached: value <= most };
}

/** A table in plain text: what is a number stands to the right. */
export function formatTable(rows) {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  const isNumeric = columns.map((_, at) => lines.slice(1).every((line) => /^[\d.,]*(?: x| %)?$/.test(line[at])));
  const pad = (cell, at) => (isNumeric[at] ? cell.padStart(widths[at]) : cell.padEnd(widths[at]));
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

export function printPart({ title, seconds, tables, notes = [], goals = [] }) {
  console.log(`\n== ${title}${seconds === undefined ? '' : ` (${seconds} s)`}`);
  for (const rows of tables) console.log(`\n${formatTable(rows)}`);
  if (notes.length > 0) console.log(`\n${notes.join('\n')}`);
  if (goals.length === 0) return;
  const rows = goals.map(({ goal, measured, isReached }) => ({
    goal,
    measured,
    '': isReached ? 'reached' : 'not reached',
  }));
  console.log(`\n${formatTable(rows)}`);
}

/** @param folder in the repository */
export function writeFiles(folder, files) {
  mkdirSync(join(root, folder), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(root, folder, name), content);
    console.log(`Written: ${folder}/${name}`);
  }
}
