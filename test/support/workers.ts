import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http';
import type { Socket } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { headersOf } from './headers.js';
import type { ServerProcess } from './processes.js';

/** The processes that a process has started, whose command line has a text in it. */
export function childrenOf({ pid }: Pick<ServerProcess, 'pid'>, text = ''): number[] {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid), '-f', text], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean).map(Number);
}

export interface Reply {
  status: number | undefined;
  connection: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: what a client gets is untyped
  body: any;
  socket: Socket;
}

/** A connection to a server, which one of its workers has. */
export interface Connection {
  /** Sends an operation. */
  send(query: string, token?: string): Promise<Reply>;
  /** @returns the text that is at a path */
  get(path: string): Promise<string>;
}

function connectTo({ url }: ServerProcess): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ask = async (to: URL, options: RequestOptions, sent?: string) => {
    const asked = request(to, { agent, ...options }).end(sent);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    // Once it is read, it has no socket.
    const { statusCode: status, headers, socket } = response;
    return { status, headers, socket, text: (await response.toArray()).join('') };
  };
  return {
    send: async (query, token) => {
      const options = { method: 'POST', headers: headersOf(token) };
      const reply = await ask(new URL(url), options, JSON.stringify({ query }));
      const { status, socket, text } = reply;
      return { status, connection: reply.headers.connection, body: JSON.parse(text), socket };
    },
    get: async (path) => (await ask(new URL(path, url), {})).text,
  };
}

/** Connections that are open, the same number with each worker: they go to them in turn. */
export async function connectMany(server: ServerProcess, count: number): Promise<Connection[]> {
  const connections = Array.from({ length: count }, () => connectTo(server));
  for (const { send } of connections) expect((await send('{ __typename }')).status).toBe(200);
  return connections;
}
