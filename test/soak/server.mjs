import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const NODE_OPTIONS = ['--expose-gc', '--import', new URL('probe.mjs', import.meta.url).href];

/** The built server as a process of its own, with a database of its own unless `DATABASE_URL` names one. */
export async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), 'scopeql-soak-'));
  const { PATH, DATABASE_URL = '' } = process.env;
  const env = { PATH, DATABASE_URL, DATA_DIR: folder, PORT: '0', LOGIN_LIMIT: 'off', LOG_LEVEL: 'error' };
  const child = spawn('node', [...NODE_OPTIONS, 'dist/server/main.js'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const output = [];
  child.stdout.setEncoding('utf8').on('data', (text) => output.push(text));
  const exited = once(child, 'exit');
  const urlIn = () => /ready at (\S+)/.exec(output.join(''))?.[1];
  while (!urlIn()) {
    await Promise.race([once(child.stdout, 'data'), exited]);
    if (child.exitCode !== null) throw new Error(`The server does not start: ${output.join('')}`);
  }
  const url = urlIn();
  output.length = 0;
  return {
    url,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    sample: (collect = false) => sample(child, collect),
    /** What it logged, which is what nobody expects. */
    logged: () => output.join(''),
    /** @returns the exit code */
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await exited;
      await rm(folder, { recursive: true });
      return code;
    },
  };
}

/** @param collect whether to collect garbage first */
async function sample(child, collect) {
  const id = Math.random();
  child.send({ id, collect });
  let [answer] = await once(child, 'message');
  while (answer.id !== id) [answer] = await once(child, 'message');
  return { ...answer, resources: tally(answer.resources), descriptors: await countDescriptors(child.pid) };
}

function tally(names) {
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** @returns undefined where the system does not tell */
async function countDescriptors(pid) {
  return (await readdir(`/proc/${pid}/fd`).catch(() => undefined))?.length;
}
