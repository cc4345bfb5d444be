import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests of one connection that may wait for their answers: whoever sends thousands in one go would keep all others waiting. */
const MOST_WAITING = 32;

declare module 'fastify' {
  interface FastifyInstance {
    connections: Connections;
  }
}

/** The connections of a server, and the answers that are waited for on each, the oldest first. */
export class Connections {
  // By connection: of one that breaks, Node never says that its later answers are over.
  readonly #waiting = new Map<Socket, Set<ServerResponse>>();
  #isClosing = false;

  /** Follows a connection from its beginning. */
  open(socket: Socket): void {
    this.#waiting.set(socket, new Set());
    socket.once('close', () => this.#waiting.delete(socket));
  }

  /** @returns whether the request is to be worked on: not where its answer would reach nobody, or too many wait already */
  begin({ socket }: IncomingMessage, answer: ServerResponse): boolean {
    const waiting = this.#waiting.get(socket);
    if (!waiting || socket.destroyed || [...waiting].some(isLast)) return false;
    if (waiting.size >= MOST_WAITING) {
      socket.destroy();
      return false;
    }
    if (this.#isClosing) moveClose(waiting, answer);
    waiting.add(answer);
    answer.once('close', () => waiting.delete(answer));
    return true;
  }

  /** Whether somebody waits for an answer to a whole request. */
  get isAnyWaiting(): boolean {
    return [...this.#waiting.values()].some((answers) => [...answers].some(({ req }) => req.complete));
  }

  /** Says on the last answer of each connection, now and from now on, that the connection closes then: nobody is to ask once more. */
  announceClose(): void {
    this.#isClosing = true;
    for (const waiting of this.#waiting.values()) {
      const last = [...waiting].at(-1);
      if (last) moveClose(waiting, last);
    }
  }

  /** Closes a connection after the answers to whole requests that are waited for on it. @returns whether there are any */
  closeAfterAnswers(socket: Socket): boolean {
    const waiting = [...(this.#waiting.get(socket) ?? [])];
    const last = waiting.findLast(({ req }) => req.complete);
    if (!last) return false;
    moveClose(waiting, last);
    last.once('finish', () => socket.destroySoon());
    return true;
  }
}

function isLast(answer: ServerResponse): boolean {
  return answer.headersSent && answer.getHeader('connection') === 'close';
}

function moveClose(waiting: Iterable<ServerResponse>, last: ServerResponse): void {
  for (const answer of waiting) if (!answer.headersSent) answer.removeHeader('connection');
  if (!last.headersSent) last.setHeader('connection', 'close');
}
