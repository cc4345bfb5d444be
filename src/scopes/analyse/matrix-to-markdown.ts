import { inWords } from '../requirement.js';
import type { AccessMatrix } from './access-matrix.js';

/** A table of who can reach what: a line an element, a column a role, and what each role holds below. */
export function matrixToMarkdown({ roles, rows }: AccessMatrix): string {
  const names = Object.keys(roles);
  const marks = (reachedBy: readonly string[]) => names.map((role) => (reachedBy.includes(role) ? '✓' : ''));
  const head = ['element', 'requires', 'anybody', ...names];
  const table = [
    head,
    head.map(() => '---'),
    ...rows.map(({ element, requires, reachedByAnybody, reachedBy }) => [
      `\`${element}\``,
      requires ? inWords(requires) : '',
      reachedByAnybody ? '✓' : '',
      ...marks(reachedBy),
    ]),
  ];
  const held = Object.entries(roles).map(([role, scopes]) => [role, scopes.join(' ')]);
  return `${[...table.map(line), '', ...[['role', 'scopes'], ['---', '---'], ...held].map(line)].join('\n')}\n`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`.replace(/ {2,}(?=\|)/g, ' ');
}
