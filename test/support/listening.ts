import type { FastifyInstance } from 'fastify';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { sqlite } from './databases.js';

/** The whole application on a real socket, for all the tests of a file. */
export interface Listening {
  app: FastifyInstance;
  /** Of `/graphql`. */
  url: string;
  close(): Promise<void>;
}

/** For `beforeAll`. One test alone starts what it needs with `startApp`. */
export async function startListening(env: Record<string, string> = {}): Promise<Listening> {
  const { dataDir, dispose } = await sqlite.create();
  const app = await createApp(readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env }));
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const close = async () => {
    await app.close();
    await dispose();
  };
  return { app, url: `${origin}/graphql`, close };
}
