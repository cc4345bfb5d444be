import type { ServerResponse } from 'node:http';
import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import pino, { type DestinationStream } from 'pino';
import { addressOf } from './address.js';

/** One system call for some fifty lines, not one for each; sonic-boom writes no more than 16 KB in one. */
const BLOCK_BYTES = 12_288;
/** How long a line waits for others at most. */
const WAIT_MS = 1_000;
/** Node takes a path of 16 KB, which can be twice as many in a line. None that is served is as long as this. */
const MOST_PATH_CHARACTERS = 500;

/** Standard output, written to in blocks, and at once before the process exits. Only a process that is killed loses lines. */
export function standardOutput(): DestinationStream {
  return pino.destination({ fd: 1, sync: false, minLength: BLOCK_BYTES, periodicFlush: WAIT_MS });
}

/** Tells of a request once it is answered or its client is gone: in a line of the log, and to the metrics. */
export class RequestLog extends LogController {
  readonly #hasLines: boolean;

  /** @param level from which on something goes to the log */
  constructor(level: string) {
    super();
    this.#hasLines = ['info', 'debug', 'trace'].includes(level);
  }

  override incomingRequest(request: FastifyRequest, reply: FastifyReply): void {
    const { raw } = reply;
    const { metrics } = request.server;
    if (metrics) raw.once('close', () => metrics.requested(request.routeOptions.url, statusOf(raw)));
    if (!this.#hasLines) return;
    // Now: of a connection that is closed, there is no address.
    const { method, path, remoteAddress } = describeRequest(request);
    raw.once('close', () => {
      const { operation, accountId: account, codes = [] } = request.answer ?? {};
      const details = {
        method,
        path,
        remoteAddress,
        operation: operation?.name,
        operationType: operation?.type,
        account,
        codes: codes.length > 0 ? codes : undefined,
        statusCode: raw.statusCode,
        // To spread what is described, and to write a dozen digits, took as long as all else about the line.
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      };
      reply.log.info(details, raw.writableFinished ? 'request completed' : 'request aborted');
    });
  }

  override requestCompleted(error: Error | null | undefined, _: FastifyRequest, reply: FastifyReply): void {
    if (error) reply.log.error({ err: error }, 'request errored');
  }
}

function statusOf({ statusCode, writableFinished }: ServerResponse): number | 'aborted' {
  return writableFinished ? statusCode : 'aborted';
}

/** Without the query string, in which a client may have put a password. */
export function describeRequest(request: FastifyRequest) {
  const { method, url } = request;
  const path = url.split('?', 1)[0]?.slice(0, MOST_PATH_CHARACTERS);
  // A line leaves out what is undefined, whatever the type of a serializer says.
  return { method, path, remoteAddress: addressOf(request) as string };
}

/** Without what else hangs on an error: a database tells of the row, and Kysely of the query, with all values in them. */
export function describeError(error: Error) {
  // Anything can be thrown.
  const { type = typeof error, message = String(error), stack = '' } = pino.stdSerializers.err(error);
  return { type, message, stack, code: (error as NodeJS.ErrnoException).code };
}
