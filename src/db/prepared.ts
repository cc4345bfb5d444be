import { hash } from 'node:crypto';
import type { Compilable, CompiledQuery } from 'kysely';
import type { Database } from './tables.js';

/** A query of which only the values change. */
export type Prepared<Values, Row> = (db: Database, values: Values) => Promise<Row[]>;

/**
 * Builds a query that reads, once for each kind of database and not each time: to build one takes longer than to run it.
 * @param build called with something that stands for each value; what it does must not depend on them
 */
export function prepared<Values extends object, Row>(
  build: (db: Database, values: Values) => Compilable<Row>,
): Prepared<Values, Row> {
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  const compiledFor = (db: Database): CompiledQuery<Row> => {
    const { adapter } = db.getExecutor();
    const known = compiled.get(adapter);
    if (known) return known;
    const query = build(db, placeholders as Values).compile();
    compiled.set(adapter, query);
    names.set(query.sql, `scopeql_${hash('sha256', query.sql).slice(0, 32)}`);
    return query;
  };
  return async (db, values) => {
    const query = compiledFor(db);
    const parameters = query.parameters.map((value) => (value instanceof Placeholder ? value.in(values) : value));
    const read = readerOf(db);
    return read ? (read(query.sql, parameters) as Row[]) : (await db.executeQuery<Row>({ ...query, parameters })).rows;
  };
}

/** On the adapter of a database that can be read besides whatever is under way on its connection. */
export interface ReadBeside {
  /** Runs a statement that reads, on what is committed. @returns its rows */
  readBeside?: ((sql: string, parameters: readonly unknown[]) => object[]) | undefined;
}

/** Not within a transaction, which sees what it has written, nor where something is made of queries or of their rows. */
function readerOf(db: Database): ReadBeside['readBeside'] {
  const { adapter, plugins } = db.getExecutor();
  return db.isTransaction || plugins.length > 0 ? undefined : (adapter as ReadBeside).readBeside;
}

const names = new Map<string, string>();

/**
 * The name of a statement under which the database may keep it: of prepared queries there are a few. One name never stands for
 * two texts, in whatever process.
 * @returns undefined where it is of no prepared query
 */
export function nameOf(text: string): string | undefined {
  return names.get(text);
}

/** Stands for a value in a query that is built before the value is there. */
class Placeholder {
  constructor(readonly name: string | symbol) {}

  /** A query that is built with what comes of a value would keep it. @throws TypeError */
  [Symbol.toPrimitive](): never {
    throw new TypeError(`A prepared query cannot compute with ${String(this.name)}.`);
  }

  in(values: object): unknown {
    return Reflect.get(values, this.name);
  }
}

const placeholders = new Proxy({}, { get: (_, name) => new Placeholder(name) });
