import type { ApolloServerPlugin } from '@apollo/server';
import { doneBy } from '../audit/event.js';
import { createSampler } from '../audit/sampler.js';
import { record } from '../audit/trail.js';
import type { Context } from './context.js';

/** Tells the audit trail of refusals for missing scopes that were noted: the first of an account in a minute. */
export function refusalsPlugin(now: () => number): ApolloServerPlugin<Context> {
  const isFirst = createSampler(1, now);
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ contextValue }) => {
        const { auth, db, origin, request: info } = contextValue;
        const { missingScopes = [], operation } = info.answer;
        if (!auth || missingScopes.length === 0) return;
        const accountId = auth.account.id;
        if (!isFirst(accountId)) return;
        const operationName = operation?.name ?? null;
        const event = { kind: 'AccessRefused', missingScopes, operationName } as const;
        await record(db, event, doneBy(auth, accountId), origin, now()).catch((error: unknown) =>
          info.log.error({ err: error }, 'a refusal is not in the audit trail'),
        );
      },
    }),
  };
}
