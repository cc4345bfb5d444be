import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { linkNodeModules, makeFolder, root } from './folders.js';

/** What is no part of it: it is installed, built or written by tools, or is git's own. */
const LEFT_OUT = ['.git', '.data', '.stryker', 'coverage', 'dist', 'node_modules', 'reports', 'screenshots'];

/** A copy of this project that a test may change. */
export interface Project {
  folder: string;
  read(file: string): string;
  write(file: string, text: string): void;
  /** @throws where the file is there */
  writeNew(file: string, text: string): void;
  /** Runs a command as somebody would in a terminal. */
  run(command: string): Promise<Ran>;
}

export interface Ran {
  status: number | null;
  /** What it has written, to whichever stream. */
  said: string;
}

const isOurs = (path: string) => !LEFT_OUT.includes(basename(path));

/** The files of the project with this ending, by their paths in it. */
export function filesEndingIn(ending: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!isOurs(path)) return [];
    if (entry.isDirectory()) return filesEndingIn(ending, path);
    return path.endsWith(ending) ? [path] : [];
  });
}

/** Whoever makes it removes its folder. */
export function copyProject(): Project {
  const folder = makeFolder();
  for (const name of readdirSync(root).filter(isOurs)) {
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: isOurs });
  }
  linkNodeModules(folder);
  return {
    folder,
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write: (file, text) => writeFileSync(join(folder, file), text),
    writeNew: (file, text) => writeFileSync(join(folder, file), text, { flag: 'wx' }),
    run: (command) => run(command, folder),
  };
}

/** Without colours, and with nothing of the tests that are running, as the command may run others. */
async function run(command: string, cwd: string): Promise<Ran> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:VITEST|TEST$|NODE_ENV$)/.test(name));
  const env = { ...Object.fromEntries(kept), NO_COLOR: '1', FORCE_COLOR: '0' };
  const child = spawn('bash', ['-c', `(${command}) 2>&1`], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const said = text(child.stdout);
  const [status] = await once(child, 'close');
  return { status, said: await said };
}
