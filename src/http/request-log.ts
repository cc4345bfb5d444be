import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import pino, { type DestinationStream } from 'pino';

/** One system call for some fifty lines, not one for each; sonic-boom writes no more than 16 KB in one. */
const BLOCK_BYTES = 12_288;
/** How long a line waits for others at most. */
const WAIT_MS = 1_000;

/** Standard output, written to in blocks, and at once before the process exits. Only a process that is killed loses lines. */
export function standardOutput(): DestinationStream {
  return pino.destination({ fd: 1, sync: false, minLength: BLOCK_BYTES, periodicFlush: WAIT_MS });
}

/** One line a request, once it is answered or its client is gone. */
export class RequestLog extends LogController {
  override incomingRequest(request: FastifyRequest, reply: FastifyReply): void {
    if (this.isLogDisabled(request)) return;
    // Now: of a connection that is closed, there is no address.
    const { method, path, remoteAddress } = describeRequest(request);
    const { raw } = reply;
    raw.once('close', () => {
      const { statusCode, writableFinished } = raw;
      // To spread what is described, and to write a dozen digits, took as long as all else about the line.
      const milliseconds = Math.round(reply.elapsedTime * 10) / 10;
      const details = { method, path, remoteAddress, statusCode, milliseconds };
      reply.log.info(details, writableFinished ? 'request completed' : 'request aborted');
    });
  }

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    if (error && !this.isLogDisabled(request)) reply.log.error({ err: error }, 'request errored');
  }
}

/** Without the query string, in which a client may have put a password. */
export function describeRequest({ method, url, ip }: FastifyRequest) {
  return { method, path: url.split('?', 1)[0], remoteAddress: ip };
}
