import { type SpawnOptions, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { onTestFinished } from 'vitest';
import { headersOf } from './headers.js';

/** A process of the server, as `npm start` runs it: built, on a real socket. */
export interface ServerProcess {
  pid: number | undefined;
  /** Where it answers GraphQL; empty where it did not come up. */
  url: string;
  /** All that it has written so far. */
  output(): string;
  /** Waits until it has written so much that matches, or has ended. */
  until(pattern: RegExp): Promise<void>;
  /** The exit code; null where a signal has ended it. */
  ended: Promise<number | null>;
  /** Sends it a signal. @returns how it ends */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export type Environment = Record<string, string | undefined>;

/**
 * Starts a server that was built, for the test that is running, and waits until it is ready or has ended.
 * @param cwd the folder that it starts in
 * @param file the path of its program
 * @param command what starts Node.js with the arguments that follow
 */
export async function runServer(
  cwd: string,
  file: string,
  env: Environment,
  command: readonly string[] = [],
): Promise<ServerProcess> {
  const [program = '', ...args] = [...command, process.execPath, file];
  const options: SpawnOptions = { cwd, env: { PATH: process.env.PATH, PORT: '0', ...env } };
  const child = spawn(program, args, options);
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  const written = new EventEmitter();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
      written.emit('more');
    });
  }
  const url = () => /ready at (\S+)/.exec(output)?.[1];
  let isClosed = false;
  const ended: Promise<number | null> = once(child, 'close').then(([code]) => {
    isClosed = true;
    return code;
  });
  const until = async (pattern: RegExp) => {
    while (!isClosed && !pattern.test(output)) await Promise.race([ended, once(written, 'more')]);
  };
  await until(/ready at \S+\n/);
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { pid: child.pid, url: url() ?? '', output: () => output, until, ended, end };
}

export interface Told {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a client gets is untyped
  body: any;
}

/** Sends an operation. @throws what `fetch` throws where there is no answer */
export async function send(url: string, query: string, token?: string): Promise<Told> {
  const reply = await fetch(url, { method: 'POST', headers: headersOf(token), body: JSON.stringify({ query }) });
  return { status: reply.status, headers: reply.headers, body: await reply.json() };
}

/** The data of an answer. @throws where there are errors */
// biome-ignore lint/suspicious/noExplicitAny: what a client gets is untyped
export async function ask(url: string, query: string, token?: string): Promise<any> {
  const { status, body } = await send(url, query, token);
  if (status !== 200 || body.errors) throw new Error(`Expected data, got ${status} ${JSON.stringify(body)}`);
  return body.data;
}
