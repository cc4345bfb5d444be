import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { atEnd } from './ending.mjs';
import { pinned } from './machine.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const READY = /(?:ready at|running on) (http:\/\/[^\s/]+)/i;
const MOST_START_SECONDS = 20;

export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'scopeql-bench-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A program in a process group of its own, so that its own children end with it.
 * @param where the cores that it stays on
 */
export function startChild(command, args, { where, env, cwd = root, stdio }) {
  const [program, all] = pinned(where, command, args);
  const child = spawn(program, all, { cwd, env: { PATH: process.env.PATH, ...env }, stdio, detached: true });
  const exited = once(child, 'exit');
  const end = atEnd(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid, 'SIGKILL');
    await exited;
  });
  return { child, exited, end };
}

/**
 * Starts a server and waits until it says where it listens. It writes to a file, as a server in production may.
 * @throws where it ends, or says nothing
 */
export async function startServer(name, command, args, options) {
  const log = join(temporaryFolder(), 'log');
  const descriptor = openSync(log, 'a');
  const { child, end } = startChild(command, args, { ...options, stdio: ['ignore', descriptor, descriptor] });
  const origin = await originIn(log, child).catch((error) => {
    throw new Error(`${name} does not start: ${error.message}`);
  });
  return {
    name,
    origin,
    pid: child.pid,
    forgetLog: () => ftruncateSync(descriptor),
    end: async () => {
      await end();
      closeSync(descriptor);
    },
  };
}

async function originIn(log, child) {
  const until = Date.now() + MOST_START_SECONDS * 1_000;
  while (child.exitCode === null && child.signalCode === null && Date.now() < until) {
    const origin = READY.exec(readFileSync(log, 'utf8'))?.[1];
    if (origin) return origin;
    await sleep(2);
  }
  throw new Error(readFileSync(log, 'utf8') || `it says nothing for ${MOST_START_SECONDS} s`);
}
