import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { connect } from '../../src/db/connect.js';
import type { Database } from '../../src/db/tables.js';
import { FakeClock } from './clock.js';
import { databases } from './databases.js';
import { FAST_HASHING } from './hashing.js';

const sqlite = databases[0] ?? raise('SQLite is always there.');

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
  signIn(username: keyof typeof passwords, scopes?: string[]): Promise<string>;
}

const passwords = { johndoe: 'secret', alice: 'secret2', admin: 'secret3', developer: 'secret4' };

/** Starts the application for the test that is running, and stops it at its end. */
export async function startApp(
  env: Record<string, string> = {},
  kind: (typeof databases)[number] = sqlite,
): Promise<TestApp> {
  const { dataDir, databaseUrl, dispose } = await kind.create();
  const clock = new FakeClock();
  const config = readConfig({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent', ...env });
  const app = await createApp(config, { now: clock.now, hashingCost: FAST_HASHING });
  const db = connect({ url: databaseUrl, file: `${dataDir}/scopeql.db` });
  onTestFinished(async () => {
    await app.close();
    await db.destroy();
    await dispose();
  });
  const send = (query: string, options?: Send) => post(app, query, options);
  const signIn: TestApp['signIn'] = async (username, scopes) => {
    const variables = { username, password: passwords[username], scopes };
    const reply = expectData(await send(LOGIN, { variables }));
    return reply.login.accessToken;
  };
  return { app, clock, db, dataDir, send, signIn };
}

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
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
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

function raise(message: string): never {
  throw new Error(message);
}
