import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { makeCertificate } from './certificate.js';
import { makeFolder, removeFolder } from './folders.js';
import { findFreePort } from './free-port.js';
import { codeIn, readPage } from './pages.js';

/** A reverse proxy that docs/replicas.md has a configuration for. */
export interface ProxyKind {
  name: 'nginx' | 'HAProxy';
  /** The language of its block in the page. */
  language: 'nginx' | 'haproxy';
  commandFor(folder: string): [program: string, ...args: string[]];
}

export const proxyKinds: readonly ProxyKind[] = [
  {
    name: 'nginx',
    language: 'nginx',
    commandFor: (folder) => {
      const directives = `daemon off; pid ${folder}/nginx.pid; error_log stderr;`;
      return ['nginx', '-p', folder, '-c', join(folder, 'proxy.conf'), '-g', directives];
    },
  },
  {
    name: 'HAProxy',
    language: 'haproxy',
    commandFor: (folder) => ['haproxy', '-db', '-f', join(folder, 'proxy.conf')],
  },
];

export interface ReverseProxy {
  folder: string;
  child: ChildProcess;
  /** What it has written on stderr so far. */
  output(): string;
  /** Sends a request to it, over TLS. */
  send(path: string, options?: SendOptions): Promise<Answer>;
  /** Changes its configuration, which takes effect when it reads it again. */
  edit(change: (text: string) => string): void;
}

export interface SendOptions extends Pick<RequestOptions, 'headers' | 'localAddress' | 'agent' | 'method'> {
  body?: string;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Whether it came on a connection that had been used. */
  reused: boolean;
}

/**
 * Starts one for the test that is running, as the page configures it.
 * @param ports where the two processes listen
 * @param change what is done to the configuration
 */
export async function startProxy(
  { language, commandFor }: ProxyKind,
  ports: readonly [number, number],
  change: (text: string) => string = (text) => text,
): Promise<ReverseProxy> {
  const folder = makeFolder();
  const port = await findFreePort();
  const ca = certify(folder);
  const file = join(folder, 'proxy.conf');
  const [page = ''] = codeIn(readPage('replicas.md'), language);
  writeFileSync(file, change(placed(page, folder, port, ports)));
  const [program, ...args] = commandFor(folder);
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  const closed = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await closed;
    removeFolder(folder);
  });
  await untilListening(port, () => child.exitCode !== null && output);
  const send = (path: string, options: SendOptions = {}) =>
    ask({ port, path, ca, servername: 'localhost', ...options });
  const edit = (by: (text: string) => string) => writeFileSync(file, by(readFileSync(file, 'utf8')));
  return { folder, child, output: () => output, send, edit };
}

/** @returns the certificate, which clients trust */
function certify(folder: string): Buffer {
  const { certificate, key } = makeCertificate(folder);
  const pem = readFileSync(certificate);
  writeFileSync(join(folder, 'combined.pem'), Buffer.concat([pem, readFileSync(key)]), { mode: 0o600 });
  return pem;
}

/** The configuration with the ports and paths of a test in the place of the page's. */
function placed(page: string, folder: string, port: number, [one, two]: readonly [number, number]): string {
  const places: [from: string, to: string][] = [
    ['127.0.0.1:4001', `127.0.0.1:${one}`],
    ['127.0.0.1:4002', `127.0.0.1:${two}`],
    ['listen 443', `listen 127.0.0.1:${port}`],
    ['bind :443', `bind 127.0.0.1:${port}`],
    ['/etc/ssl/api.example.com.combined.pem', join(folder, 'combined.pem')],
    ['/etc/ssl/api.example.com', join(folder, 'localhost')],
    ['/run/haproxy', folder],
  ];
  const text = places.reduce((done, [from, to]) => done.replaceAll(from, to), page);
  if (!/:\d{5} .*ssl/.test(text) || / \/(?:etc|run)\//.test(text)) throw new Error(`Not all was replaced:\n${text}`);
  return text;
}

async function untilListening(port: number, failure: () => string | false): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    const failed = failure();
    if (failed !== false) throw new Error(`The proxy has ended: ${failed}`);
    await setTimeout(20);
  }
}

/** Without an agent, on a connection of its own. */
async function ask({
  body,
  agent = new Agent({ keepAlive: false }),
  ...options
}: SendOptions & RequestOptions): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', method: body === undefined ? 'GET' : 'POST', agent, ...options });
  asked.end(body);
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return { status: response.statusCode, headers: response.headers, text, reused: asked.reusedSocket };
}
