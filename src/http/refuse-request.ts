import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ScopeQLError } from '../errors.js';
import { answerToContextFailure } from '../graphql/answer-plugin.js';
import { formatError, isUnexpected, statusOf } from '../graphql/format-error.js';

/**
 * Answers, in the form of GraphQL, a request that is refused before GraphQL sees it, or that something unexpected happens to: its
 * text is for the log alone.
 */
export function refuseRequest(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error, request.id);
  if (refusal.status >= 500 && isUnexpected(error)) request.log.error({ err: error }, 'unexpected');
  const { retryAfter } = answerToContextFailure(error);
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  reply.code(refusal.status).header('cache-control', 'no-store').header('x-request-id', request.id);
  return reply.type('application/json; charset=utf-8').send(refusal.body);
}

/** Answers a request to a path, or with a method, that there is not. */
export function refuseUnknown({ url, method }: FastifyRequest, reply: FastifyReply): FastifyReply {
  const isGraphQL = url.split('?', 1)[0] === '/graphql';
  if (isGraphQL) reply.header('allow', 'GET, POST');
  const message = isGraphQL ? `There is no ${method} here.` : 'There is nothing here.';
  return reply
    .code(isGraphQL ? 405 : 404)
    .header('cache-control', 'no-store')
    .send(badRequest(message));
}

/** What Node finds wrong with the bytes on a connection, by the code of its error, to what HTTP says of it. */
const malformed: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** Answers what is no HTTP request, or does not come to an end in time, and closes its connection. */
export function refuseConnection({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const status = malformed[code] ?? '400 Bad Request';
  const body = JSON.stringify(badRequest(`${status.slice(4)}.`));
  const headers = `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nCache-Control: no-store\r\nConnection: close`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`, () => socket.destroy());
}

function refusalOf(error: FastifyError, requestId: string) {
  if (error instanceof ScopeQLError) {
    const formatted = formatError({ message: '' }, error);
    return { status: statusOf([formatted]) ?? 500, body: { errors: [formatted] } };
  }
  const status = error.statusCode ?? 500;
  if (status < 500) return { status, body: badRequest(error.message) };
  const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId };
  return { status, body: { errors: [{ message: 'Internal server error.', extensions }] } };
}

function badRequest(message: string) {
  return { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] };
}
