import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Answers, in the form of GraphQL, a request that Fastify refuses or that something unexpected happens to: its text is for the
 * log alone.
 */
export function refuseRequest(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = error.statusCode ?? 500;
  const expected = status < 500;
  if (!expected) request.log.error({ err: error }, 'unexpected');
  const message = expected ? error.message : 'Internal server error.';
  const extensions = expected ? { code: 'BAD_REQUEST' } : { code: 'INTERNAL_SERVER_ERROR', requestId: request.id };
  reply.code(status).header('cache-control', 'no-store').header('x-request-id', request.id);
  return reply.type('application/json; charset=utf-8').send({ errors: [{ message, extensions }] });
}
