import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { makeFolder, removeFolder, root } from './folders.js';

let folder = '';

// Each file builds for itself, as what is in dist/ may be of another day.
beforeAll(() => {
  folder = makeFolder();
  execFileSync('npm', ['run', '--silent', 'bundle:explorer', '--', '--outDir', explorerFolder()], { cwd: root });
}, 60_000);

afterAll(() => removeFolder(folder));

/** Where the explorer's page is built for the tests of this file. */
export function explorerFolder(): string {
  return join(folder, 'explorer');
}
