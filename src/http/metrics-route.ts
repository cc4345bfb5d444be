import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BEARER } from '../auth/identify.js';
import { digestOf } from '../auth/opaque-secret.js';
import { InvalidTokenError } from '../errors.js';
import type { Metrics } from '../metrics/metrics.js';
import { linesOf } from './raw-headers.js';

export interface ServedMetrics {
  /** What this process counts. */
  own: Metrics;
  /** What all processes have counted together, as Prometheus reads it. */
  read: () => Promise<string>;
  /** Who may read it: whoever sends this; undefined for everybody. */
  token: string | undefined;
}

/** `/metrics`, in the text format of Prometheus. */
export async function metricsRoute(app: FastifyInstance, { own, read, token }: ServedMetrics): Promise<void> {
  app.get('/metrics', async (request, reply) => {
    if (token !== undefined && !holds(request, token)) {
      reply.header('www-authenticate', 'Bearer');
      throw new InvalidTokenError('The metrics are for whoever sends the token for them.');
    }
    return reply
      .type(own.contentType)
      .header('cache-control', 'no-store')
      .send(await read());
  });
}

function holds(request: FastifyRequest, token: string): boolean {
  const [header = '', ...more] = linesOf(request, 'authorization');
  const [, given = ''] = BEARER.exec(header) ?? [];
  // How long it takes must not tell how much of it is right.
  return more.length === 0 && timingSafeEqual(Buffer.from(digestOf(given)), Buffer.from(digestOf(token)));
}
