// From the start of the process to its first answer, on a database that is there already.
import { send } from '../http.mjs';
import { atMost, round } from '../report.mjs';
import { median, numbers } from '../statistics.mjs';
import { newFilledDatabase, startThisServer } from '../this-server.mjs';

const MOST_MS = 700;
const ms = (value) => `${round(value)} ms`;

export async function run({ start: { times } }) {
  const { env, requests } = await newFilledDatabase();
  const took = [];
  for (const _ of numbers(times)) took.push(await startAndAsk(env, requests.me));
  return {
    title: 'From start to first answer',
    tables: [
      [{ 'median ms': round(median(took)), 'least ms': round(Math.min(...took)), 'most ms': round(Math.max(...took)) }],
    ],
    notes: [`${times} starts, files in the system’s cache, on any core, until \`me\` is answered.`],
    goals: [atMost('start to first answer', median(took), MOST_MS, ms)],
    milliseconds: took,
  };
}

async function startAndAsk(env, request) {
  const start = performance.now();
  const server = await startThisServer(env);
  const { status, text } = await send(server.origin, request);
  const took = performance.now() - start;
  await server.end();
  if (status !== 200) throw new Error(`this server answers first with ${status} ${text}`);
  return took;
}
