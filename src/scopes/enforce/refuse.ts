import { type GraphQLError, type GraphQLResolveInfo, isNonNullType, responsePathAsArray } from 'graphql';
import type { Grant, Requirement } from '../requirement.js';
import { executionOf } from './executions.js';
import type { Policy } from './policy.js';
import { closingRefusal, MOST_REFUSALS, refusalOf, type ScopeRefusal } from './refusal.js';

/** What is refused, at a field that is being executed. */
export interface Refused {
  coordinate: string;
  requirement: Requirement;
  grant: Grant;
  info: GraphQLResolveInfo;
}

/** What was told of the refusals of one execution. */
interface Told {
  count: number;
  closing: GraphQLError | undefined;
}

const executions = new WeakMap<object, Told>();

/**
 * Refuses a field. The first hundred refusals of an execution are errors; then one says that there are more, and the
 * fields that are left are null without an error, where they may be null.
 * @returns whether the field is resolved all the same, as it is in a dry run
 * @throws ScopeRefusal, or that closing error
 */
export function refuse(refused: Refused, policy: Policy): boolean {
  const { info } = refused;
  const told = toldIn(info);
  if (told.count < MOST_REFUSALS) {
    told.count += 1;
    const refusal = refusalAt(refused, policy);
    if (policy.mode !== 'dryRun') throw refusal;
    policy.onRefusal?.(refusal);
  }
  if (policy.mode === 'dryRun') return true;
  const isFirst = told.closing === undefined;
  told.closing ??= closingRefusal({ grant: refused.grant, ...placeOf(info) });
  if (isFirst || isNonNullType(info.returnType)) throw told.closing;
  return false;
}

function toldIn(info: GraphQLResolveInfo): Told {
  const execution = executionOf(info);
  const told = executions.get(execution) ?? { count: 0, closing: undefined };
  executions.set(execution, told);
  return told;
}

/**
 * Of errors to be sent, whether made by graphql-js or formatted, those that say that there are more refusals only once:
 * each refused field that must not be null needs an error, and gets that one.
 */
export function withoutRepeats<
  Told extends Pick<GraphQLError, 'extensions'> | { extensions?: Record<string, unknown> },
>(errors: readonly Told[]): Told[] {
  const first = errors.findIndex(isClosing);
  return errors.filter((error, at) => at === first || !isClosing(error));
}

function isClosing({ extensions }: { extensions?: { [name: string]: unknown } }): boolean {
  return extensions?.moreRefusals === true;
}

function refusalAt({ info, ...refused }: Refused, { discloseScopes }: Policy): ScopeRefusal {
  return refusalOf({ ...refused, ...placeOf(info), discloseScopes });
}

function placeOf({ fieldNodes, path }: GraphQLResolveInfo) {
  return { nodes: fieldNodes, path: responsePathAsArray(path) };
}
