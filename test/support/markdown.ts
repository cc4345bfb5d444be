import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './folders.js';

/** The text of a page in docs/. */
export function readPage(name: string): string {
  return readFileSync(join(root, 'docs', name), 'utf8');
}

/** The code blocks of a language, without what they are indented by. */
export function blocksIn(text: string, language: string): string[] {
  const blocks = text.matchAll(new RegExp(`^( *)\`\`\`${language}\n([\\s\\S]*?)^ *\`\`\`$`, 'gm'));
  return [...blocks].map(([, indent = '', code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

/** The rows of the table with this heading, each a list of its cells. */
export function tableUnder(text: string, heading: string): string[][] {
  const [, rows = ''] = text.split(`${heading}\n`);
  const lines = rows.split('\n').slice(1);
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(0, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
