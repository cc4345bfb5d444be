import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './folders.js';

/** The text of a page in docs/. */
export function readPage(name: string): string {
  return readFileSync(join(root, 'docs', name), 'utf8');
}

/** The blocks of code of a language, without what they are indented by. */
export function codeIn(page: string, language: string): string[] {
  const blocks = page.matchAll(new RegExp(`^( *)\`\`\`${language}\n([\\s\\S]*?)^ *\`\`\`$`, 'gm'));
  return [...blocks].map(([, indent = '', code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

/** A block of code in a page of documentation. */
export interface Block {
  language: string;
  text: string;
  /** The file that was named last at the beginning of a paragraph, alone or after “In”. */
  file: string;
}

/** The blocks of code in a page, in their order. */
export function blocksIn(page: string): Block[] {
  let file = '';
  return [...page.matchAll(/(?<=\n\n)(?:In )?`([\w./-]+)`|^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(
    ([, named, language, text = '']) => {
      file = named ?? file;
      return language === undefined ? [] : [{ language, text, file }];
    },
  );
}

/** A command in a block of `console`, and what it says. */
export interface Exchange {
  command: string;
  said: string;
}

export function exchangesIn(block: string): Exchange[] {
  return block.split(/^\$ /m).flatMap((each) => {
    const [, command = '', said = ''] = /^((?:.*\\\n)*.+)\n?([\s\S]*)$/.exec(each) ?? [];
    return command === '' ? [] : [{ command, said: said.trim() }];
  });
}

/** A pattern of all that is shown, in which `…` stands for anything. */
export function patternOf(shown: string): RegExp {
  const parts = shown.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`);
}

/** Makes a change that a page shows, in a block of `diff` without places. @throws where its lines are not in the text just once */
export function applyChange(text: string, diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const without = (sign: string) => lines.filter((line) => !line.startsWith(sign)).map((line) => `${line.slice(1)}\n`);
  const before = without('+').join('');
  if (text.split(before).length !== 2) throw new Error(`These lines are not there just once:\n${before}`);
  return text.replace(before, () => without('-').join(''));
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

/** Where the links of a page lead, as it says it. What is in code is no link. */
export function linksIn(page: string): string[] {
  const prose = page.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^()\s]+)\)|^\[[^\]]+\]: (\S+)/gm)].map(([, inline, below]) => inline ?? below ?? '');
}

/** The anchors that GitHub gives the headings of a page. */
export function anchorsIn(page: string): string[] {
  const seen = new Map<string, number>();
  const prose = page.replace(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
}
