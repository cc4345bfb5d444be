import { type DocumentNode, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { withoutRepeats } from '../enforce/refuse.js';
import { authorize, type Verdict } from '../preflight/authorize.js';
import { operationsOf } from '../preflight/operation.js';
import type { Grant } from '../requirement.js';

/** What the hook reads of Mercurius's context. */
interface ScopesContext {
  auth?: { readonly scopes: Grant } | null;
  reply?: { request: { body?: unknown; query?: unknown } };
  /** Which of a batch is run. */
  operationId?: number;
}

/** What there is to be had of `app.graphql`. */
interface Hooks {
  addHook(name: 'preExecution', hook: typeof preExecution): void;
  addHook(name: 'onResolution' | 'onSubscriptionResolution', hook: typeof onResolution): void;
}

/**
 * The pre-flight for Mercurius: an operation that must not run fails with all its refusals. Subscriptions are left to the
 * guards, which open no source for somebody who is refused.
 * @example addScopesHooks(app.graphql)
 */
export function addScopesHooks(graphql: Hooks): void {
  graphql.addHook('preExecution', preExecution);
  graphql.addHook('onResolution', onResolution);
  graphql.addHook('onSubscriptionResolution', onResolution);
}

/**
 * Mercurius does not tell its hooks which operation of a document it will run. Where there are several, it is the one that
 * the request names, or else whichever is refused. Mercurius keeps what graphql-jit has compiled by document, and would run
 * it in place of another operation of the same: a document given back is run by graphql-js.
 */
async function preExecution(
  schema: GraphQLSchema,
  document: DocumentNode,
  context: ScopesContext,
  variables: Record<string, unknown> | null | undefined,
): Promise<{ document: DocumentNode } | undefined> {
  const names = operationsOf(document).map(({ name }) => name?.value);
  for (const operationName of candidates(names, context)) {
    const verdict = authorize(schema, { document, operationName, variables, auth: context.auth ?? null });
    if (verdict.refused) throw errorOf(verdict);
  }
  return names.length > 1 ? { document } : undefined;
}

async function onResolution(execution: ExecutionResult): Promise<void> {
  if (execution.errors) execution.errors = withoutRepeats(execution.errors);
}

function candidates(names: readonly (string | undefined)[], { reply, operationId = 0 }: ScopesContext) {
  const { body, query } = reply?.request ?? {};
  const sent = [Array.isArray(body) ? body[operationId] : body, query];
  const named = sent.map((each) => (each as { operationName?: unknown } | null | undefined)?.operationName);
  const requested = names.filter((name) => name !== undefined && named.includes(name));
  return requested.length > 0 ? requested : names;
}

/**
 * Mercurius answers with the `errors` of an error, and with its status where that is a single one. Over a WebSocket it
 * answers with the error alone: it looks like the first refusal.
 */
function errorOf({ errors }: Verdict): Error {
  const { message, path, locations, extensions } = errors[0] ?? new GraphQLError('Refused.');
  const isNobody = errors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED');
  const statusCode = isNobody ? 401 : 403;
  return Object.assign(new Error(message), { path, locations, extensions, statusCode, errors });
}
