import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { JWK } from 'jose';
import type { DestinationStream } from 'pino';
import type { Config } from '../config.js';
import { allowedOrigins } from './allowed-origins.js';
import { Connections } from './connections.js';
import { addCors } from './cors.js';
import { type ExplorerOptions, explorerRoutes } from './explorer.js';
import { type GraphQLRouteOptions, graphqlRoute } from './graphql-route.js';
import { healthRoutes } from './health.js';
import { jwksRoute } from './jwks.js';
import { metricsRoute, type ServedMetrics } from './metrics-route.js';
import { addJsonParser } from './read-json.js';
import { refuseConnection, refuseRequest, refuseUnknown } from './refuse-request.js';
import { describeError, describeRequest, RequestLog, standardOutput } from './request-log.js';
import { requirePlainRequest } from './require-plain-request.js';
import { addSecurityHeaders } from './security-headers.js';

export interface HttpServerOptions extends Omit<GraphQLRouteOptions, 'refreshCookieFrom'> {
  config: Pick<Config, 'production' | 'explorer' | 'corsOrigins' | 'trustProxy' | 'refreshCookie' | 'logLevel'>;
  /** The public keys as they are now. */
  jwks: () => Promise<{ keys: JWK[] }>;
  isReady: () => Promise<boolean>;
  /** Of use where the configuration switches the explorer on. */
  explorer: ExplorerOptions;
  patience?: Patience | undefined;
  /** Where the log goes, instead of standard output. */
  log?: DestinationStream | undefined;
  /** Undefined where nothing is counted. */
  metrics?: ServedMetrics | undefined;
}

const MOST_BODY_BYTES = 256 * 1_024;

/** How long nothing may be sent or read on a connection while an answer is under way. */
const SILENCE_MS = 30_000;

/** How long a client may take to send its request. Milliseconds. */
export interface Patience {
  headers: number;
  /** Headers and body. */
  request: number;
}

const USUAL_PATIENCE: Patience = { headers: 10_000, request: 20_000 };

/** The HTTP server with all its routes, not listening. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { config, jwks, isReady, explorer, metrics, server, contextFor } = options;
  const app = createFastify(options);
  app.setErrorHandler<FastifyError>(refuseRequest);
  app.setNotFoundHandler(refuseUnknown);
  addSecurityHeaders(app);
  app.addHook('onRequest', (request, _, done) => {
    requirePlainRequest(request);
    done();
  });
  addJsonParser(app);
  const isAllowedOrigin = allowedOrigins(config);
  await addCors(app, isAllowedOrigin);
  const refreshCookieFrom = config.refreshCookie ? isAllowedOrigin : undefined;
  await app.register(graphqlRoute, { server, contextFor, refreshCookieFrom });
  await app.register(healthRoutes, { isReady });
  await app.register(jwksRoute, { jwks });
  if (metrics) await app.register(metricsRoute, metrics);
  if (config.explorer) await app.register(explorerRoutes, explorer);
  return app;
}

/** Fastify without a route: how connections are held, what is written to the log. */
function createFastify({
  config,
  patience = USUAL_PATIENCE,
  log = config.production ? standardOutput() : undefined,
  metrics,
}: HttpServerOptions): FastifyInstance {
  const connections = new Connections();
  const app = Fastify({
    logger: {
      level: config.logLevel,
      serializers: { req: describeRequest, err: describeError },
      ...(log && { stream: log }),
    },
    logController: new RequestLog(config.logLevel),
    bodyLimit: MOST_BODY_BYTES,
    requestTimeout: patience.request,
    connectionTimeout: SILENCE_MS,
    http: {
      headersTimeout: patience.headers,
      // Node looks for requests that have timed out every 30 seconds, unless it is told otherwise.
      connectionsCheckingInterval: patience.headers / 5,
      // Node would answer on its own.
      requireHostHeader: false,
    },
    // A request on a connection that is still open while the server stops is refused in the form of GraphQL.
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => {
      // What is told now would be taken for the answer to what was asked before.
      if (!connections.closeAfterAnswers(socket)) refuseConnection(error, socket);
    },
    frameworkErrors: refuseRequest,
    trustProxy: config.trustProxy,
    genReqId: () => randomUUID(),
  });
  app.decorate('connections', connections).decorate('metrics', metrics?.own).decorateRequest('answer');
  takeRequests(app, connections);
  return app;
}

/** Has requests pass the connections' bookkeeping before Fastify sees them. */
function takeRequests(app: FastifyInstance, connections: Connections): void {
  const route = (request: IncomingMessage, response: ServerResponse) => {
    if (connections.begin(request, response)) app.routing(request, response);
  };
  // Node leaves out what comes after so many headers, and says nothing: an Authorization among them.
  app.server.maxHeadersCount = 0;
  app.server.removeAllListeners('request').on('request', route);
  // What else `Expect` may hold than `100-continue` has no meaning, and Node would answer it on its own.
  app.server.on('checkExpectation', route);
  app.server.on('connection', (socket) => connections.open(socket));
}
