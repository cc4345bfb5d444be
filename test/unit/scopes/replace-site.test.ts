import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { expect, onTestFinished, test, vi } from 'vitest';
import { replaceSite } from '../../../src/scopes/cli/replace-site.js';
import { referenceSite } from '../../../src/scopes/reference/site.js';
import { makeFolder, removeFolder } from '../../support/folders.js';

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return { ...fs, renameSync: vi.fn(fs.renameSync) };
});

const schema = buildSchema('type Query { version: String }');
const rename = vi.mocked(renameSync);
const reallyRename = rename.getMockImplementation() ?? renameSync;
const refuse = () => {
  throw new Error('EIO: i/o error, rename');
};

test.each([
  ['the old site cannot be moved away', [refuse]],
  ['the new one cannot be moved in', [reallyRename, refuse]],
])('where %s, the old one is in its place, and nothing beside it', (_, renames) => {
  const folder = makeFolder();
  onTestFinished(() => removeFolder(folder));
  const site = join(folder, 'site');
  replaceSite(site, referenceSite(schema, { title: 'Old' }));
  for (const each of renames) rename.mockImplementationOnce(each);
  const replace = () => replaceSite(site, referenceSite(schema, { title: 'New' }));
  expect(replace).toThrow(`${site} cannot be written: EIO`);
  expect(readFileSync(join(site, 'index.html'), 'utf8')).toContain('<title>Old</title>');
  expect(readdirSync(folder)).toEqual(['site']);
  replace();
  expect(readFileSync(join(site, 'index.html'), 'utf8')).toContain('<title>New</title>');
});
