import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { createApp, type Overrides } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { connect } from '../../src/db/connect.js';
import type { Database } from '../../src/db/tables.js';
import { FakeClock } from './clock.js';
import { type DatabaseKind, sqlite } from './databases.js';
import { FAST_HASHING } from './hashing.js';
import { headersOf } from './headers.js';

export interface Reply {
  status: number;
  headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: what a client gets is untyped
  body: any;
}

export interface Send {
  variables?: Record<string, unknown>;
  token?: string | undefined;
  headers?: Record<string, string | string[]>;
}

/** A running application with the demo data, and a client for it. */
export interface TestApp {
  app: FastifyInstance;
  clock: FakeClock;
  /** A second connection to its database. */
  db: Database;
  dataDir: string;
  send(query: string, options?: Send): Promise<Reply>;
  /** Signs in with a demo account's password. @returns the access token */
  signIn(username: DemoName, scopes?: string[]): Promise<string>;
  /** Signs in with a demo account's password. @returns the whole answer */
  login(username: DemoName, scopes?: string[]): Promise<IssuedToken>;
  /** Another process on the same database, as far as one process can be two. */
  startReplica(): Promise<Pick<TestApp, 'app' | 'send'>>;
}

export type DemoName = keyof typeof passwords;

export interface IssuedToken {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
  scopes: string[];
}

/** The passwords of the demo accounts. */
export const passwords = { johndoe: 'secret', alice: 'secret2', admin: 'secret3', developer: 'secret4' };

/** Starts the application for the test that is running, and stops it at its end. */
export async function startApp(
  env: Record<string, string> = {},
  kind: DatabaseKind = sqlite,
  overrides: Overrides = {},
): Promise<TestApp> {
  const { dataDir, databaseUrl, dispose } = await kind.create();
  const clock = new FakeClock();
  const config = readConfig({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent', ...env });
  const apps: FastifyInstance[] = [];
  const start = async () => {
    const started = await createApp(config, { now: clock.now, hashingCost: FAST_HASHING, ...overrides });
    apps.push(started);
    return started;
  };
  const app = await start();
  const db = connect({ url: databaseUrl, file: `${dataDir}/scopeql.db` });
  onTestFinished(async () => {
    for (const started of apps) await started.close();
    await db.destroy();
    await dispose();
  });
  const send = (query: string, options?: Send) => post(app, query, options);
  const login: TestApp['login'] = async (username, scopes) => {
    const variables = { username, password: passwords[username], scopes };
    return expectData(await send(LOGIN, { variables })).login;
  };
  const signIn: TestApp['signIn'] = async (username, scopes) => (await login(username, scopes)).accessToken;
  const startReplica: TestApp['startReplica'] = async () => {
    const replica = await start();
    return { app: replica, send: (query, options) => post(replica, query, options) };
  };
  return { app, clock, db, dataDir, send, signIn, login, startReplica };
}

/** What production needs beside a place for its data. */
export const production = { NODE_ENV: 'production', ISSUER: 'https://api.example', AUDIENCE: 'api' };

export const LOGIN = `mutation ($username: String!, $password: String!, $scopes: [Scope!]) {
  login(username: $username, password: $password, scopes: $scopes) {
    accessToken tokenType expiresIn scopes refreshToken
  }
}`;

async function post(
  app: FastifyInstance,
  query: string,
  { variables, token, headers = {} }: Send = {},
): Promise<Reply> {
  const {
    statusCode,
    headers: replied,
    body,
  } = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { ...headersOf(token), ...headers },
    payload: JSON.stringify({ query, variables }),
  });
  return { status: statusCode, headers: replied, body: JSON.parse(body) };
}

/** The data of an answer without errors; shows the whole answer where there are some. */
// biome-ignore lint/suspicious/noExplicitAny: what a client gets is untyped
export function expectData({ status, body }: Reply): any {
  if (status !== 200 || body.errors) throw new Error(`Expected data, got ${status} ${JSON.stringify(body, null, 2)}`);
  return body.data;
}

/** An answer that was refused as a whole, with errors of this one code. */
export function expectError({ status, body }: Reply, expected: number, code: string): void {
  const codes = (body.errors ?? []).map((error: { extensions?: { code?: string } }) => error.extensions?.code);
  const isSo = status === expected && codes.length > 0 && codes.every((each: string) => each === code);
  if (isSo && !('data' in body)) return;
  throw new Error(`Expected ${expected} ${code}, got ${status} ${JSON.stringify(body, null, 2)}`);
}
