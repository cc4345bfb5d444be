import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { databaseFile } from '../../src/config.js';
import { connect } from '../../src/db/connect.js';
import type { Database } from '../../src/db/tables.js';
import { type DatabaseKind, databases } from '../support/databases.js';
import { findFreePort } from '../support/free-port.js';
import { headersOf } from '../support/headers.js';
import { codeIn, readPage } from '../support/pages.js';
import { type Environment, type ServerProcess, startServer } from '../support/processes.js';
import {
  type Answer,
  type ProxyKind,
  proxyKinds,
  type ReverseProxy,
  type SendOptions,
  startProxy,
} from '../support/reverse-proxies.js';

// What docs/replicas.md configures, with two processes behind it.

const MINUTES = 60_000;
const PATIENT = { timeout: 30_000 };
const LOGIN = 'mutation { login(username: "johndoe", password: "secret") { accessToken } }';
const ME = '{ me { username } }';
const create = (title: string) => `mutation { createItem(input: { title: "${title}" }) { id } }`;

interface Site extends ReverseProxy {
  ports: [number, number];
  servers: [ServerProcess, ServerProcess];
  db: Database;
  /** Starts one again, on its port. */
  restart(which: 0 | 1): Promise<void>;
  ask(query: string, options?: SendOptions & { token?: string | undefined }): Promise<Answer>;
}

interface SiteOptions {
  env?: Environment;
  /** What is done to the configuration of the page. */
  change?: (text: string) => string;
}

/** Two processes on one database, and a proxy in front of them. */
async function startSite(kind: ProxyKind, { env, change }: SiteOptions = {}): Promise<Site> {
  const [database] = databases as [DatabaseKind];
  const { dataDir, databaseUrl, dispose } = await database.create();
  const db = connect({ url: databaseUrl, file: databaseFile(dataDir) });
  onTestFinished(() => db.destroy().then(dispose));
  const ports: [number, number] = [await findFreePort(), await findFreePort()];
  const start = (port: number) =>
    startServer({
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      TRUST_PROXY: '127.0.0.1',
      ...env,
    });
  const servers: [ServerProcess, ServerProcess] = [await start(ports[0]), await start(ports[1])];
  const proxy = await startProxy(kind, ports, change);
  return {
    ...proxy,
    ports,
    servers,
    db,
    restart: async (which) => {
      servers[which] = await start(ports[which]);
    },
    ask: (query, { token, headers, ...options } = {}) => {
      const all = { ...headersOf(token), ...headers };
      return proxy.send('/graphql', { body: JSON.stringify({ query }), headers: all, ...options });
    },
  };
}

async function signIn({ ask }: Site): Promise<string> {
  return JSON.parse((await ask(LOGIN)).text).data.login.accessToken;
}

const codesIn = ({ text }: Answer): string[] => {
  return (JSON.parse(text).errors ?? []).map(({ extensions }: { extensions: { code: string } }) => extensions.code);
};

/** How many connections somebody has open to a port of this machine. */
function connectionsTo(port: number): number {
  const remote = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  return lines.filter((line) => line.trim().split(/\s+/)[2] === remote && / 01 /.test(line)).length;
}

describe.each(proxyKinds)('behind $name', { timeout: 3 * MINUTES }, (kind) => {
  test('both processes get requests, on connections that are kept, and accept each other’s tokens', async () => {
    const site = await startSite(kind);
    const token = await signIn(site);
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const answers = await Promise.all(Array.from({ length: 20 }, () => site.ask(ME, { token, agent })));
    answers.push(await site.ask(ME, { token, agent }));
    for (const { status, text } of answers) expect([status, text]).toEqual([200, expect.stringContaining('johndoe')]);
    expect(answers.at(-1)?.reused).toBe(true);
    for (const port of site.ports) expect(connectionsTo(port)).toBeGreaterThan(0);
  });

  test('an idle connection to a process is kept for longer by the process than by the proxy', async () => {
    const site = await startSite(kind);
    const { headers } = await fetch(site.servers[0].url.replace('/graphql', '/healthz'));
    const [, seconds] = /timeout=(\d+)/.exec(headers.get('keep-alive') ?? '') ?? [];
    expect(Number(seconds)).toBe(72);
    const page = readPage('replicas.md');
    for (const [, kept] of page.matchAll(/keepalive_timeout (\d+)s|timeout http-keep-alive (\d+)s/g)) {
      expect(Number(kept ?? 60)).toBeLessThan(Number(seconds));
    }
  });

  test('a refusal passes through whole', async () => {
    const site = await startSite(kind);
    const narrow = LOGIN.replace('"secret"', '"secret", scopes: ["me"]');
    const token = JSON.parse((await site.ask(narrow)).text).data.login.accessToken;
    const { status, headers } = await site.ask('{ myItems { totalCount } }', { token });
    expect(status).toBe(403);
    expect(headers['www-authenticate']).toBe('Bearer error="insufficient_scope", scope="items"');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a request that is too large is refused by the server, in its form', async () => {
    const site = await startSite(kind);
    const answer = await site.ask(`{ me { username } } # ${'x'.repeat(300 * 1_024)}`);
    expect([answer.status, codesIn(answer)]).toEqual([413, ['BAD_REQUEST']]);
  });

  test('nothing is reached but what clients use', async () => {
    const site = await startSite(kind, { env: { METRICS: 'on', EXPLORER: 'on' } });
    for (const path of [
      '/metrics',
      '/readyz',
      '/healthz',
      '/explorer',
      '/',
      '/graphql/',
      '/x/%2e%2e/metrics',
      '//metrics',
    ]) {
      expect([path, (await site.send(path)).status]).toEqual([path, 404]);
    }
    expect((await site.send('/.well-known/jwks.json')).status).toBe(200);
  });

  /** Tries ten names from an address, as many as may be tried from one with this limit, and then one more. */
  async function tryNames({ ask }: Site, localAddress: string): Promise<string[]> {
    const codes = [];
    for (let n = 0; n < 11; n++) {
      const headers = { 'x-forwarded-for': `198.51.100.${n}`, forwarded: `for=198.51.100.${n}` };
      codes.push(...codesIn(await ask(LOGIN.replace('johndoe', `nobody${n}`), { localAddress, headers })));
    }
    return codes;
  }

  test('sign-ins count for the address of the client, whatever it says of itself', async () => {
    const site = await startSite(kind, { env: { LOGIN_LIMIT: '1' } });
    const limited = [...Array(10).fill('INVALID_CREDENTIALS'), 'RATE_LIMITED'];
    expect(await tryNames(site, '127.0.0.2')).toEqual(limited);
    expect(codesIn(await site.ask(LOGIN.replace('johndoe', 'nobody'), { localAddress: '127.0.0.3' }))).toEqual([
      'INVALID_CREDENTIALS',
    ]);
  });

  test('processes that are taken out and replaced one after another lose no request', async () => {
    const site = await startSite(kind);
    const token = await signIn(site);
    const load = startLoad(site, token);
    for (const which of [0, 1] as const) {
      await load.more();
      await takeOut(kind, site, which);
      expect(await site.servers[which].end('SIGTERM')).toBe(0);
      await load.more();
      await site.restart(which);
      await putBack(kind, site, which);
    }
    await load.more();
    const { titles, failures } = await load.stop();
    expect(failures).toEqual([]);
    const kept = await site.db.selectFrom('items').select('title').where('title', 'like', '%-%').execute();
    expect(kept.map(({ title }) => title).toSorted()).toEqual(titles.toSorted());
  });

  /** Kills a process that has mutations under way, which wait for a lock. @returns how each was answered, by its title */
  async function killUnderMutations(site: Site): Promise<Map<string, number>> {
    const token = await signIn(site);
    const titles = Array.from({ length: 8 }, (_, n) => `title-${n}`);
    let asked: Promise<[string, number][]> | undefined;
    await site.db.transaction().execute(async (transaction) => {
      // On SQLite, a transaction keeps all others from writing anyway.
      if (process.env.TEST_DATABASE_URL) await sql`lock table items in exclusive mode`.execute(transaction);
      asked = Promise.all(
        titles.map(async (title) => [title, (await site.ask(create(title), { token })).status] as [string, number]),
      );
      await vi.waitFor(() => {
        expect(connectionsTo(site.ports[0]) + connectionsTo(site.ports[1])).toBeGreaterThanOrEqual(titles.length);
      }, PATIENT);
      await site.servers[0].end('SIGKILL');
    });
    return new Map(await asked);
  }

  test('a mutation that was under way at a process that is killed is sent to no other', async () => {
    const site = await startSite(kind);
    const answers = await killUnderMutations(site);
    const lost = [...answers].filter(([, status]) => status === 502).map(([title]) => title);
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(answers.size);
    const rows = await site.db.selectFrom('items').select('title').where('title', 'like', 'title-%').execute();
    const made = rows.map(({ title }) => title);
    expect(new Set(made).size).toBe(made.length);
    for (const [title, status] of answers) if (status === 200) expect(made).toContain(title);
    // What the killed process had sent to PostgreSQL may be done still.
    if (!process.env.TEST_DATABASE_URL) for (const title of lost) expect(made).not.toContain(title);
    expect((await site.ask(LOGIN)).status).toBe(200);
  });

  test('it would be, where the page’s warning is not heeded', async () => {
    const change = (text: string) =>
      text
        .replace('proxy_next_upstream error timeout;', 'proxy_next_upstream error timeout non_idempotent;')
        .replace('retry-on conn-failure', 'retry-on all-retryable-errors');
    const answers = await killUnderMutations(await startSite(kind, { change }));
    expect([...answers.values()]).not.toContain(502);
  });
});

interface Load {
  /** Waits until so many more requests have been answered. */
  more(count?: number): Promise<void>;
  /** @returns the titles that were answered 200, and all other answers */
  stop(): Promise<{ titles: string[]; failures: unknown[] }>;
}

/** Creates items without a pause, on connections of their own. */
function startLoad({ ask }: Site, token: string, clients = 4): Load {
  const titles: string[] = [];
  const failures: unknown[] = [];
  let isOver = false;
  const client = async (name: number) => {
    for (let n = 0; !isOver; n++) {
      const answer = await ask(create(`${name}-${n}`), { token }).catch((error: unknown) => ({ error }));
      if ('status' in answer && answer.status === 200) titles.push(`${name}-${n}`);
      else failures.push(answer);
    }
  };
  const all = Promise.all(Array.from({ length: clients }, (_, name) => client(name)));
  return {
    more: async (count = 40) => {
      const least = titles.length + failures.length + count;
      await vi.waitFor(() => expect(titles.length + failures.length).toBeGreaterThan(least), PATIENT);
    },
    stop: async () => {
      isOver = true;
      await all;
      return { titles, failures };
    },
  };
}

// The page's own words, for the ports and paths of the test.

const rolling = (language: string) =>
  codeIn(readPage('replicas.md'), 'sh').filter((block) =>
    block.includes(language === 'nginx' ? 'nginx.conf' : 'socat'),
  );

async function takeOut(kind: ProxyKind, site: Site, which: 0 | 1): Promise<void> {
  await carryOut(kind, site, which, 0);
}

async function putBack(kind: ProxyKind, site: Site, which: 0 | 1): Promise<void> {
  await carryOut(kind, site, which, 1);
  if (kind.language === 'haproxy') await seenByHaproxy(site, which);
}

/** Waits as the page says, which without a server that is up would answer 503. */
async function seenByHaproxy(site: Site, which: 0 | 1): Promise<void> {
  const [, words = '', up = ''] = /until echo '(.+?)' .* grep '(.+?)'/.exec(rolling('haproxy').join()) ?? [];
  const pattern = new RegExp(up.replace('one', nameOf(which)), 'm');
  await vi.waitFor(async () => expect(await askHaproxy(site, words)).toMatch(pattern), PATIENT);
}

const nameOf = (which: 0 | 1) => (which === 0 ? 'one' : 'two');

async function carryOut({ language }: ProxyKind, site: Site, which: 0 | 1, line: 0 | 1): Promise<void> {
  const [block = ''] = rolling(language);
  const command = block.split('\n').filter((text) => /^(?:sed|echo)/.test(text))[line] ?? '';
  if (language === 'haproxy') {
    const [, words = ''] = /echo '([^']+)'/.exec(command) ?? [];
    expect(await askHaproxy(site, words.replace('/one', `/${nameOf(which)}`))).toBe('');
    return;
  }
  const edit = command
    .split(' && ')[0]
    ?.replace('4001', String(site.ports[which]))
    .replace('/etc/nginx/nginx.conf', join(site.folder, 'proxy.conf'));
  execFileSync('sh', ['-euc', edit ?? '']);
  await reloadNginx(site);
}

async function askHaproxy({ folder }: Site, words: string): Promise<string> {
  const socket = createConnection(join(folder, 'admin.sock'));
  socket.end(`${words}\n`);
  let said = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    said += chunk;
  });
  await once(socket, 'close');
  return said.trim();
}

/** Waits until the workers are gone that have the old configuration. */
async function reloadNginx({ child }: Site): Promise<void> {
  const workers = () => readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
  const old = workers();
  child.kill('SIGHUP');
  await vi.waitFor(() => {
    const now = workers();
    expect(now.length).toBeGreaterThan(0);
    expect(now.filter((pid) => old.includes(pid))).toEqual([]);
  }, PATIENT);
}
