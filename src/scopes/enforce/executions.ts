import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { Compiled } from '../map/compile.js';
import { runningRules } from '../map/compiled-schemas.js';
import type { Decided } from '../map/decisions.js';
import type { Grant } from '../requirement.js';
import { grantOf } from './grant.js';

/** What the guards know of an execution. */
export interface Execution {
  grant: Grant;
  decided: Decided;
  /** The rules of the schema that is executed, where they are not those that the guards enforce. */
  running: Compiled | undefined;
}

/**
 * What an execution is told by. Its coerced variables are an object of its own; where an executor keeps them from one event
 * of a subscription to the next, as that of graphql-tools does, the root value is the event.
 */
interface Key {
  variables: object | undefined;
  rootValue: unknown;
  schema: GraphQLSchema | undefined;
  scopes: unknown;
}

/**
 * The execution under way, so that a list of a thousand items is decided once. Scopes that are changed in place while an
 * operation runs are seen from the next operation, or event, on.
 */
export class Executions {
  #key: Key = { variables: undefined, rootValue: undefined, schema: undefined, scopes: undefined };
  #last: Execution | undefined;

  constructor(readonly compiled: Compiled) {}

  /** @throws TypeError where `context.auth.scopes` is neither an array, a Set nor null */
  of(context: unknown, info: GraphQLResolveInfo): Execution {
    if (this.#last && this.#isUnderWay(context, info)) return this.#last;
    return this.#enter(context, info);
  }

  #isUnderWay(context: unknown, info: GraphQLResolveInfo): boolean {
    const { variables, rootValue, schema, scopes } = this.#key;
    if (variables !== info.variableValues || rootValue !== info.rootValue) return false;
    return scopes === scopesIn(context) && schema === info.schema;
  }

  #enter(context: unknown, { variableValues, rootValue, schema }: GraphQLResolveInfo): Execution {
    const grant = grantOf(context);
    const running = runningRules(schema);
    this.#last = {
      grant,
      decided: this.compiled.decisions.of(grant),
      running: running === this.compiled ? undefined : running,
    };
    this.#key = { variables: variableValues, rootValue, schema, scopes: scopesIn(context) };
    return this.#last;
  }
}

function scopesIn(context: unknown): unknown {
  return (context as { auth?: { scopes?: unknown } | null } | null | undefined)?.auth?.scopes;
}
