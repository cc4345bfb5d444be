import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { IsAllowedOrigin } from './allowed-origins.js';
import { isOfGraphQL } from './graphql-route.js';

/**
 * Lets pages of other origins read what `/graphql` answers, refusals included, and nothing else: in development the metrics and the
 * passwords of demo accounts are told without a token.
 */
export async function addCors(app: FastifyInstance, isAllowedOrigin: IsAllowedOrigin): Promise<void> {
  const ofGraphQL: FastifyCorsOptions = {
    origin: (origin, tell) => tell(null, origin !== undefined && isAllowedOrigin(origin)),
    // For Apollo Sandbox, which can be told to send cookies, and for apps of the same site. No origin that is not named gets it.
    credentials: true,
    methods: ['GET', 'POST'],
    exposedHeaders: 'WWW-Authenticate, Retry-After, X-Request-Id',
    maxAge: 600,
  };
  await app.register(cors, {
    delegator: (request, tell) => tell(null, isOfGraphQL(request) ? ofGraphQL : { origin: false }),
  });
}
