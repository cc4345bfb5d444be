import type { Worker } from 'node:cluster';

/** What Node's cluster sends with a connection, and gets back once the worker has taken it. */
interface Handover {
  act?: string;
  seq?: number;
  ack?: number;
}

/**
 * Closes the connections that a worker was handed and has not taken when it ends. Node waits for ever for such a worker to say
 * that it has, and so would the client.
 */
export function closeUntaken(worker: Worker): void {
  const { process: child } = worker;
  const untaken = new Set<number>();
  const send = child.send.bind(child);
  child.send = (message: Handover, ...rest: unknown[]) => {
    if (message.act === 'newconn' && message.seq !== undefined) untaken.add(message.seq);
    return send(message, ...(rest as []));
  };
  child.on('internalMessage', ({ ack }: Handover) => ack !== undefined && untaken.delete(ack));
  worker.once('exit', () => {
    // Takes it off the list of those that are handed connections, on which it stays where it has not taken one.
    worker.disconnect();
    for (const ack of untaken) child.emit('internalMessage', { cmd: 'NODE_CLUSTER', ack, accepted: true });
  });
}
