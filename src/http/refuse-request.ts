import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { RequestError, ScopeQLError } from '../errors.js';
import { answerToError } from '../graphql/answer-plugin.js';
import { formatError, isUnexpected, statusOf, withRequestId } from '../graphql/format-error.js';
import { isOfGraphQL, METHODS } from './graphql-route.js';
import { noteRefusal } from './request-answer.js';

/**
 * Answers, in the form of GraphQL, a request that is refused before GraphQL sees it, or that something unexpected happens to: its
 * text is for the log alone.
 */
export function refuseRequest(thrown: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = isOfFastify(thrown) ? new RequestError(thrown.statusCode, thrown.message) : thrown;
  if (isUnexpected(error)) request.log.error({ err: error }, 'unexpected');
  const formatted = withRequestId(formatError({ message: '' }, error), request.id);
  noteRefusal(request, formatted);
  const { retryAfter } = answerToError(error);
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  if (error instanceof RequestError && error.allow !== undefined) reply.header('allow', error.allow);
  reply.code(error instanceof RequestError ? error.statusCode : (statusOf([formatted]) ?? 500));
  reply.header('cache-control', 'no-store').header('x-request-id', request.id);
  return reply.type('application/json; charset=utf-8').send({ errors: [formatted] });
}

/** Refuses a path, or a method, that there is not. */
export function refuseUnknown(request: FastifyRequest): never {
  if (!isOfGraphQL(request)) throw new RequestError(404, 'There is nothing here.');
  throw new RequestError(405, `There is no ${request.method} here.`, METHODS.join(', '));
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
  const error = new RequestError(Number.parseInt(status, 10), `${status.slice(4)}.`);
  const body = JSON.stringify({ errors: [formatError({ message: '' }, error)] });
  const headers = `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nCache-Control: no-store\r\nConnection: close`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`, () => socket.destroy());
}

/** Whether Fastify itself has refused the request, and says why in words for the client. */
function isOfFastify(error: FastifyError): error is FastifyError & { statusCode: number } {
  return !(error instanceof ScopeQLError) && error.statusCode !== undefined && error.statusCode < 500;
}
