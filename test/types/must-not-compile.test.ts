import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolder, removeFolder, root } from '../support/folders.js';

const folder = join(root, 'test/types/must-not-compile');
const files = readdirSync(folder).sort();

/** What a file says of itself: a comment with the code of an error stands above the line that has it. */
function expectedIn(file: string): string[] {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  return lines.flatMap((line, at) => {
    const [, code] = /^\s*\/\/ (TS\d+)$/.exec(line) ?? [];
    return code === undefined ? [] : `${file}:${at + 2} ${code}`;
  });
}

/** The project's configuration, over the files that it leaves out. */
function configuration(): string {
  const text = JSON.stringify({
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { typeRoots: [join(root, 'node_modules/@types')] },
    include: [folder],
    exclude: [],
  });
  const place = makeFolder({ 'tsconfig.json': text });
  onTestFinished(() => removeFolder(place));
  return place;
}

test('what must not compile does not, for the reasons that it gives, and for no other', () => {
  const { stdout } = spawnSync('npx', ['tsc', '--pretty', 'false', '-p', configuration()], {
    cwd: root,
    encoding: 'utf8',
  });
  const errors = stdout.split('\n').filter((line) => /^\S/.test(line));
  const found = errors.map((line) =>
    line.replace(/^(\S+?)\((\d+),\d+\): error (TS\d+): .*$/, (_, path, at, code) => {
      return `${basename(path)}:${at} ${code}`;
    }),
  );
  expect(files.map(expectedIn)).not.toContainEqual([]);
  expect(found).toEqual(files.flatMap(expectedIn));
});
