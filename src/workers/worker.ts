import type { Worker } from 'node:cluster';
import type { FromWorker, Ready } from './messages.js';

/** With which a process is told to stop; those of a terminal reach every worker, and not the primary alone. */
export const STOP_SIGNALS = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const;

/**
 * Stops a worker that listens, when it is told to by a signal or its primary is gone, and tells the primary that it is ready. Of
 * a second signal nothing follows: after one of the terminal's to all comes one of the primary, which itself ends workers at
 * once where that is meant.
 * @param stop may be called again while it stops
 */
export function serveUnder(worker: Worker, ready: Ready, stop: () => void): void {
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  worker.once('disconnect', () => {
    // Or else Node ends the process next, in the middle of its answers.
    worker.exitedAfterDisconnect = true;
    stop();
  });
  worker.send({ ready } satisfies FromWorker);
}
