import type { FastifyRequest } from 'fastify';
import { RequestError } from '../errors.js';
import { METHODS } from './graphql-route.js';
import { linesOf } from './raw-headers.js';

const MOST_HEADERS = 100;

/**
 * Refuses what this server reads otherwise than something in front of it may: more headers than anybody needs, a missing or
 * doubled `Host` (RFC 9112, section 3.2), and a body in a content coding (RFC 9110, section 8.4), which could be a small one that
 * becomes very large. Also `OPTIONS` that is no preflight, which @fastify/cors would answer in its own form.
 * @throws RequestError
 */
export function requirePlainRequest(request: FastifyRequest): void {
  const { raw, headers, method } = request;
  if (raw.rawHeaders.length / 2 > MOST_HEADERS)
    throw new RequestError(431, `Expected at most ${MOST_HEADERS} headers.`);
  const hosts = linesOf(request, 'host').length;
  if (hosts > 1 || (hosts === 0 && raw.httpVersion === '1.1')) throw new RequestError(400, 'Expected one Host header.');
  const coding = headers['content-encoding'] ?? 'identity';
  if (coding.toLowerCase() !== 'identity') throw new RequestError(415, 'Expected a body without Content-Encoding.');
  const isPreflight = headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
  if (method === 'OPTIONS' && !isPreflight)
    throw new RequestError(405, 'There is no OPTIONS here, but for a preflight.', METHODS.join(', '));
}
