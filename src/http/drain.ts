import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** How long requests are served that are on their way, and those waited for of which half is there. */
const GRACE_MS = 1_000;
/** How long all of it may take. */
const MOST_MS = 7_500;
const LOOK_MS = 50;

/**
 * Stops a server without anybody's answer being lost: it listens no more, says on each answer that its connection closes then, and
 * closes what is left once every whole request is answered, or the time is over.
 * @param close what stops the application
 */
export type Drain = (close: () => Promise<unknown>) => Promise<void>;

/** Follows the answers that somebody waits for, from now on. */
export function createDrain(server: Server): Drain {
  const answers = new Set<ServerResponse>();
  let isClosing = false;
  const announce = (answer: ServerResponse) => {
    if (!answer.headersSent) answer.setHeader('connection', 'close');
  };
  server.on('request', (_, answer: ServerResponse) => {
    answers.add(answer);
    answer.once('close', () => answers.delete(answer));
    if (isClosing) announce(answer);
  });
  const isWaitedFor = () => [...answers].some(({ req }) => req.complete);
  const waitWhile = async (mostMs: number, goesOn: () => boolean | Promise<boolean>) => {
    const endsAt = performance.now() + mostMs;
    while (performance.now() < endsAt && (await goesOn())) await setTimeout(LOOK_MS);
  };
  return async (close) => {
    isClosing = true;
    answers.forEach(announce);
    // Not http's own: that takes a connection for idle, and closes it, whose next request is on its way.
    NetServer.prototype.close.call(server);
    await waitWhile(GRACE_MS, () => hasConnections(server));
    const closed = close();
    await waitWhile(MOST_MS - GRACE_MS, isWaitedFor);
    server.closeAllConnections();
    await closed;
  };
}

function hasConnections(server: Server): Promise<boolean> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error === null && count > 0)));
}
