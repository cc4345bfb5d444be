import { once } from 'node:events';
import { startChild } from './children.mjs';
import { cpuMicroseconds } from './process-figures.mjs';
import { medians } from './statistics.mjs';

const MOST_SECONDS = 10;
const WARM_UP_STEP_SECONDS = 0.2;

/** Something that makes load, on the cores that are its own. */
export function startLoad(where) {
  const { child, exited, end } = startChild(process.execPath, ['test/bench/peers/load-worker.mjs'], {
    where,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const run = async (options) => {
    child.send(options);
    const [answer] = await Promise.race([once(child, 'message'), exited]);
    if (!answer?.result) throw new Error(`The load has failed: ${answer?.fault ?? 'its process has ended'}`);
    return answer.result;
  };
  return { run, end };
}

/** What the load sends for a request. */
export function loadOf(origin, { method, path, headers, body }) {
  return { url: `${origin}${path}`, method, headers, ...(body && { body }) };
}

/** @throws where a server has answered anything else than it must */
export function requireRight(server, result, status) {
  const others = Object.keys(result.statuses).filter((code) => code !== String(status));
  if (result.faults === 0 && others.length === 0) return;
  throw new Error(
    `${server.name} answers wrongly under load: expected ${status} and always the same, got ${JSON.stringify(result)}`,
  );
}

/**
 * Measures cells one after another, in several rounds, so that whatever slows the machine slows them alike.
 * @param cells each a `server`, a `request`, the answer that is `expected`, and the `loads` that send it
 * @returns the medians of each
 */
export async function measureInTurn(cells, { connections, warmUp, rounds, seconds }) {
  for (const cell of cells) await warmUpCell(cell, { connections, ...warmUp });
  const results = cells.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [at, cell] of cells.entries()) results[at].push(await measure(cell, { connections, seconds }));
  }
  return results.map(medians);
}

/** Has a server answer so often that what it runs is compiled, as far as there is time for that. */
async function warmUpCell(cell, { connections, answers, mostSeconds }) {
  const until = Date.now() + mostSeconds * 1_000;
  let answered = 0;
  while (answered < answers && Date.now() < until) {
    answered += (await put(cell, { connections, seconds: WARM_UP_STEP_SECONDS })).answered;
  }
}

/**
 * What a server does under load: for so many seconds, or, where something else keeps the machine busy, for as long as it takes
 * to get an answer.
 * @returns answers a second, the 95th percentile in milliseconds, the server's processor time for each in microseconds
 */
async function measure(cell, bounds) {
  const { server } = cell;
  const before = cpuMicroseconds(server.pid);
  const { answered, perSecond, p95 } = await put(cell, bounds);
  const after = cpuMicroseconds(server.pid);
  if (answered > 0) return { perSecond, p95, cpu: before === undefined ? undefined : (after - before) / answered };
  if (bounds.seconds > MOST_SECONDS) throw new Error(`${server.name} answers nothing at ${cell.request.path}.`);
  return measure(cell, { ...bounds, seconds: bounds.seconds * 2 });
}

/** @param bounds of each load @returns what was answered to all of them together */
async function put({ server, request, expected, loads }, bounds) {
  const options = { ...loadOf(server.origin, request), expectBody: expected.text, ...bounds };
  const results = await Promise.all(loads.map(({ run }) => run(options)));
  for (const result of results) requireRight(server, result, expected.status);
  server.forgetLog();
  const sum = (figure) => results.map(figure).reduce((total, value) => total + value);
  return {
    answered: sum(({ answered }) => answered),
    perSecond: sum(({ answered, seconds }) => (answered > 0 ? answered / seconds : 0)),
    p95: Math.max(...results.map(({ p95 }) => p95)),
  };
}
