// Whether the server stays as it is under a mixed load for SOAK_SECONDS (600): `npm run soak`. Prints what was measured, and
// ends with 1 where an answer was wrong, or where something was kept that should have been let go.
import { createHistogram } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from './client.mjs';
import { startServer } from './server.mjs';

const SECONDS = Number(process.env.SOAK_SECONDS || 600);
const CONNECTIONS = Number(process.env.SOAK_CONNECTIONS || 20);
const MiB = 1_048_576;
/**
 * What the heap may grow by from a quarter of the time to its end. Where nothing is kept, it grows by less than 1 MiB: compiled
 * code, and what the requests under way hold. At 300 requests a second, 4 MiB are 30 bytes of each in ten minutes, and 300 in one.
 */
const MOST_GROWTH = 4 * MiB;
const SETTLE_SECONDS = 30;

const faults = [];
const statuses = {};
const latency = createHistogram();
const mib = (bytes) => `${(bytes / MiB).toFixed(1)} MiB`;
const ms = (value) => `${value.toFixed(1)} ms`;

function see(status, milliseconds) {
  statuses[status] = (statuses[status] ?? 0) + 1;
  latency.record(Math.max(1, Math.round(milliseconds * 1_000)));
}

async function use(server, client, until) {
  while (Date.now() < until && !server.hasExited()) await client.act().catch(({ message }) => faults.push(message));
}

/** Once a second what the process holds, and without garbage at some parts of the time. */
async function watch(server, start, marks) {
  const samples = [];
  const pending = [...marks];
  while (pending.length > 0 && !server.hasExited()) {
    await sleep(1_000);
    const part = (Date.now() - start) / (SECONDS * 1_000);
    samples.push(await server.sample());
    while (pending.length > 0 && part >= pending[0].part) pending.shift().heap = (await server.sample(true)).heap;
  }
  return samples;
}

/** Waits for what is let go of a little later: connections that were closed, those of the database that are idle. */
async function settle(server, before) {
  for (let second = 0; ; second++) {
    const after = await server.sample(true);
    if (second >= SETTLE_SECONDS || hasLetGo(before, after)) return after;
    await sleep(1_000);
  }
}

function hasLetGo(before, after) {
  const names = Object.keys(after.resources);
  const isLess = names.every((name) => after.resources[name] <= (before.resources[name] ?? 0));
  return isLess && (after.descriptors ?? 0) <= (before.descriptors ?? 0);
}

async function warmUp(server) {
  const client = createClient(server.url, 0, () => undefined);
  await client.act();
  client.close();
  await sleep(1_000);
}

const server = await startServer();
await warmUp(server);
const before = await server.sample(true);
const start = Date.now();
const marks = [0.1, 0.25, 0.5, 1].map((part) => ({ part, heap: Number.NaN }));
const clients = Array.from({ length: CONNECTIONS }, (_, number) => createClient(server.url, number, see));
const watching = watch(server, start, marks);
await Promise.all(clients.map((client) => use(server, client, start + SECONDS * 1_000)));
const took = (Date.now() - start) / 1_000;
const samples = await watching;
for (const client of clients) client.close();

if (server.hasExited()) {
  faults.push('The server has died.');
} else {
  const after = await settle(server, before);
  report(samples, after);
  if (!hasLetGo(before, after)) faults.push('Handles or descriptors were not let go.');
  const growth = marks.at(-1).heap - marks[1].heap;
  if (!(growth <= MOST_GROWTH)) faults.push(`The heap grew by ${mib(growth)}.`);
  if ((await server.stop()) !== 0) faults.push('The server did not end with 0.');
}
if (server.logged()) faults.push(`It logged: ${server.logged().slice(0, 2_000)}`);
for (const fault of faults.slice(0, 20)) console.error(fault);
if (faults.length > 0) console.error(`${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;

function report(samples, after) {
  const worst = (of) => Math.max(...samples.map(of));
  const typical = (of) => samples.map(of).toSorted((a, b) => a - b)[samples.length >> 1];
  const heaps = marks.map(({ part, heap }) => [`heap without garbage at ${part * 100} %`, mib(heap)]);
  const descriptors = `${before.descriptors ?? 'unknown'}, ${after.descriptors ?? 'unknown'}`;
  const rows = [
    ['requests', `${latency.count}, ${(latency.count / took).toFixed(0)} a second, of ${CONNECTIONS} connections`],
    ['answers by status', JSON.stringify(statuses)],
    ['latency, median and 99 %', `${ms(latency.percentile(50) / 1_000)}, ${ms(latency.percentile(99) / 1_000)}`],
    [
      'event loop delay, of the seconds the median of p99, and the longest',
      `${ms(typical(({ delay }) => delay.p99))}, ${ms(worst(({ delay }) => delay.max))}`,
    ],
    ['resident memory at most', mib(worst(({ rss }) => rss))],
    ['heap without garbage before', mib(before.heap)],
    ...heaps,
    ['heap without garbage after', mib(after.heap)],
    ['active resources before and after', `${JSON.stringify(before.resources)}, ${JSON.stringify(after.resources)}`],
    ['file descriptors before and after', descriptors],
  ];
  console.log(`Node.js ${process.version}, ${took.toFixed(0)} s`);
  for (const [what, measured] of rows) console.log(`${what}: ${measured}`);
}
