import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { NONE, OperationNames } from './operation-names.js';
import { countedIn, type Snapshot } from './sum.js';

/** Seconds, from what is in memory to what waits for a lock. */
const STATEMENT_BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** Seconds, from a list in memory to a password that has waited for others. */
const OPERATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What is counted of an answer of GraphQL. */
export interface CountedAnswer {
  /** Undefined where it was not valid, or not looked at. */
  operation?: { name: string | undefined; type: string };
  /** Who was asking; undefined for nobody. */
  accountId?: string;
  outcome?: string;
  codes?: readonly string[];
  missingScopes?: readonly string[];
}

export interface MetricsOptions {
  /** Which kind it is. */
  database: string;
  /** Every scope that there is. */
  scopes: readonly string[];
}

/**
 * What this process counts and times, in the way of Prometheus. Each label has a bounded number of values, whatever clients send. The
 * lower folders know nothing of it: they are given functions to call.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #names = new OperationNames();
  readonly #scopes: ReadonlySet<string>;
  readonly #database: { database: string };

  readonly #operations = this.#counter('operations_total', 'Answers of GraphQL.', ['operation', 'type', 'outcome']);
  readonly #operationSeconds = this.#histogram(
    'operation_duration_seconds',
    'How long answers of GraphQL took, without what the client took to send and read.',
    ['operation', 'type'],
    OPERATION_BUCKETS,
  );
  readonly #errors = this.#counter('errors_total', 'Answers of GraphQL that tell of an error, once for each code.', [
    'code',
  ]);
  readonly #refusals = this.#counter('refusals_total', 'Answers that refuse something for lack of a scope.', ['scope']);
  readonly #signIns = this.#counter('sign_ins_total', 'Attempts to sign in, or to refresh a session.', [
    'method',
    'outcome',
  ]);
  readonly #verifications = this.#counter('token_verifications_total', 'Access tokens looked at.', ['remembered']);
  readonly #statementSeconds = this.#histogram(
    'database_statement_duration_seconds',
    'How long statements took in the database.',
    ['database'],
    STATEMENT_BUCKETS,
  );
  readonly #statementErrors = this.#counter('database_errors_total', 'Statements that failed.', ['database']);
  readonly #requests = this.#counter('http_requests_total', 'Requests that were answered or given up.', [
    'route',
    'status',
  ]);

  constructor({ database, scopes }: MetricsOptions) {
    this.#database = { database };
    this.#scopes = new Set(scopes);
    this.#statementErrors.inc(this.#database, 0);
    for (const scope of scopes) this.#refusals.inc({ scope }, 0);
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All of it, as Prometheus reads it. */
  readonly text = (): Promise<string> => this.#registry.metrics();

  /** All of it, to be added to that of others. */
  readonly snapshot = async (): Promise<Snapshot> => {
    const metrics = await countedIn(this.#registry);
    // Only now: no name may be in what is counted that is not looked for here.
    return { metrics, accountNames: this.#names.ofAccounts };
  };

  /** @param seconds undefined where it was refused before it was worked on */
  answered(
    { operation, accountId, outcome = NONE, codes = [], missingScopes = [] }: CountedAnswer,
    seconds?: number,
  ): void {
    const name = operation
      ? this.#names.labelOf(operation.name, accountId === undefined ? 'strangers' : 'accounts')
      : NONE;
    const type = operation?.type ?? NONE;
    this.#operations.inc({ operation: name, type, outcome });
    if (seconds !== undefined) this.#operationSeconds.observe({ operation: name, type }, seconds);
    for (const code of codes) this.#errors.inc({ code });
    for (const scope of missingScopes) if (this.#scopes.has(scope)) this.#refusals.inc({ scope });
  }

  /** @param route undefined where there is none */
  requested(route = NONE, status: number | 'aborted'): void {
    this.#requests.inc({ route, status });
  }

  readonly signedIn = (method: string, outcome: string): void => this.#signIns.inc({ method, outcome });

  readonly verified = (isRemembered: boolean): void => this.#verifications.inc({ remembered: String(isRemembered) });

  readonly stated = (seconds: number, hasFailed: boolean): void => {
    this.#statementSeconds.observe(this.#database, seconds);
    if (hasFailed) this.#statementErrors.inc(this.#database);
  };

  /** @param queue is read when somebody asks */
  watchPasswords(queue: { readonly hashing: number; readonly waiting: number }): void {
    this.#gauge('passwords_hashing', 'Passwords that are being hashed.', () => queue.hashing);
    this.#gauge('passwords_waiting', 'Passwords that wait to be hashed.', () => queue.waiting);
  }

  /** @param read is called when somebody asks */
  watchUnderWay(read: () => number): void {
    this.#gauge('operations_under_way', 'Requests to GraphQL that are being worked on.', read);
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name: `scopeql_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    buckets: number[],
  ): Histogram<Label> {
    return new Histogram({ name: `scopeql_${name}`, help, labelNames, buckets, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name: `scopeql_${name}`,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }
}
