import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { postgres } from '../support/databases.js';
import { FAST_HASHING } from '../support/hashing.js';
import { startServer } from '../support/processes.js';

const { TEST_DATABASE_URL = '' } = process.env;

test('processes that start at once on an empty PostgreSQL database migrate it once', async () => {
  const { dataDir, databaseUrl, dispose } = await postgres.create();
  onTestFinished(dispose);
  const config = readConfig({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' });
  const apps = await Promise.all([1, 2, 3, 4].map(() => createApp(config, { hashingCost: FAST_HASHING })));
  const query = 'mutation { login(username: "johndoe", password: "secret") { scopes } }';
  for (const app of apps) {
    const headers = { 'content-type': 'application/json' };
    const reply = await app.inject({ method: 'POST', url: '/graphql', headers, payload: { query } });
    expect(reply.json().data.login.scopes).toContain('items');
    expect((await app.inject('/readyz')).statusCode).toBe(200);
  }
  await Promise.all(apps.map((app) => app.close()));
});

test.each([
  ['a database that there is not', { pathname: '/nowhere' }, 'database "nowhere" does not exist'],
  ['somebody whom the server does not know', { username: 'nobody' }, 'role "nobody" does not exist'],
])('%s is a line that says so, without the password', async (_, part, reason) => {
  const url = Object.assign(new URL(TEST_DATABASE_URL), { password: 'correcthorse' }, part);
  const { ended, output } = await startServer({ DATABASE_URL: url.href });
  expect(await ended).toBe(1);
  expect(output()).toMatch(/^The database postgres(?:ql)?:\/\/[^@\s]+ cannot be used: .+\n$/);
  expect(output()).toContain(reason);
});
