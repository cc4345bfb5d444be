// What a process has used, as Linux tells it; undefined elsewhere.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const isTold = process.platform === 'linux';
const ticksASecond = isTold ? Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })) : undefined;

/** The processor time of a process and its children, in microseconds. */
export function cpuMicroseconds(pid) {
  if (!isTold) return undefined;
  const own = [pid, ...childrenOf(pid)].map((one) => {
    const stat = readFileSync(`/proc/${one}/stat`, 'utf8');
    // The name, which stands second and in brackets, may hold spaces.
    const [, , , , , , , , , , , user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(user) + Number(system);
  });
  return (own.reduce((sum, ticks) => sum + ticks) * 1e6) / ticksASecond;
}

export function residentMiB(pid) {
  if (!isTold) return undefined;
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kib) / 1_024;
}

export function childrenOf(pid) {
  if (!isTold) return [];
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}
