import type { GraphQLSchema } from 'graphql';
import type { ScopeRefusal } from './refusal.js';

/**
 * What to do with an operation of which a part is refused. `partial`: run it as long as one root field may run, but a
 * mutation only whole. `reject`: run nothing that is refused in part. `dryRun`: refuse nothing, and tell `onRefusal`; a
 * protected resolver then runs for nobody too, whatever its types say of the context.
 */
export type Mode = 'partial' | 'reject' | 'dryRun';

/** How refusals are made and told. */
export interface Policy {
  mode: Mode;
  onRefusal: ((refusal: ScopeRefusal) => void) | undefined;
  discloseScopes: boolean;
}

export interface PolicyOptions {
  /** What the pre-flight does with what is refused in part. Default: `partial`. */
  mode?: Mode;
  /** Told, in the mode `dryRun` and there only, of each refusal that would have been, 100 an execution at most. */
  onRefusal?: (refusal: ScopeRefusal) => void;
  /** Whether a refusal says which scopes are required and which are missing. Default: true. */
  discloseScopes?: boolean;
}

const DEFAULT: Policy = { mode: 'partial', onRefusal: undefined, discloseScopes: true };

/** @throws TypeError for an unknown mode, and for a dry run that tells nobody or a listener that is never told */
export function readPolicy({ mode = 'partial', onRefusal, discloseScopes = true }: PolicyOptions): Policy {
  if (!['partial', 'reject', 'dryRun'].includes(mode)) {
    throw new TypeError(`There is no mode ${JSON.stringify(mode)}: it is "partial", "reject" or "dryRun".`);
  }
  if ((mode === 'dryRun') !== (onRefusal !== undefined)) {
    throw new TypeError('The mode "dryRun" goes with onRefusal: it refuses nothing and tells it what it would refuse.');
  }
  return { mode, onRefusal, discloseScopes };
}

export function isSamePolicy(one: Policy, other: Policy): boolean {
  return one.mode === other.mode && one.onRefusal === other.onRefusal && one.discloseScopes === other.discloseScopes;
}

const policies = new WeakMap<GraphQLSchema, Policy>();

export function setPolicy(schema: GraphQLSchema, policy: Policy): void {
  policies.set(schema, policy);
}

/** What a schema was enforced with; the default for one that another tool has made since. */
export function policyOf(schema: GraphQLSchema): Policy {
  return policies.get(schema) ?? DEFAULT;
}
