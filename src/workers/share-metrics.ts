import type { Worker } from 'node:cluster';
import { OverloadedError } from '../errors.js';
import { joined } from '../joined.js';
import type { Snapshot } from '../metrics/sum.js';
import { type FromPrimary, type FromWorker, messageWith } from './messages.js';

/** How long the primary is waited for, which itself waits for the other workers. */
const ANSWER_MS = 3_000;

/**
 * Tells the primary what this worker has counted, whenever it wants to know.
 * @param own what that is
 * @returns a function that asks the primary for what all workers have counted together; it throws OverloadedError where no answer comes
 */
export function shareMetrics(worker: Worker, own: () => Promise<Snapshot>): () => Promise<string> {
  worker.on('message', async (message: FromPrimary) => {
    if ('wants' in message) tell(worker, { counted: await own() });
  });
  return joined(async () => {
    const find = (message: FromPrimary) => ('metrics' in message ? message.metrics : undefined);
    const answer = messageWith(worker, find, ANSWER_MS);
    tell(worker, { wants: 'metrics' });
    const metrics = await answer;
    if (metrics === undefined) throw new OverloadedError();
    return metrics;
  });
}

/** Where the primary is gone, nobody is told: then this worker stops. */
function tell(worker: Worker, message: FromWorker): void {
  worker.send(message, () => {});
}
