import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How long connections are still taken: those that the system has made already would be reset. */
const ACCEPT_MS = 250;
/** How much longer, while more come: a worker is handed one at a time. */
const MORE_MS = 750;
/** After how long without one there are none left. */
const QUIET_MS = 100;
/** How long requests are served that are on their way, and those waited for of which half is there. */
const GRACE_MS = 1_000;
/** How long answers are waited for after that. */
const ANSWER_MS = 6_000;
const LOOK_MS = 50;

/**
 * Closes an application without anybody's answer being lost: each connection is told that it closes, and closed once every whole
 * request on it is answered, or the time is over.
 */
export async function drain(app: FastifyInstance): Promise<void> {
  const { server, connections } = app;
  connections.announceClose();
  let takenAt = performance.now();
  server.on('connection', () => {
    takenAt = performance.now();
  });
  await setTimeout(ACCEPT_MS);
  await waitWhile(MORE_MS, () => performance.now() - takenAt < QUIET_MS);
  // Not http's own: that takes a connection for idle, and closes it, whose next request is on its way.
  NetServer.prototype.close.call(server);
  await waitWhile(GRACE_MS, () => hasConnections(server));
  const closed = app.close();
  await waitWhile(ANSWER_MS, () => connections.isAnyWaiting);
  server.closeAllConnections();
  await closed;
}

async function waitWhile(mostMs: number, goesOn: () => boolean | Promise<boolean>): Promise<void> {
  const endsAt = performance.now() + mostMs;
  while (performance.now() < endsAt && (await goesOn())) await setTimeout(LOOK_MS);
}

function hasConnections(server: Server): Promise<boolean> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error === null && count > 0)));
}
