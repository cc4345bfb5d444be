import { type GraphQLResolveInfo, type GraphQLSchema, OperationTypeNode } from 'graphql';
import type { Compiled } from '../map/compile.js';
import { runningRules } from '../map/compiled-schemas.js';
import type { Decided } from '../map/decisions.js';
import type { Grant } from '../requirement.js';
import { grantOf, scopesIn } from './grant.js';

/** What the guards know of an execution. */
export interface Execution {
  grant: Grant;
  decided: Decided;
  /** The rules of the schema that is executed, where they are not those that the guards enforce. */
  running: Compiled | undefined;
}

/** What the execution under way is known by. */
interface Key {
  execution: object | undefined;
  schema: GraphQLSchema | undefined;
  scopes: unknown;
}

/**
 * The execution under way, so that a list of a thousand items is decided once. Scopes that are changed in place while an
 * operation runs are seen from the next operation, or event, on.
 */
export class Executions {
  #key: Key = { execution: undefined, schema: undefined, scopes: undefined };
  #last: Execution | undefined;

  constructor(readonly compiled: Compiled) {}

  /** @throws TypeError where `context.auth.scopes` is neither an array, a Set nor null */
  of(context: unknown, info: GraphQLResolveInfo): Execution {
    if (this.#last && this.#isUnderWay(context, info)) return this.#last;
    return this.#enter(context, info);
  }

  #isUnderWay(context: unknown, info: GraphQLResolveInfo): boolean {
    const { execution, schema, scopes } = this.#key;
    if (execution !== executionOf(info)) return false;
    return scopes === scopesIn(context) && schema === info.schema;
  }

  #enter(context: unknown, info: GraphQLResolveInfo): Execution {
    const { schema } = info;
    const grant = grantOf(context);
    const running = runningRules(schema);
    this.#last = {
      grant,
      decided: this.compiled.decisions.of(grant),
      running: running === this.compiled ? undefined : running,
    };
    this.#key = { execution: executionOf(info), schema, scopes: scopesIn(context) };
    return this.#last;
  }
}

/**
 * An object of the execution's own: its coerced variables. An executor may keep those from one event of a subscription to the
 * next, as that of graphql-tools does, and two events may have one root value: an event's own is the path of its root field.
 */
export function executionOf({ variableValues, operation, path }: GraphQLResolveInfo): object {
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return variableValues;
  let root = path;
  while (root.prev) root = root.prev;
  return root;
}
