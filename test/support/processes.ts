import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { linkNodeModules, makeFolder, removeFolder, root } from './folders.js';
import { type Environment, runServer, type ServerProcess } from './server-process.js';

export { ask, type Environment, type ServerProcess, send, type Told } from './server-process.js';

let folder = '';

// Each file builds for itself: another one's process must not read what is being written.
beforeAll(() => {
  folder = makeFolder();
  linkNodeModules(folder);
  for (const name of ['package.json', 'schema']) symlinkSync(join(root, name), join(folder, name));
  const build = ['tsc', '-p', 'tsconfig.build.json', '--incremental', 'false', '--outDir', join(folder, 'dist')];
  execFileSync('npx', build, { cwd: root });
  execFileSync('npm', ['run', '--silent', 'bundle'], { cwd: folder });
}, 60_000);

afterAll(() => removeFolder(folder));

/** The path of a built program: `server/main.js`, `cli/main.js`. */
export function builtFile(name: string): string {
  return join(folder, 'dist', name);
}

/** Starts what was built. @param command what starts Node.js with the arguments that follow */
export function startServer(env: Environment, command: readonly string[] = []): Promise<ServerProcess> {
  return runServer(folder, builtFile('server/main.js'), env, command);
}

/** Runs the built command line to its end. @param input what is on its standard input */
export function runCli(env: Environment, args: readonly string[], input = ''): SpawnSyncReturns<string> {
  const options = { env: { PATH: process.env.PATH, ...env }, input, encoding: 'utf8' } as const;
  return spawnSync(process.execPath, [builtFile('cli/main.js'), ...args], options);
}

/** A new folder for the test that is running. */
export async function temporaryFolder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'scopeql-process-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}
