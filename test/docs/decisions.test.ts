import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/folders.js';
import { filesEndingIn } from '../support/project.js';

const folder = join('docs', 'decisions');
const pages = filesEndingIn('.md', folder).filter((file) => !file.endsWith('README.md'));

test('there are decisions', () => {
  expect(pages.length).toBeGreaterThan(10);
});

test.each(pages)('%s says why, between what, what, and what would change it, in under fifty lines', (file) => {
  const page = readFileSync(join(root, file), 'utf8');
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(['Context', 'Options', 'Decision', 'What would change it']);
  expect(page.split('\n').length).toBeLessThan(50);
});
