import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { linkNodeModules, makeFolder, root } from './folders.js';

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Compiles the scope engine into a new folder, as its package would ship it. */
export function buildEngine(): string {
  const folder = makeFolder({ 'package.json': '{ "type": "module" }' });
  linkNodeModules(folder);
  const outDir = join(folder, 'dist');
  execFileSync('npx', ['tsc', '-p', 'src/scopes/tsconfig.json', '--outDir', outDir], { cwd: root });
  return folder;
}

/** Runs the compiled command line in a folder, as a process. */
export function runScopes(engine: string, cwd: string, args: readonly string[], input = ''): Ended {
  const main = join(engine, 'dist', 'cli', 'main.js');
  return spawnSync(process.execPath, [main, ...args], { cwd, input, encoding: 'utf8' });
}
