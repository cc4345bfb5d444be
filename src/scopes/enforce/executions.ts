import { type GraphQLResolveInfo, type GraphQLSchema, OperationTypeNode } from 'graphql';
import type { Compiled } from '../map/compile.js';
import { runningRules } from '../map/compiled-schemas.js';
import type { Decided } from '../map/decisions.js';
import type { Grant } from '../requirement.js';
import { asGrant, scopesIn } from './grant.js';

/** What the guards know of an execution. */
export interface Execution {
  grant: Grant;
  decided: Decided;
  /** The rules of the schema that is executed, where they are not those that the guards enforce. */
  running: Compiled | undefined;
}

/** An execution, and what it is known by. */
interface Known extends Execution {
  execution: object | undefined;
  schema: GraphQLSchema | undefined;
  scopes: unknown;
}

const NOTHING_DECIDED: Decided = new Uint8Array();

/**
 * The execution under way, so that a list of a thousand items is decided once. Scopes that are changed in place while an
 * operation runs are seen from the next operation, or event, on.
 */
export class Executions {
  #last: Known = {
    grant: null,
    decided: NOTHING_DECIDED,
    running: undefined,
    execution: undefined,
    schema: undefined,
    scopes: undefined,
  };

  constructor(readonly compiled: Compiled) {}

  /**
   * Whether it is decided already that the requirement of this number is met. Asked at every field, so it looks only at the
   * query or mutation whose field came last; false says nothing, and `of` is to be asked.
   */
  meets(number: number, context: unknown, info: GraphQLResolveInfo): boolean {
    const { decided, execution, schema, scopes } = this.#last;
    return (
      decided[number] === 1 &&
      execution === info.variableValues &&
      schema === info.schema &&
      scopes === scopesIn(context)
    );
  }

  /** @throws TypeError where `context.auth.scopes` is neither an array, a Set nor null */
  of(context: unknown, info: GraphQLResolveInfo): Execution {
    const { execution, schema, scopes } = this.#last;
    const isUnderWay = execution === executionOf(info) && schema === info.schema && scopes === scopesIn(context);
    return isUnderWay ? this.#last : this.#enter(context, info);
  }

  #enter(context: unknown, info: GraphQLResolveInfo): Execution {
    const { schema } = info;
    const scopes = scopesIn(context);
    const grant = asGrant(scopes);
    const rules = runningRules(schema);
    const running = rules === this.compiled ? undefined : rules;
    // Rules of another schema may ask for more: there, nothing is decided by these alone.
    const decided = running ? NOTHING_DECIDED : this.compiled.decisions.of(grant);
    this.#last = { grant, decided, running, execution: executionOf(info), schema, scopes };
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
