import { getHeapStatistics } from 'node:v8';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { OverloadedError } from '../errors.js';

/** Requests that are worked on at once. Beyond a few hundred, each only makes all others wait longer. */
const MOST_IN_FLIGHT = 256;
/** The mean of a second. */
const MOST_EVENT_LOOP_DELAY_MS = 500;
const MOST_OF_HEAP = 0.9;

/**
 * Runs what answers a request, unless that could only be done late.
 * @throws OverloadedError while the server stops, and while it works on as many as it can
 */
export type Admit = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Refuses requests at the door that could only be answered late, or not at all: those that are not admitted, and all while the event
 * loop or the heap is at its end. Others are then answered in time. Whoever sends or reads slowly, or gives up, takes nobody's place,
 * and leaves no work uncounted.
 */
export async function createAdmission(app: FastifyInstance): Promise<Admit> {
  let inFlight = 0;
  let isClosing = false;
  app.metrics?.watchUnderWay(() => inFlight);
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
  return async (work) => {
    if (isClosing || inFlight >= MOST_IN_FLIGHT) throw new OverloadedError();
    inFlight += 1;
    try {
      return await work();
    } finally {
      inFlight -= 1;
    }
  };
}
