import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { InvalidTokenError, RetryLaterError } from '../errors.js';
import { nearest, type Requirement } from '../scopes/index.js';
import type { Answer, Challenge } from './answer.js';
import type { Context } from './context.js';
import { isUnexpected, lacksDatabase, statusOf, withRequestId } from './format-error.js';

type Data = Record<string, unknown> | null | undefined;

/**
 * Decides the status, once an answer. Where there is data it goes out with 200, and the errors beside it; where there
 * is none, it goes out without `data`, with the status and the challenge of its errors. So does a query of which a part could
 * not be read, as it does no harm to ask it again.
 */
export function answerPlugin(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue }) => {
        const { log, answer } = contextValue.request;
        const operation = answer.operation?.name;
        for (const error of errors.filter(isUnexpected)) {
          log.error({ err: error.originalError ?? error, operation, path: error.path }, 'unexpected');
        }
      },
      willSendResponse: async ({ response, contextValue, operation }) => {
        if (response.body.kind !== 'single') return;
        const result = response.body.singleResult;
        if (!result.errors?.length) return;
        const { request, auth } = contextValue;
        const errors = result.errors.map((error) => withRequestId(error, request.id));
        result.errors = errors;
        const isUnread = operation?.operation === 'query' && lacksDatabase(errors);
        if (holdsData(result.data, errors) && !isUnread) return;
        delete result.data;
        const status = statusOf(errors) ?? response.http.status ?? 500;
        response.http.status = status;
        Object.assign(request.answer, answerTo(status, errors, auth?.scopes ?? []));
      },
    }),
  };
}

/** What an error says beside its body where nothing was executed, as for a token that is no good. */
export function answerToError(error: unknown): Answer {
  if (error instanceof RetryLaterError) return { retryAfter: error.extensions.retryAfter };
  if (!(error instanceof InvalidTokenError)) return {};
  return { challenge: { error: 'invalid_token', description: error.message } };
}

/** A null without an error is data too: it says that there is nothing. */
function holdsData(data: Data, errors: readonly GraphQLFormattedError[]): boolean {
  const refused = new Set(errors.map(({ path }) => path?.[0]));
  return Object.entries(data ?? {}).some(([key, value]) => value !== null || !refused.has(key));
}

function answerTo(status: number, errors: readonly GraphQLFormattedError[], held: readonly string[]): Answer {
  switch (status) {
    case 401:
      return { challenge: wayIn(errors, held) };
    case 403: {
      const { scopes } = wayIn(errors, held);
      // No scope is a way in to what is refused for another reason.
      return scopes ? { challenge: { error: 'insufficient_scope', scopes } } : {};
    }
    default: {
      const seconds = errors.map(({ extensions }) => extensions?.retryAfter).find((value) => typeof value === 'number');
      return seconds === undefined ? {} : { retryAfter: seconds };
    }
  }
}

/** Scopes that are enough for everything that was refused: of each requirement the alternative that then lacks the fewest. */
function wayIn(errors: readonly GraphQLFormattedError[], held: readonly string[]): Pick<Challenge, 'scopes'> {
  const scopes = new Set<string>();
  for (const { extensions } of errors) {
    const required = extensions?.requiredScopes as Requirement | undefined;
    if (!required) continue;
    for (const scope of nearest(required, [...held, ...scopes])) scopes.add(scope);
  }
  return scopes.size > 0 ? { scopes: [...scopes] } : {};
}
