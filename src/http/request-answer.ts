import type { HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import type { Answer } from '../graphql/answer.js';
import { noteOutcome } from '../graphql/outcome-plugin.js';
import type { Metrics } from '../metrics/metrics.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Undefined where nothing is counted. */
    metrics: Metrics | undefined;
  }
  interface FastifyRequest {
    /** Of a request that GraphQL is asked to answer, or that is refused: filled in meanwhile, for the log. */
    answer?: Answer | undefined;
  }
}

/** Notes and counts what GraphQL has answered. @param seconds that it took */
export function noteAnswer(
  { server, answer = {} }: FastifyRequest,
  response: HTTPGraphQLResponse,
  seconds: number,
): void {
  if (answer.outcome === undefined) {
    // Apollo Server has asked no plugin: it was no operation, or the token was no good. Or it was a page, and then there is nothing to note.
    const errors = errorsIn(response);
    if (errors.length === 0) return;
    noteOutcome(answer, errors);
  }
  server.metrics?.answered(answer, seconds);
}

function errorsIn({ status = 200, body }: HTTPGraphQLResponse): readonly GraphQLFormattedError[] {
  return status >= 400 && body.kind === 'complete' ? JSON.parse(body.string).errors : [];
}

/** Notes a refusal by HTTP, and counts it where GraphQL was asked. */
export function noteRefusal(request: FastifyRequest, error: GraphQLFormattedError): void {
  request.answer ??= {};
  noteOutcome(request.answer, [error]);
  if (request.routeOptions.url === '/graphql') request.server.metrics?.answered(request.answer);
}
