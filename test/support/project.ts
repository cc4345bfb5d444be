import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { linkNodeModules, makeFolder, root } from './folders.js';

/** What a copy does not need: it is installed, built or written by tools, or is git's own. */
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

/** Whoever makes it removes its folder. */
export function copyProject(): Project {
  const folder = makeFolder();
  const filter = (path: string) => !LEFT_OUT.includes(basename(path));
  for (const name of readdirSync(root).filter(filter)) {
    cpSync(join(root, name), join(folder, name), { recursive: true, filter });
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
