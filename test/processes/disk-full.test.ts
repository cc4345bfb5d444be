import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test, vi } from 'vitest';
import { ask, send, startServer, temporaryFolder } from '../support/processes.js';

const LOGIN = 'mutation { login(username: "johndoe", password: "secret") { accessToken } }';
const COUNT = '{ myItems { totalCount } }';
const MOST_ITEMS = 10_000;

// What limits the files of a process that runs is Linux's own.
const onLinux = test.runIf(process.platform === 'linux');

onLinux(
  'a disk that is full is a 503 and a line in the log, nothing is lost, and it goes on once there is room',
  async () => {
    const folder = await temporaryFolder();
    // No file may become larger than a mebibyte, which is the disk that is full here.
    const server = await startServer({ DATA_DIR: folder }, ['sh', '-c', 'ulimit -S -f 2048; exec "$@"', 'sh']);
    const { login } = await ask(server.url, LOGIN);
    const create = (title: string) =>
      send(server.url, `mutation { createItem(input: { title: "${title}" }) { id } }`, login.accessToken);
    let created = 0;
    let refused = await create('x'.repeat(200));
    while (refused.status === 200 && created < MOST_ITEMS) {
      created += 1;
      refused = await create('x'.repeat(200));
    }
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(refused.body).toEqual({
      errors: [expect.objectContaining({ extensions: { code: 'DATABASE_UNAVAILABLE', retryAfter: 2 } })],
    });
    expect(JSON.stringify(refused.body)).not.toMatch(/disk|full|scopeql\.db/);
    await vi.waitFor(() => expect(server.output()).toMatch(/disk I\/O error|database or disk is full/));
    expect((await send(server.url, LOGIN)).status).toBe(503);
    const counted = { myItems: { totalCount: 12 + created } };
    expect(await ask(server.url, COUNT, login.accessToken)).toEqual(counted);

    execFileSync('prlimit', ['--pid', String(server.pid), '--fsize=unlimited:']);
    expect((await create('Foo')).status).toBe(200);
    await ask(server.url, LOGIN);
    expect(await server.end('SIGTERM')).toBe(0);
    const db = new DatabaseSync(join(folder, 'scopeql.db'));
    expect(db.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    expect(db.prepare('select count(*) as count from items').get()).toEqual({ count: 12 + created + 1 });
    db.close();
  },
);

onLinux('a disk that is full when it is told to stop keeps it from nothing', async () => {
  const folder = await temporaryFolder();
  const server = await startServer({ DATA_DIR: folder });
  await ask(server.url, LOGIN);
  execFileSync('prlimit', ['--pid', String(server.pid), '--fsize=1:']);
  expect((await send(server.url, LOGIN)).status).toBe(503);
  expect(await server.end('SIGTERM')).toBe(0);
  const again = await startServer({ DATA_DIR: folder });
  await ask(again.url, LOGIN);
});
