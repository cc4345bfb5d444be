import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { RequestError } from '../errors.js';

const MEDIA_TYPES = ['application/json; charset=utf-8', 'application/graphql-response+json; charset=utf-8'];

/** Values of `Accept` that are remembered, those that came last. */
const MOST_ACCEPTS = 100;

/**
 * The type to answer in. Apollo Server looks at `Accept` only when it writes the answer, after a mutation has run.
 * @throws RequestError where a POST accepts none; a GET may ask for a page
 */
export function acceptedBy(request: FastifyRequest): string {
  const type = mediaTypeFor(request);
  if (type !== '' || request.method !== 'POST') return type;
  throw new RequestError(406, 'This answers in application/json or application/graphql-response+json.');
}

/** What is answered to a value of `Accept`: to read one takes longer than all other headers, and clients send a few, again and again. */
const accepted = new LRUCache<string, string>({ max: MOST_ACCEPTS });

function mediaTypeFor(request: FastifyRequest): string {
  const { accept = '*/*' } = request.headers;
  const before = accepted.get(accept);
  if (before !== undefined) return before;
  const type = String(request.accepts().type(MEDIA_TYPES) || '');
  accepted.set(accept, type);
  return type;
}
