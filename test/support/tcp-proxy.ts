import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a server that a test can close. */
export interface TcpProxy {
  /** The same URL by this way. */
  urlOf(url: string): string;
  /** How many connections there are, to both ends. */
  count(): number;
  /** Breaks every connection that there is. */
  cut(): void;
  /** Breaks every connection, and refuses new ones. */
  close(): Promise<void>;
  /** Lets new connections in again. */
  open(): Promise<void>;
  /** Keeps every connection and accepts new ones, and passes nothing on. */
  stall(): void;
  /** Passes on what has been kept. */
  resume(): void;
}

/** Starts one for the test that is running. @param target the URL of the server at its other end */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<[Socket, Socket]>();
  let stalled = false;
  const pass = ([near, far]: [Socket, Socket]) => void near.pipe(far).pipe(near);
  const hold = ([near, far]: [Socket, Socket]) => {
    near.unpipe();
    far.unpipe();
  };
  const server = createServer((near) => {
    const pair: [Socket, Socket] = [near, connect(Number(port), hostname)];
    pairs.add(pair);
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        for (const each of pair) each.destroy();
      });
    }
    if (!stalled) pass(pair);
  });
  const cut = () => {
    for (const [near, far] of pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  };
  const listen = async (at: number) => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port: own } = server.address() as AddressInfo;
  const close = async () => {
    server.close();
    cut();
    await once(server, 'close');
  };
  onTestFinished(() => (server.listening ? close() : undefined));
  return {
    urlOf: (url) => Object.assign(new URL(url), { host: `127.0.0.1:${own}` }).href,
    count: () => pairs.size,
    cut,
    close,
    open: () => listen(own),
    stall: () => {
      stalled = true;
      for (const pair of pairs) hold(pair);
    },
    resume: () => {
      stalled = false;
      for (const pair of pairs) pass(pair);
    },
  };
}
