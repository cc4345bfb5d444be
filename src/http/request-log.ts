import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import pino, { type DestinationStream } from 'pino';

/** Written one by one, the lines would take a tenth of all the time. */
const BLOCK_BYTES = 4_096;
/** How long a line waits for others at most. */
const WAIT_MS = 1_000;

/** Standard output, written to in blocks, and at once before the process exits. Only a process that is killed loses lines. */
export function standardOutput(): DestinationStream {
  return pino.destination({ fd: 1, sync: false, minLength: BLOCK_BYTES, periodicFlush: WAIT_MS });
}

/** One line a request, once it is answered, or as far as it came. */
export class RequestLog extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    if (this.isLogDisabled(request)) return;
    const details = { ...describeRequest(request), statusCode: reply.statusCode, milliseconds: reply.elapsedTime };
    if (error) reply.log.error({ ...details, err: error }, 'request errored');
    else reply.log.info(details, 'request completed');
  }
}

/** Without the query string, in which a client may have put a password. */
export function describeRequest({ method, url, ip }: FastifyRequest) {
  return { method, path: url.split('?', 1)[0], remoteAddress: ip };
}
