import { type Datum, dataAt, type Path } from './data.js';
import type { FieldSelection, Selection } from './operation-model.js';
import { type Asked, collectFields, fieldOf, isRefused } from './oracle-collect.js';
import { type CompositeModel, compositeOf, type TypeModel } from './schema-model.js';

/** What executing an operation must come to. */
export interface Expected {
  data: unknown;
  /** Response paths with list indexes, in the order in which they are met. */
  refused: readonly Path[];
  /** The resolvers that run, as `Type.field at path`, in this order. */
  ran: readonly string[];
}

/** @param isDryRun whether what is refused is only noted, and resolved all the same */
export function execute(asked: Asked, seed: number, isDryRun = false): Expected {
  return new Execution(asked, seed, isDryRun).run();
}

/** How a resolver call is written down. */
export function callOf(type: string, field: string, path: Path): string {
  return `${type}.${field} at ${path.join('.')}`;
}

/** Something below was refused that must not be null: what is around it has no value. */
const NO_VALUE = Symbol('no value');

/**
 * Executes as the GraphQL specification says, one field after another. Like graphql-js it goes on to no further field of an
 * object, nor item of a list, once one of them has left that without a value.
 */
class Execution {
  readonly #refused: Path[] = [];
  readonly #ran: string[] = [];

  constructor(
    readonly asked: Asked,
    readonly seed: number,
    readonly isDryRun: boolean,
  ) {}

  run(): Expected {
    const { operation, schema } = this.asked;
    const root = compositeOf(schema, operation.kind === 'query' ? 'Query' : 'Mutation');
    const data = this.#object(root, operation.selections, []);
    return { data: data === NO_VALUE ? null : data, refused: this.#refused, ran: this.#ran };
  }

  #object(type: CompositeModel, selections: readonly Selection[], path: Path): unknown {
    const result: Record<string, unknown> = {};
    for (const [key, nodes] of collectFields(this.asked, type, selections)) {
      const value = this.#field(type, nodes, [...path, key]);
      if (value === NO_VALUE) return NO_VALUE;
      result[key] = value;
    }
    return result;
  }

  #field(type: CompositeModel, nodes: readonly FieldSelection[], path: Path): unknown {
    const [node] = nodes as [FieldSelection];
    if (node.name === '__typename') return type.name;
    const field = fieldOf(type, node.name);
    if (isRefused(this.asked, type, node)) {
      this.#refused.push(path);
      if (!this.isDryRun) return settled(field.type, NO_VALUE);
    }
    this.#ran.push(callOf(type.name, field.name, path));
    return this.#complete(field.type, dataAt(this.asked.schema, this.seed, field.type, path), nodes, path);
  }

  #complete(type: TypeModel, value: Datum, nodes: readonly FieldSelection[], path: Path): unknown {
    if (value === null) return null;
    const present = type.kind === 'nonNull' ? type.of : type;
    if (present.kind === 'list') return settled(type, this.#list(present.of, value as readonly Datum[], nodes, path));
    if (typeof value !== 'object' || !('__typename' in value)) return value;
    const runtimeType = compositeOf(this.asked.schema, value.__typename);
    const selections = nodes.flatMap((node) => node.selections);
    return settled(type, this.#object(runtimeType, selections, path));
  }

  #list(type: TypeModel, values: readonly Datum[], nodes: readonly FieldSelection[], path: Path): unknown {
    const items: unknown[] = [];
    for (const [index, value] of values.entries()) {
      const item = this.#complete(type, value, nodes, [...path, index]);
      if (item === NO_VALUE) return NO_VALUE;
      items.push(item);
    }
    return items;
  }
}

/** Null, where that is allowed in place of no value. */
function settled(type: TypeModel, value: unknown): unknown {
  return value === NO_VALUE && type.kind !== 'nonNull' ? null : value;
}
