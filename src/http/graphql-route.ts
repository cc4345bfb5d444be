import type { OutgoingHttpHeader } from 'node:http';
import { isIP } from 'node:net';
import { HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import accepts from '@fastify/accepts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Origin } from '../audit/event.js';
import { RequestError } from '../errors.js';
import type { Answer } from '../graphql/answer.js';
import { answerToError } from '../graphql/answer-plugin.js';
import type { Context, RequestInfo } from '../graphql/context.js';
import { ContextFailure, isUnexpected } from '../graphql/format-error.js';
import type { GraphQLServer } from '../graphql/server.js';
import { createAdmission } from './admission.js';
import { formatChallenge } from './challenge.js';
import { linesOf } from './raw-headers.js';
import { usualSecurityHeaders } from './security-headers.js';

export interface GraphQLRouteOptions {
  server: GraphQLServer;
  /** Rejects where the token in the request is no good. */
  contextFor: (authorization: readonly string[], request: RequestInfo, origin: Origin) => Promise<Context>;
}

const MEDIA_TYPES = ['application/json; charset=utf-8', 'application/graphql-response+json; charset=utf-8'];
/** Values of `Accept` that are remembered, those that came last. */
const MOST_ACCEPTS = 100;
const MOST_CLIENT_CHARACTERS = 200;
const securityLines = flatten(usualSecurityHeaders);
const securityLinesOfPage = flatten({ ...usualSecurityHeaders, 'content-security-policy': undefined });
export const METHODS = ['GET', 'HEAD', 'POST'];

/** `/graphql`. Whatever is sent there is answered in GraphQL, what Fastify refuses before it gets here included. */
export async function graphqlRoute(app: FastifyInstance, { server, contextFor }: GraphQLRouteOptions): Promise<void> {
  await app.register(accepts);
  const admit = await createAdmission(app);
  app.route({
    method: METHODS,
    url: '/graphql',
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const answer: Answer = {};
      const context = async () => {
        const { id, log } = request;
        try {
          return await contextFor(linesOf(request, 'authorization'), { id, log, answer }, originOf(request));
        } catch (error) {
          if (isUnexpected(error)) log.error({ err: error }, 'unexpected');
          Object.assign(answer, answerToError(error));
          throw new ContextFailure(error, id);
        }
      };
      const { method, body } = request;
      const asked = { method, body, whole: () => toGraphQLRequest(request) };
      const mediaType = acceptedBy(request);
      const response = await admit(() => server.answer(asked, context, mediaType));
      return write(reply, response, answer, mediaType);
    },
  });
}

/**
 * The type to answer in. Apollo Server looks at `Accept` only when it writes the answer, after a mutation has run.
 * @throws RequestError where a POST accepts none; a GET may ask for a page
 */
function acceptedBy(request: FastifyRequest): string {
  const type = mediaTypeFor(request);
  if (type !== '' || request.method !== 'POST') return type;
  throw new RequestError(406, 'This answers in application/json or application/graphql-response+json.');
}

/** To read `Accept` takes longer than all else that is asked of a header, and clients send a few values again and again. */
const known = new LRUCache<string, string>({ max: MOST_ACCEPTS });

function mediaTypeFor(request: FastifyRequest): string {
  const { accept = '*/*' } = request.headers;
  const before = known.get(accept);
  if (before !== undefined) return before;
  const type = String(request.accepts().type(MEDIA_TYPES) || '');
  known.set(accept, type);
  return type;
}

/** A client calls itself what it likes: no more than is worth keeping. */
function originOf(request: FastifyRequest): Origin {
  const client = request.headers['user-agent']?.slice(0, MOST_CLIENT_CHARACTERS) || null;
  return { requestId: request.id, address: addressOf(request), client };
}

/** Some proxies pass on a port too, and some whatever a client calls its address: then the proxy's own counts. */
function addressOf({ ip, socket }: FastifyRequest): string | null {
  if (isIP(ip)) return ip;
  // Of a connection that is closed already, there is none, whatever the type says.
  const bare = (ip ?? '').replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  return isIP(bare) ? bare : (socket.remoteAddress ?? null);
}

function toGraphQLRequest({ method, url, headers, body }: FastifyRequest) {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const queryAt = url.indexOf('?');
  return { method, headers: map, search: queryAt < 0 ? '' : url.slice(queryAt), body };
}

/** Past Fastify, which would look at each header three times, and at what a hook might make of the answer. */
function write(
  reply: FastifyReply,
  { status = 200, headers, body }: HTTPGraphQLResponse,
  { challenge, retryAfter }: Answer,
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
  // Apollo Sandbox brings its own content security policy, in the page.
  const isPage = headers.get('content-type')?.startsWith('text/html') === true;
  const security = isPage ? securityLinesOfPage : securityLines;
  const lines = [...security];
  for (const [name, value = ''] of Object.entries(reply.getHeaders())) lines.push(name, value);
  for (const [name, value] of headers) lines.push(name, value);
  reply.hijack();
  reply.raw.writeHead(status, lines).end(body.string);
}

/** Names and values in turn, as `writeHead` takes them. */
function flatten(headers: NodeJS.Dict<OutgoingHttpHeader>): OutgoingHttpHeader[] {
  return Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
}
