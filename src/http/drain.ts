import type { Server, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';

/** How long half a request is waited for, and a connection on which nothing was ever sent. */
const HALF_MS = 1_000;

/**
 * Closes a server's connections once every whole request is answered, or the time is over. Says on each answer from now on that its
 * connection closes then, so that nobody asks once more on it. Not before the server has stopped listening.
 * @param mostMs milliseconds
 */
export type Drain = (mostMs: number) => Promise<void>;

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
  return async (mostMs) => {
    isClosing = true;
    answers.forEach(announce);
    const endsAt = performance.now() + mostMs;
    do await setTimeout(HALF_MS, undefined, { ref: false });
    while (isWaitedFor() && performance.now() < endsAt);
    server.closeAllConnections();
  };
}
