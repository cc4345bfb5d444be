import type { Worker } from 'node:cluster';
import { joined } from '../joined.js';
import { SummedNames } from '../metrics/operation-names.js';
import { relabel } from '../metrics/relabel.js';
import type { Counted, CountedMetric, Snapshot } from '../metrics/sum.js';
import { type FromPrimary, type FromWorker, messageWith } from './messages.js';

/** How long workers are waited for: one that is stopped, or busy all the time, says nothing. */
const TELL_MS = 1_000;

/**
 * What all workers have counted together. Of one that says nothing, or has ended, what it had counted when it was last asked stays in
 * the sum: where a sum falls, Prometheus takes all that is left of it for new.
 */
export class MetricsSum {
  readonly #workers: ReadonlySet<Worker>;
  readonly #told = new Map<Worker, Counted>();
  readonly #ended: Counted[] = [];
  readonly #names = new SummedNames();

  /** @param workers those that can be asked, as they come and go */
  constructor(workers: ReadonlySet<Worker>) {
    this.#workers = workers;
  }

  /** Asks all workers. @returns the sum, as Prometheus reads it */
  readonly read = joined(async (): Promise<string> => {
    const silent = await this.#ask();
    // Here, as the primary needs none of it where nobody asks.
    const { sumOf, countedIn } = await import('../metrics/sum.js');
    if (this.#ended.length > 1) this.#ended.push(await countedIn(sumOf(this.#ended.splice(0))));
    const counted = [...this.#workers].map((worker) => {
      const told = this.#told.get(worker) ?? [];
      return silent.has(worker) ? countsIn(told) : told;
    });
    return sumOf([
      ...this.#ended,
      ...counted,
      [workersMetric(this.#workers.size - silent.size, silent.size)],
    ]).metrics();
  });

  /** Keeps what a worker has counted that is no more. */
  keep(worker: Worker): void {
    const told = this.#told.get(worker);
    if (told) this.#ended.push(countsIn(told));
    this.#told.delete(worker);
  }

  /** @returns those that have said nothing */
  async #ask(): Promise<ReadonlySet<Worker>> {
    const silent = new Set<Worker>();
    const asked = [...this.#workers].map(async (worker) => {
      const counted = await ask(worker);
      // One that has ended meanwhile is kept already.
      if (!this.#workers.has(worker)) return;
      if (counted) this.#told.set(worker, relabel(counted, this.#names));
      else silent.add(worker);
    });
    await Promise.all(asked);
    return silent;
  }
}

function ask(worker: Worker): Promise<Snapshot | undefined> {
  const find = (message: FromWorker) => ('counted' in message ? message.counted : undefined);
  const counted = messageWith(worker, find, TELL_MS);
  worker.send({ wants: 'metrics' } satisfies FromPrimary);
  return counted;
}

/** What only ever grows. How many passwords somebody hashes who does not answer, nobody knows. */
function countsIn(counted: Counted): Counted {
  return counted.filter(({ type }) => type !== 'gauge');
}

function workersMetric(told: number, silent: number): CountedMetric {
  return {
    name: 'scopeql_workers',
    help: 'Workers, by whether they have told what they count: of silent ones, it is what they told before.',
    type: 'gauge',
    aggregator: 'sum',
    values: [
      { value: told, labels: { state: 'told' } },
      { value: silent, labels: { state: 'silent' } },
    ],
  };
}
