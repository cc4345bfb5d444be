import { setTimeout } from 'node:timers/promises';
import { PostgresDialect, type PostgresPool, type PostgresPoolClient, type PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import { DatabaseUnavailableError } from '../errors.js';
import { nameOf } from './prepared.js';
import { beginStatement, type WatchStatement } from './watch.js';

const MOST_CONNECTIONS = 10;
const MOST_CONNECT_MS = 5_000;
/** A connection whose other end is gone is not waited for. */
const END_MS = 1_000;
/**
 * Of the time that a statement is waited for, how much the server gives it. It ends the statement before we give it up: else one
 * that waits for a lock would be carried out after its client was told that it was not.
 */
const SERVER_SHARE = 0.9;

/**
 * Lost connections (08), no room (53), errors of the system (58), statements that were ended from outside (57014), a server
 * that starts or stops (57P), one that is a copy and read-only (25006); and a prepared statement that the connection does not know
 * (26000), or that a migration has made stale (0A000): another connection will do.
 */
const UNAVAILABLE = /^(?:08|53|58|57014|57P|25006|26000|0A000)/;

type Driver = typeof pg;

interface PostgresOptions {
  url: string;
  /** How long a connection, and then a statement, is waited for; 0 for as long as it takes. */
  timeoutMs: number;
  watch: WatchStatement | undefined;
}

export function postgresDialect(options: PostgresOptions): PostgresDialect {
  // Read only where it is needed: with what it brings, it takes a tenth of the time to start.
  return new PostgresDialect({ pool: async () => createPool((await import('pg')).default, options) });
}

function createPool(driver: Driver, { url, timeoutMs, watch }: PostgresOptions): PostgresPool {
  const pool = new driver.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: timeoutMs === 0 ? MOST_CONNECT_MS : Math.min(MOST_CONNECT_MS, timeoutMs),
    query_timeout: timeoutMs,
    statement_timeout: Math.floor(timeoutMs * SERVER_SHARE),
    types: { getTypeParser: typeParserOf(driver) },
  });
  // A connection that breaks is replaced at the next query; unheard, the event would end the process.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  const where = withoutCredentials(url);
  const unavailable = (error: unknown) =>
    isUnavailable(driver, error) ? new DatabaseUnavailableError(where, error) : undefined;
  return {
    connect: async () => {
      try {
        return guard(await pool.connect(), unavailable, watch);
      } catch (error) {
        throw new DatabaseUnavailableError(where, error);
      }
    },
    end: () => Promise.race([pool.end(), setTimeout(END_MS, undefined, { ref: false })]),
  };
}

/** A connection that has failed once does nothing more, not even roll back, and is closed: the server rolls back then. */
function guard(
  client: pg.PoolClient,
  unavailable: (error: unknown) => DatabaseUnavailableError | undefined,
  watch: WatchStatement | undefined,
): PostgresPoolClient {
  let failure: DatabaseUnavailableError | undefined;
  const query = async <R>(sql: unknown, values: readonly unknown[] = []): Promise<PostgresQueryResult<R>> => {
    if (failure) throw failure;
    const end = beginStatement(watch);
    try {
      const result = await client.query({ ...statementOf(sql as string), values: [...values] });
      end(false);
      return result as unknown as PostgresQueryResult<R>;
    } catch (error) {
      end(true);
      failure = unavailable(error);
      throw failure ?? error;
    }
  };
  return { query: query as PostgresPoolClient['query'], release: () => client.release(failure) };
}

/** Under a name, the server parses and plans a statement once a connection. */
function statementOf(text: string): { text: string; name?: string } {
  const name = nameOf(text);
  return name === undefined ? { text } : { text, name };
}

/** What pg says of a connection that is no more, or on which no answer comes. */
const LOST = /^(?:Connection terminated|Query read timeout|Client (?:has encountered|was closed))/;

/** Whether the server says so itself, or something has happened on the way to it. */
function isUnavailable(driver: Driver, error: unknown): boolean {
  if (error instanceof driver.DatabaseError) return UNAVAILABLE.test(error.code ?? '');
  return error instanceof Error && ('syscall' in error || LOST.test(error.message));
}

function withoutCredentials(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

function ignore(): void {}

/** Counts and milliseconds fit a double: without this, pg returns them as strings. */
function typeParserOf({ types }: Driver): typeof pg.types.getTypeParser {
  return ((type: number, format: 'text' | 'binary') =>
    type === types.builtins.INT8 ? Number : types.getTypeParser(type, format)) as typeof types.getTypeParser;
}
