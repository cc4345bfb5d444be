import { once } from 'node:events';
import { startChild } from './children.mjs';
import { cpuMicroseconds } from './process-figures.mjs';

const MOST_SECONDS = 10;

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

/**
 * Puts a load on a server, which is not measured.
 * @param expected the answer that each must get
 * @throws where one gets another
 */
export async function warmUp(load, server, request, expected, bounds) {
  const result = await load.run({ ...loadOf(server.origin, request), expectBody: expected.text, ...bounds });
  const others = Object.keys(result.statuses).filter((code) => code !== String(expected.status));
  server.forgetLog();
  if (result.faults === 0 && others.length === 0) return result;
  throw new Error(
    `${server.name} answers ${request.path} wrongly under load: expected ${expected.status} and always the same, got ${JSON.stringify(result)}`,
  );
}

/**
 * The same, measured: for so many seconds, or, where something else keeps the machine busy, for as long as it takes to get an answer.
 * @returns answers a second, the 95th percentile in milliseconds, the server's processor time for each in microseconds
 */
export async function measure(load, server, request, expected, bounds) {
  const before = cpuMicroseconds(server.pid);
  const { answered, seconds, p95 } = await warmUp(load, server, request, expected, bounds);
  const after = cpuMicroseconds(server.pid);
  if (answered > 0) {
    return { perSecond: answered / seconds, p95, cpu: before === undefined ? undefined : (after - before) / answered };
  }
  if (bounds.seconds > MOST_SECONDS) throw new Error(`${server.name} answers nothing at ${request.path}.`);
  return measure(load, server, request, expected, { ...bounds, seconds: bounds.seconds * 2 });
}
