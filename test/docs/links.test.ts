import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/folders.js';
import { anchorsIn, linksIn } from '../support/pages.js';
import { filesEndingIn } from '../support/project.js';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const pages = filesEndingIn('.md');

interface Link {
  from: string;
  file: string;
  anchor: string | undefined;
}

/** The links of a page that lead to a file of the project. */
function linksFrom(page: string): Link[] {
  const inside = linksIn(read(page)).filter((link) => !/^[a-z]+:/.test(link));
  return inside.map((link) => {
    const [path = '', anchor] = decodeURI(link).split('#');
    return { from: page, file: path === '' ? page : normalize(join(dirname(page), path)), anchor };
  });
}

const links = pages.flatMap(linksFrom);

test('every link in every page leads to a file that is there, and to a heading in it', () => {
  expect(links.length).toBeGreaterThan(30);
  const broken = links.filter(({ file, anchor }) => {
    if (!existsSync(join(root, file))) return true;
    return anchor !== undefined && !anchorsIn(read(file)).includes(anchor);
  });
  expect(broken).toEqual([]);
});

test('every page is linked from another, but for those that one looks for at the top', () => {
  const linked = new Set(links.filter(({ from, file }) => from !== file).map(({ file }) => file));
  expect(pages.filter((page) => page.includes('/') && !linked.has(page))).toEqual([]);
});
