import type { ApolloServerPlugin } from '@apollo/server';
import { withoutRepeats } from '../enforce/refuse.js';
import { authorize } from '../preflight/authorize.js';
import type { Grant } from '../requirement.js';

/**
 * The pre-flight for Apollo Server: an operation that must not run is answered with its refusals and no `data`.
 * The HTTP status is left to the server. What may run in part is left to the guards of `enforceScopes`.
 */
export function scopesPlugin<
  Context extends { auth: { readonly scopes: Grant } | null },
>(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ schema, document, request, contextValue, response }) => {
        const { operationName, variables } = request;
        const verdict = authorize(schema, { document, operationName, variables, auth: contextValue.auth });
        if (!verdict.refused) return null;
        const errors = verdict.errors.map((error) => error.toJSON());
        return { http: response.http, body: { kind: 'single', singleResult: { errors } } };
      },
      willSendResponse: async ({ response: { body } }) => {
        if (body.kind !== 'single' || !body.singleResult.errors) return;
        body.singleResult.errors = withoutRepeats(body.singleResult.errors);
      },
    }),
  };
}
