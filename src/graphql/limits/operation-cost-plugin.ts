import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { OperationTooLargeError } from '../../errors.js';
import { type CostRequest, costOf, type OperationCost } from './operation-cost.js';

/** Values of about 256 bytes that an answer may hold. What explorers ask of the schema costs 8,886. */
const MOST_COST = 10_000;

/** Refuses an operation whose answer could be too large. */
export function operationCostPlugin(): ApolloServerPlugin {
  const known = new WeakMap<OperationDefinitionNode, OperationCost>();
  const costIn = (schema: GraphQLSchema, request: CostRequest): OperationCost => {
    const before = known.get(request.operation);
    if (before) return before;
    const cost = costOf(schema, request);
    if (!cost.dependsOnVariables) known.set(request.operation, cost);
    return cost;
  };
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, operation, request }) => {
        if (!operation) return;
        const { values } = costIn(schema, { document, operation, variables: request.variables ?? {} });
        if (values > MOST_COST) throw new OperationTooLargeError('cost', `a cost of ${MOST_COST}`, values);
      },
    }),
  };
}
