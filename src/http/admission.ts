import { getHeapStatistics } from 'node:v8';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { OverloadedError } from '../errors.js';

/** Requests that are worked on at once. Beyond a few hundred, each only makes all others wait longer. */
const MOST_IN_FLIGHT = 256;
/** The mean of a second. */
const MOST_EVENT_LOOP_DELAY_MS = 500;
const MOST_OF_HEAP = 0.9;

/**
 * Refuses requests at the door that could only be answered late, or not at all: while the server stops, while it works on as
 * many as it can, and while the event loop or the heap is at its end. Others are then answered in time.
 */
export async function admission(app: FastifyInstance): Promise<void> {
  let inFlight = 0;
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  await app.register(underPressure, {
    maxEventLoopDelay: MOST_EVENT_LOOP_DELAY_MS,
    maxHeapUsedBytes: getHeapStatistics().heap_size_limit * MOST_OF_HEAP,
    pressureHandler: async ({ log }, _, type, value) => {
      log.warn({ type, value }, 'overloaded');
      throw new OverloadedError();
    },
  });
  const leave = new WeakMap<FastifyRequest, () => void>();
  // From when the body is there until the answer is: whoever sends or reads slowly takes nobody's place.
  app.addHook('preHandler', async (request, reply) => {
    if (isClosing || inFlight >= MOST_IN_FLIGHT) throw new OverloadedError();
    inFlight += 1;
    leave.set(request, () => {
      if (leave.delete(request)) inFlight -= 1;
    });
    reply.raw.once('close', () => leave.get(request)?.());
  });
  app.addHook('onSend', async (request) => leave.get(request)?.());
}
