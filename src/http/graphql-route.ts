import { HeaderMap } from '@apollo/server';
import accepts from '@fastify/accepts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Origin } from '../audit/event.js';
import type { Answer } from '../graphql/answer.js';
import { answerToError } from '../graphql/answer-plugin.js';
import type { Context, RequestInfo } from '../graphql/context.js';
import { ContextFailure, isUnexpected } from '../graphql/format-error.js';
import type { GraphQLServer } from '../graphql/server.js';
import { acceptedBy } from './accepted-type.js';
import { addressOf } from './address.js';
import { createAdmission } from './admission.js';
import type { IsAllowedOrigin } from './allowed-origins.js';
import { linesOf } from './raw-headers.js';
import { readRefreshCookie } from './refresh-cookie.js';
import { noteAnswer } from './request-answer.js';
import { writeAnswer } from './write-answer.js';

export interface GraphQLRouteOptions {
  server: GraphQLServer;
  /** Rejects where the token in the request is no good. */
  contextFor: (authorization: readonly string[], request: RequestInfo, origin: Origin) => Promise<Context>;
  /** Which origins' requests may use the cookie with the refresh token; undefined where there is no such cookie. */
  refreshCookieFrom: IsAllowedOrigin | undefined;
}

const MOST_CLIENT_CHARACTERS = 200;
const PATH = '/graphql';
export const METHODS = ['GET', 'HEAD', 'POST'];

/** `/graphql`. Whatever is sent there is answered in GraphQL, what Fastify refuses before it gets here included. */
export async function graphqlRoute(
  app: FastifyInstance,
  { server, contextFor, refreshCookieFrom }: GraphQLRouteOptions,
): Promise<void> {
  await app.register(accepts);
  const admit = await createAdmission(app);
  app.route({
    method: METHODS,
    url: PATH,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const startedAt = performance.now();
      const answer: Answer = {};
      request.answer = answer;
      const context = async () => {
        const { id, log } = request;
        try {
          const refreshCookie = refreshCookieFrom && readRefreshCookie(request, refreshCookieFrom);
          return await contextFor(
            linesOf(request, 'authorization'),
            { id, log, answer, refreshCookie },
            originOf(request),
          );
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
      writeAnswer(reply, response, answer, mediaType);
      noteAnswer(request, response, (performance.now() - startedAt) / 1_000);
    },
  });
}

/** Whether a request is for `/graphql`, whatever its method. */
export function isOfGraphQL({ url }: FastifyRequest): boolean {
  return url.split('?', 1)[0] === PATH;
}

/** A client calls itself what it likes: no more than is worth keeping. */
function originOf(request: FastifyRequest): Origin {
  const client = request.headers['user-agent']?.slice(0, MOST_CLIENT_CHARACTERS) || null;
  return { requestId: request.id, address: addressOf(request) ?? null, client };
}

function toGraphQLRequest({ method, url, headers, body }: FastifyRequest) {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const queryAt = url.indexOf('?');
  return { method, headers: map, search: queryAt < 0 ? '' : url.slice(queryAt), body };
}
