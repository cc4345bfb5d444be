import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './fuzz.js';

// HTTP/1.1 byte by byte, for what no client sends. Bytes are text, one character a byte.

/** How long to wait for more, where a request may be one that the server is waiting to read the rest of. */
const QUIET_MS = 60;

/**
 * Sends bytes on a connection of their own.
 * @param quietMs how long nothing more must come for that to be all
 * @returns every byte that came back before nothing more did
 */
export async function exchange(port: number, bytes: string, quietMs = QUIET_MS): Promise<string> {
  const socket = createConnection({ port, host: '127.0.0.1' }).setEncoding('latin1');
  let received = '';
  let lastAt = performance.now();
  socket.on('data', (chunk) => {
    received += chunk;
    lastAt = performance.now();
  });
  // Where the server has heard enough, what is still under way to it cannot be delivered.
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.write(bytes, 'latin1', () => {
    lastAt = performance.now();
  });
  while (!socket.closed && performance.now() - lastAt < quietMs) await Promise.race([closed, sleep(quietMs / 4)]);
  socket.destroy();
  return received;
}

/** The answers in what came back, one for each request that was understood as one; what was cut off is left out. */
export function answersIn(received: string): Answer[] {
  const answers: Answer[] = [];
  let rest = received;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) break;
    const [line = '', ...fields] = rest.slice(0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 ([1-5]\d\d) [\w .'-]*$/.exec(line)?.[1]);
    if (!status) throw new Error(`No answer in HTTP/1.1: ${JSON.stringify(rest)}`);
    const headers = new Headers(fields.map((field) => field.split(/: (.*)/s).slice(0, 2) as [string, string]));
    const body = bodyAt(rest.slice(end + 4), headers);
    if (body === undefined) break;
    answers.push({ status, headers, text: Buffer.from(body.text, 'latin1').toString() });
    rest = body.rest;
  }
  return answers;
}

/** @returns undefined where it is not all there */
function bodyAt(rest: string, headers: Headers): { text: string; rest: string } | undefined {
  // What answers HEAD says how long it would be, and ends there.
  if (rest === '' || rest.startsWith('HTTP/1.1 ')) return { text: '', rest };
  const length = headers.get('content-length');
  if (length !== null) return rest.length < Number(length) ? undefined : cut(rest, Number(length));
  if (headers.get('transfer-encoding') === 'chunked') return chunksAt(rest);
  throw new Error(`An answer without a length: ${JSON.stringify(rest)}`);
}

function chunksAt(chunks: string): { text: string; rest: string } | undefined {
  let text = '';
  let rest = chunks;
  for (;;) {
    const [line = '', size = ''] = /^([0-9a-f]+)\r\n/.exec(rest) ?? [];
    const length = Number.parseInt(size, 16);
    if (Number.isNaN(length) || rest.length < line.length + length + 2) return undefined;
    text += rest.slice(line.length, line.length + length);
    rest = rest.slice(line.length + length + 2);
    if (length === 0) return { text, rest };
  }
}

const cut = (text: string, length: number) => ({ text: text.slice(0, length), rest: text.slice(length) });
