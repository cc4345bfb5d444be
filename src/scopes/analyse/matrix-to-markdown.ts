import { inWords, type Requirement } from '../requirement.js';
import type { AccessMatrix } from './access-matrix.js';

/** A table of who can reach what: a line an element, a column a role, and what each role holds below. */
export function matrixToMarkdown({ roles, rows }: AccessMatrix): string {
  const names = Object.keys(roles);
  const marks = (reachedBy: readonly string[]) => names.map((role) => (reachedBy.includes(role) ? '✓' : ''));
  const table = [
    ['element', 'requires', 'anybody', ...names],
    ['element', 'requires', 'anybody', ...names].map(() => '---'),
    ...rows.map(({ element, requires, reachedByAnybody, reachedBy }) => [
      `\`${element}\``,
      needs(requires),
      reachedByAnybody ? '✓' : '',
      ...marks(reachedBy),
    ]),
  ];
  const held = Object.entries(roles).map(([role, scopes]) => [role, scopes.join(' ')]);
  return `${[...table.map(line), '', ...[['role', 'scopes'], ['---', '---'], ...held].map(line)].join('\n')}\n`;
}

function needs(requires: Requirement | null): string {
  return requires === null ? '' : inWords(requires) || 'signing in';
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`.replace(/ {2,}(?=\|)/g, ' ');
}
