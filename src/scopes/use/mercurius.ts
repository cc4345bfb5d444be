import { type DocumentNode, type ExecutionResult, type GraphQLSchema, Kind } from 'graphql';
import { withoutRepeats } from '../enforce/refuse.js';
import { authorize, type Verdict } from '../preflight/authorize.js';
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
  addHook(name: 'onResolution', hook: typeof onResolution): void;
}

/**
 * The pre-flight for Mercurius: an operation that must not run fails with all its refusals. Subscriptions are left to the
 * guards, which open no source for somebody who is refused.
 * @example addScopesHooks(app.graphql)
 */
export function addScopesHooks(graphql: Hooks): void {
  graphql.addHook('preExecution', preExecution);
  graphql.addHook('onResolution', onResolution);
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
  const names = document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? [node.name?.value] : [],
  );
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

/** Mercurius answers with the `errors` of an error, and with its status where that is a single one. */
function errorOf({ errors }: Verdict): Error {
  const isNobody = errors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED');
  return Object.assign(new Error('Refused.'), { statusCode: isNobody ? 401 : 403, errors });
}
