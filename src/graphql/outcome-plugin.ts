import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError, OperationDefinitionNode } from 'graphql';
import type { Answer, Operation } from './answer.js';
import type { Context } from './context.js';
import { gravestOf } from './format-error.js';

const MOST_NAME_CHARACTERS = 200;

/** Notes what was asked for, by whom, and how that ended. Nothing else of what a client has sent. */
export function outcomePlugin(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      // A client that gives up may not be there for what follows.
      didResolveOperation: async ({ operation, contextValue }) => noteAsked(contextValue, operation),
      willSendResponse: async ({ operation, contextValue, response: { body } }) => {
        noteAsked(contextValue, operation);
        if (body.kind !== 'single') return;
        const { errors = [], data } = body.singleResult;
        const { answer } = contextValue.request;
        noteOutcome(answer, errors, data !== undefined);
        answer.missingScopes = missingIn(errors);
      },
    }),
  };
}

function noteAsked({ auth, request: { answer } }: Context, operation: OperationDefinitionNode | undefined): void {
  if (operation) answer.operation = summaryOf(operation);
  if (auth) answer.accountId = auth.account.id;
}

function summaryOf({ operation: type, name }: OperationDefinitionNode): Operation {
  return { type, name: name?.value.slice(0, MOST_NAME_CHARACTERS) };
}

/** Notes how an answer with these errors ends. */
export function noteOutcome(answer: Answer, errors: readonly GraphQLFormattedError[], hasData = false): void {
  const codes = [...new Set(errors.map(({ extensions }) => String(extensions?.code)))];
  answer.codes = codes;
  answer.outcome = gravestOf(codes) ?? 'ok';
  if (codes.length > 0 && hasData) answer.outcome = 'partial';
}

function missingIn(errors: readonly GraphQLFormattedError[]): string[] {
  const missing = errors.flatMap(({ extensions }) =>
    extensions?.code === 'FORBIDDEN' && Array.isArray(extensions.missingScopes) ? extensions.missingScopes : [],
  );
  return [...new Set(missing)];
}
