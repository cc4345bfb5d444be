import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { startApp, type TestApp } from './app.js';
import { headersOf } from './headers.js';
import { expectNoLeak } from './leaks.js';
import { exchange } from './raw-http.js';

/** How long whoever behaves may wait for an answer, whatever others do. Milliseconds. */
const IN_TIME = 3_000;

/** An answer as it came over the wire. */
export interface Told {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a client gets is untyped
  body: any;
  bytes: number;
}

/** The application on a real socket, and somebody who goes on using it while it is attacked. */
export interface Target extends TestApp {
  url: string;
  /** Sends a request to `/graphql`. */
  fetch(request: RequestInit & { path?: string; duplex?: 'half' }): Promise<Told>;
  /** Posts an operation. */
  ask(query: string, variables?: object, token?: string): Promise<Told>;
  /** Writes bytes to a new connection, and waits until it is closed, or has been silent for a while. @returns what came back */
  write(bytes: string, silence?: number): Promise<string>;
  /** Somebody signed in before the attack is served rightly and in time. */
  expectCanary(): Promise<void>;
}

export async function startTarget(...how: Parameters<typeof startApp>): Promise<Target> {
  const app = await startApp(...how);
  await app.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const token = await app.signIn('johndoe');
  const send: Target['fetch'] = async ({ path = '/graphql', ...request }) => {
    const reply = await fetch(`${url}${path}`, request);
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, body: parse(text), bytes: Buffer.byteLength(text) };
  };
  const ask: Target['ask'] = (query, variables, bearer) =>
    send({ method: 'POST', headers: headersOf(bearer), body: JSON.stringify({ query, variables }) });
  const expectCanary = async () => {
    const signal = AbortSignal.timeout(IN_TIME);
    const body = JSON.stringify({ query: '{ me { username } }' });
    const told = await send({ method: 'POST', headers: headersOf(token), body, signal });
    expect([told.status, told.body]).toEqual([200, { data: { me: { username: 'johndoe' } } }]);
  };
  return {
    ...app,
    url,
    fetch: send,
    ask,
    write: (bytes, silence = 500) => exchange(port, bytes, silence),
    expectCanary,
  };
}

/** An answer that tells what is wrong in the form of GraphQL, and nothing of how the server is made. */
export function expectRefusal({ status, body, bytes }: Told, ...statuses: number[]): void {
  expect(statuses, JSON.stringify(body)).toContain(status);
  expect(body).not.toHaveProperty('data');
  expect(body.errors.length).toBeGreaterThan(0);
  for (const { message, extensions } of body.errors) {
    expectNoLeak(message);
    expect(extensions.code).toMatch(/^[A-Z_]+$/);
    expect(extensions).not.toHaveProperty('stacktrace');
  }
  expect(bytes).toBeLessThan(100_000);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
