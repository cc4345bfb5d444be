import cluster, { type Worker } from 'node:cluster';
import type { AddressInfo } from 'node:net';
import { WorkersFailedError } from '../errors.js';
import type { FromPrimary, FromWorker, Ready } from './messages.js';
import { MetricsSum } from './metrics-sum.js';
import { closeUntaken } from './untaken.js';

const MINUTE_MS = 60_000;
/** How many may end in a minute, beyond one time each: all at once may, where memory runs out. */
const MOST_ENDS = 5;

export interface SupervisorOptions {
  count: number;
  /** 0 picks a free one. */
  port: number;
  /** Is told what an operator should know. */
  tell: (text: string) => void;
}

/**
 * Keeps a number of workers, processes that run this program and answer on one port. Connections go to them in turn: left to
 * themselves, one of them takes nearly all that come at once.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #running = new Set<Worker>();
  readonly #ready = new Set<Worker>();
  readonly #metrics = new MetricsSum(this.#ready);
  /** When workers have ended, in milliseconds. */
  #ends: number[] = [];
  #address: AddressInfo | undefined;
  #port: number;
  #state: 'starting' | 'up' | 'stopping' = 'starting';

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#port = options.port;
  }

  /**
   * Starts them, the first one alone: it migrates, makes the first key, and is the only one to say what is wrong.
   * @returns what the first one tells
   * @throws WorkersFailedError where one ends before it is ready
   */
  async start(): Promise<Ready> {
    cluster.schedulingPolicy = cluster.SCHED_RR;
    const ready = await this.#startOne();
    await Promise.all(Array.from({ length: this.#options.count - 1 }, () => this.#startOne()));
    this.#state = 'up';
    return ready;
  }

  /** Lets every worker finish what is under way. @returns whether all have ended in order */
  async stop(): Promise<boolean> {
    this.#state = 'stopping';
    const ends = [...this.#running].map(endsInOrder);
    this.#signal('SIGTERM');
    return (await Promise.all(ends)).every(Boolean);
  }

  /** Ends every worker at once. */
  kill(): void {
    this.#signal('SIGKILL');
  }

  #signal(signal: NodeJS.Signals): void {
    for (const worker of this.#running) worker.process.kill(signal);
  }

  /** @throws WorkersFailedError where it ends before it is ready, unless it was told to */
  #startOne(): Promise<Ready> {
    const worker = cluster.fork({ PORT: String(this.#port) });
    this.#running.add(worker);
    closeUntaken(worker);
    return new Promise((resolve, reject) => {
      const end = (how: string, code: number | null = null) => {
        if (this.#state !== 'stopping') reject(new WorkersFailedError(`A worker ${how} before it was ready.`, code));
        this.#afterEnd(worker, how);
      };
      worker.once('exit', (code, signal) => end(signal ? `was ended by ${signal}` : `ended with ${code}`, code));
      worker.on('error', (error) => {
        // Else something was sent to one that is about to end.
        if (worker.process.pid === undefined) end(`could not be started: ${error.message}`);
      });
      worker.on('message', (message: FromWorker) => {
        if ('wants' in message) this.#tellMetrics(worker);
        if (!('ready' in message)) return;
        this.#ready.add(worker);
        this.#address ??= message.ready.address;
        resolve(message.ready);
      });
    });
  }

  #tellMetrics(worker: Worker): void {
    this.#metrics.read().then(
      (metrics) => worker.send({ metrics } satisfies FromPrimary),
      (error: unknown) => this.#options.tell(`What workers have counted cannot be added up: ${error}`),
    );
  }

  #afterEnd(worker: Worker, how: string): void {
    this.#running.delete(worker);
    this.#ready.delete(worker);
    this.#metrics.keep(worker);
    if (this.#state !== 'up') return;
    const { tell } = this.#options;
    tell(`Worker ${worker.process.pid ?? ''} ${how}.`);
    if (this.#ready.size === 0) this.#keepPort();
    this.#countEnd();
    // Where it ends before it is ready, that is heard here.
    this.#startOne().then(
      () => tell('Another one answers in its place.'),
      () => undefined,
    );
  }

  /** Node lets go of the port with the last that listens, and would find another one where any will do. */
  #keepPort(): void {
    if (this.#port !== 0 || !this.#address) return;
    this.#port = this.#address.port;
    this.kill();
  }

  /** @throws WorkersFailedError where more have ended in a minute than it makes sense to replace, which nobody catches: all stop */
  #countEnd(): void {
    const now = performance.now();
    this.#ends = [...this.#ends.filter((endedAt) => now - endedAt < MINUTE_MS), now];
    if (this.#ends.length > this.#options.count + MOST_ENDS)
      throw new WorkersFailedError(`${this.#ends.length} workers have ended within a minute.`);
  }
}

/** Waits until it has ended. One that is not ready yet has nothing under way, and ends by the signal. */
function endsInOrder(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => worker.once('exit', (code, signal) => resolve(code === 0 || signal === 'SIGTERM')));
}
