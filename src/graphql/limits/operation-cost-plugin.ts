import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTooLargeError } from '../../errors.js';
import { costOf } from './operation-cost.js';

/** Values of about 256 bytes that an answer may hold. What explorers ask of the schema costs 8,886. */
const MOST_COST = 10_000;

/** Refuses an operation whose answer could be too large. */
export function operationCostPlugin(): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, operation, request }) => {
        if (!operation) return;
        const cost = costOf(schema, { document, operation, variables: request.variables ?? {} });
        if (cost > MOST_COST) throw new OperationTooLargeError('cost', `a cost of ${MOST_COST}`, cost);
      },
    }),
  };
}
