import { type DocumentNode, type GraphQLSchema, Kind } from 'graphql';
import { authorize, type Verdict } from '../preflight/authorize.js';
import type { Grant } from '../requirement.js';

/** What the hook reads of Mercurius's context. */
interface ScopesContext {
  auth?: { readonly scopes: Grant } | null;
  reply?: { request: { body?: unknown; query?: unknown } };
}

/**
 * The pre-flight for Mercurius, as its hook `preExecution`: an operation that must not run fails with all its refusals.
 * Subscriptions are left to the guards, which open no source for somebody who is refused.
 *
 * Mercurius does not tell its hooks which operation of a document it will run. Where there are several, it is the one that
 * the request names, or else whichever is refused.
 * @example app.graphql.addHook('preExecution', scopesPreExecution)
 */
export async function scopesPreExecution(
  schema: GraphQLSchema,
  document: DocumentNode,
  context: ScopesContext,
  variables: Record<string, unknown> | null | undefined,
): Promise<void> {
  for (const operationName of candidates(document, context)) {
    const verdict = authorize(schema, { document, operationName, variables, auth: context.auth ?? null });
    if (verdict.refused) throw errorOf(verdict);
  }
}

function candidates({ definitions }: DocumentNode, { reply }: ScopesContext): (string | undefined)[] {
  const names = definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? [node.name?.value] : []));
  const { body, query } = reply?.request ?? {};
  const named = [body, query].map((sent) => (sent as { operationName?: unknown } | null | undefined)?.operationName);
  const requested = names.filter((name) => named.includes(name));
  return requested.length > 0 ? requested : names;
}

/** Mercurius answers with the `errors` of an error, and with its status where that is a single one. */
function errorOf({ errors }: Verdict): Error {
  const isNobody = errors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED');
  return Object.assign(new Error('Refused.'), { statusCode: isNobody ? 401 : 403, errors });
}
