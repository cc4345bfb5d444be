// Two processes on two cores beside one on one: WORKERS=2.
import { availableParallelism } from 'node:os';
import { send } from '../http.mjs';
import { measureInTurn, startLoad } from '../load.mjs';
import { newSchema, postgresUrl } from '../postgres-database.mjs';
import { childrenOf } from '../process-figures.mjs';
import { atLeast, round, times } from '../report.mjs';
import { startFilled, startThisServer } from '../this-server.mjs';

const WORK = 'me';
const LEAST_GAIN = 1.7;
const title = 'Two processes on two cores';

export async function run({ connections, warmUp, twoProcesses: plan }) {
  if (availableParallelism() < 2) return { title, tables: [], notes: ['Left out: there is one core.'] };
  const rows = [];
  for (const [database, more] of Object.entries(await databases())) {
    const row = await compare(more, { connections, warmUp, ...plan });
    if (!row) return { title, tables: [], notes: ['Left out: WORKERS=2 starts no second process.'] };
    rows.push({ database, ...row });
  }
  return {
    title,
    tables: [
      rows.map(({ database, one, two }) => ({
        [WORK]: database,
        'one: answers/s': round(one),
        'two: answers/s': round(two),
        gain: times(two / one),
      })),
    ],
    notes: [
      'One process and its load share core 0; two processes and twice that load share the cores 0 and 1: so a machine with two cores can tell.',
      ...(postgresUrl
        ? ['PostgreSQL has processes of its own, on any core: beside one process it has the other core to itself.']
        : []),
    ],
    goals: rows
      .filter(({ database }) => database === 'SQLite')
      .map(({ one, two }) => atLeast('two processes on one SQLite, beside one', two / one, LEAST_GAIN)),
    rows,
  };
}

async function databases() {
  return {
    SQLite: {},
    ...(postgresUrl && { PostgreSQL: { DATABASE_URL: await newSchema() } }),
  };
}

/** @returns the medians of answers a second; undefined where there is no second process */
async function compare(more, plan) {
  const one = await startFilled('0', more);
  const two = await startThisServer({ ...one.env, WORKERS: '2' }, '0,1');
  const hasWorkers = childrenOf(two.pid).length >= 2;
  const result = hasWorkers ? await measureBoth(one, two, plan) : undefined;
  await Promise.all([one.end(), two.end()]);
  return result;
}

async function measureBoth(one, two, plan) {
  const loads = [startLoad('0'), startLoad('1')];
  const request = one.requests[WORK];
  const expected = await send(one.origin, request);
  const cells = [
    { server: one, request, expected, loads: loads.slice(0, 1) },
    { server: two, request, expected, loads },
  ];
  const [first, second] = await measureInTurn(cells, plan);
  await Promise.all(loads.map(({ end }) => end()));
  return { one: first.perSecond, two: second.perSecond };
}
