import type { OutgoingHttpHeader } from 'node:http';
import type { HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyReply } from 'fastify';
import type { Answer } from '../graphql/answer.js';
import { formatChallenge } from './challenge.js';
import { formatRefreshCookie } from './refresh-cookie.js';
import { usualSecurityHeaders } from './security-headers.js';

const securityLines = flatten(usualSecurityHeaders);
/** Apollo Sandbox brings its own content security policy, in the page. */
const securityLinesOfPage = flatten({ ...usualSecurityHeaders, 'content-security-policy': undefined });

/** Writes the answer of GraphQL past Fastify, which looks at each of some twenty headers three times. */
export function writeAnswer(
  reply: FastifyReply,
  { status = 200, headers, body }: HTTPGraphQLResponse,
  { challenge, retryAfter, refreshCookie }: Answer,
  mediaType: string,
): void {
  if (body.kind !== 'complete') throw new Error('Incremental delivery is not served.');
  // Apollo Server copies parameters out of `Accept`.
  if (reply.request.method === 'POST') headers.set('content-type', mediaType);
  headers.set('content-length', String(Buffer.byteLength(body.string)));
  headers.set('cache-control', 'no-store');
  headers.set('x-request-id', reply.request.id);
  if (challenge) headers.set('www-authenticate', formatChallenge(challenge));
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
  if (refreshCookie) headers.set('set-cookie', formatRefreshCookie(refreshCookie));
  const isPage = headers.get('content-type')?.startsWith('text/html') === true;
  const security = isPage ? securityLinesOfPage : securityLines;
  const lines = [...security];
  for (const [name, value = ''] of Object.entries(reply.getHeaders())) lines.push(name, value);
  for (const [name, value] of headers) lines.push(name, value);
  // Before Fastify lets go of it: what cannot be written is still answered by its error handler.
  reply.raw.writeHead(status, lines);
  reply.hijack();
  reply.raw.end(body.string);
}

/** Names and values in turn, as `writeHead` takes them. */
function flatten(headers: NodeJS.Dict<OutgoingHttpHeader>): OutgoingHttpHeader[] {
  return Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
}
