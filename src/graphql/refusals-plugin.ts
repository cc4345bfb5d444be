import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { doneBy } from '../audit/event.js';
import { createSampler } from '../audit/sampler.js';
import { record } from '../audit/trail.js';
import type { Context } from './context.js';

const MOST_NAME_CHARACTERS = 200;

/** Tells the audit trail of refusals for missing scopes: the first of an account in a minute. */
export function refusalsPlugin(now: () => number): ApolloServerPlugin<Context> {
  const isFirst = createSampler(1, now);
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response: { body }, contextValue, operationName: name }) => {
        const { auth, db, origin, request: info } = contextValue;
        if (body.kind !== 'single' || !auth) return;
        const missingScopes = missingIn(body.singleResult.errors ?? []);
        const accountId = auth.account.id;
        if (missingScopes.length === 0 || !isFirst(accountId)) return;
        const operationName = name?.slice(0, MOST_NAME_CHARACTERS) ?? null;
        const event = { kind: 'AccessRefused', missingScopes, operationName } as const;
        await record(db, event, doneBy(auth, accountId), origin, now()).catch((error: unknown) =>
          info.log.error({ err: error, requestId: info.id }, 'a refusal is not in the audit trail'),
        );
      },
    }),
  };
}

function missingIn(errors: readonly GraphQLFormattedError[]): string[] {
  const missing = errors.flatMap(({ extensions }) =>
    extensions?.code === 'FORBIDDEN' && Array.isArray(extensions.missingScopes) ? extensions.missingScopes : [],
  );
  return [...new Set(missing)];
}
