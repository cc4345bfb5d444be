import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

const GiB = 2 ** 30;
const cores = availableParallelism();
const canPin = cores > 1 && spawnSync('taskset', ['-V']).status === 0;

/** Which cores what runs on; undefined for any. */
export const places = canPin ? { server: '0', load: String(cores - 1) } : { server: undefined, load: undefined };

/** What to run so that a program stays on some cores: their numbers, with commas between; undefined for any. */
export function pinned(where, command, args) {
  return canPin && where !== undefined ? ['taskset', ['-c', where, command, ...args]] : [command, args];
}

export const machine = {
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores,
  memoryGiB: Math.round(totalmem() / GiB),
  system: `${type()} ${release()}`,
  node: process.version,
  pinning: canPin
    ? `the server under test on core ${places.server}, its load on core ${places.load}`
    : 'none: there is no taskset, or no second core',
};

export const machineInWords = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node.js ${machine.node}; pinned: ${machine.pinning}`;
