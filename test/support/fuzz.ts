import type { AddressInfo } from 'node:net';
import fc, { type Arbitrary } from 'fast-check';
import { expect } from 'vitest';
import { expectData, LOGIN, startApp, type TestApp } from './app.js';
import { expectNoLeak } from './leaks.js';

/** How long each property is tried. `FUZZ_SEED` repeats a run. */
const SECONDS = Number(process.env.FUZZ_SECONDS || 2);
const SEED = process.env.FUZZ_SEED;

/** For the test around it: shrinking what failed takes its time too. */
export const FUZZ_TIMEOUT = (SECONDS + 120) * 1_000;

const ANSWER_MS = 20_000;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** An application on a real socket that is sent what nobody should send. */
export interface Fuzzed extends TestApp {
  url: string;
  port: number;
  /** Sends it to `/graphql`. */
  post(body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<Answer>;
  /** What must not be in an answer to johndoe or to nobody: what is others' and not in their profiles. */
  notForJohndoe: readonly string[];
  /** What nobody expects and went to the log since it was last asked for. */
  takeUnexpected(): string[];
}

export async function startFuzzed(): Promise<Fuzzed> {
  const app = await startApp({ LOGIN_LIMIT: 'off', LOG_LEVEL: 'error' });
  const logged = interceptLog(app.app.log);
  const origin = await app.app.listen({ host: '127.0.0.1', port: 0 });
  const url = `${origin}/graphql`;
  const others = await app.db
    .selectFrom('accounts')
    .select(['id', 'email'])
    .where('username', '!=', 'johndoe')
    .execute();
  return {
    ...app,
    url,
    port: (app.app.server.address() as AddressInfo).port,
    post: async (body, headers = {}) => {
      const signal = AbortSignal.timeout(ANSWER_MS);
      const sent = { 'content-type': 'application/json', ...headers };
      const response = await fetch(url, { method: 'POST', headers: sent, body, signal });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
    notForJohndoe: others.flatMap(({ id, email }) => [id, String(email)]),
    takeUnexpected: () => logged.splice(0),
  };
}

/** Each request has a child of the logger, and all of them write to the one stream. */
function interceptLog(log: object): string[] {
  const logged: string[] = [];
  const stream = Object.getOwnPropertySymbols(log).find(({ description }) => description === 'pino.stream');
  if (!stream) throw new Error('The log has no stream.');
  Object.assign(log, { [stream]: { write: (line: string) => logged.push(line) } });
  return logged;
}

/**
 * Tries a property for as long as there is time, and shows the seed and the smallest input that it does not hold for.
 * At the end nothing unexpected has been logged, and the application still answers rightly.
 */
export async function fuzz<Input>(
  target: Fuzzed,
  input: Arbitrary<Input>,
  holds: (input: Input) => Promise<void>,
): Promise<void> {
  let runs = 0;
  const property = fc.asyncProperty(input, async (value) => {
    runs += 1;
    // What this input has logged must not be held against the next, smaller one.
    const failure = await holds(value).catch((error: unknown) => error);
    const logged = target.takeUnexpected();
    if (failure) throw failure;
    expect(logged).toEqual([]);
  });
  await fc.assert(property, {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: SECONDS * 1_000,
    ...(SEED && { seed: Number(SEED) }),
  });
  console.log(`${runs} runs`);
  expect(runs).toBeGreaterThan(0);
  await expectAlive(target);
  expect(target.takeUnexpected()).toEqual([]);
}

async function expectAlive(target: Fuzzed): Promise<void> {
  const ask = async (query: string, variables: object, headers = {}) => {
    const { status, text } = await target.post(JSON.stringify({ query, variables }), headers);
    return expectData({ status, headers: {}, body: JSON.parse(text) });
  };
  const { login } = await ask(LOGIN, { username: 'johndoe', password: 'secret' });
  const data = await ask('{ me { username } }', {}, { authorization: `Bearer ${login.accessToken}` });
  expect(data).toEqual({ me: { username: 'johndoe' } });
}

/** What holds for every answer, whatever was asked and wherever. */
export function expectTellsNothing({ status, headers, text }: Answer, forbidden: readonly string[]): void {
  const shown = `${status} ${text}`;
  expectNoLeak(shown);
  for (const secret of forbidden) expect(shown).not.toContain(secret);
  expect(shown).not.toContain('INTERNAL_SERVER_ERROR');
  if (status >= 500) expect([status, headers.has('retry-after')], shown).toEqual([503, true]);
}

/** What holds for every answer of `/graphql` beside that. @returns it as JSON */
// biome-ignore lint/suspicious/noExplicitAny: what a client gets is untyped
export function expectGraphQL({ status, headers, text }: Answer): any {
  expect(headers.get('content-type')).toMatch(/^application\/(?:graphql-response\+)?json(?:; charset=utf-8)?$/);
  const shown = `${status} ${text}`;
  const body = JSON.parse(text);
  const parts = Object.keys(body).filter((key) => key === 'data' || key === 'errors');
  expect(parts.length, shown).toBeGreaterThan(0);
  if (body.errors) expect(body.errors, shown).not.toEqual([]);
  if (status >= 400) expect(parts, shown).toEqual(['errors']);
  else expect(parts, shown).toContain('data');
  return body;
}
