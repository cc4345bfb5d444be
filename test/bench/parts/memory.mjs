// What the process holds while it answers more and more.
import { loadOf, requireRight, startLoad } from '../load.mjs';
import { places } from '../machine.mjs';
import { residentMiB } from '../process-figures.mjs';
import { atMost, round } from '../report.mjs';
import { startFilled } from '../this-server.mjs';

const MOST_MIB = 130;
/** What counts as no growth: the garbage that happens to be there. */
const MOST_GROWTH_MIB = 10;
const MiB = (value) => `${round(value)} MiB`;

export async function run({ connections, memory: plan }, deadline) {
  const server = await startFilled(places.server);
  const load = startLoad(places.load);
  const samples = await sample(server, load, { connections, deadline, ...plan });
  await Promise.all([load.end(), server.end()]);
  return { title: 'Memory (RSS)', ...report(samples, plan) };
}

/** Answers and MiB: before any, and after every so many, until there are enough or the time is over. */
async function sample(server, load, { connections, chunk, marks, deadline }) {
  const { url } = loadOf(server.origin, server.requests.me);
  const requests = [server.requests.me, server.requests.myItems].map(({ path, method, headers, body }) => ({
    path,
    method,
    headers,
    body,
  }));
  const samples = [{ answers: 0, mib: residentMiB(server.pid) }];
  while (samples.at(-1).answers < marks.at(-1) && Date.now() < deadline) {
    const result = await load.run({ url, requests, connections, amount: chunk });
    requireRight(server, result, 200);
    server.forgetLog();
    samples.push({ answers: samples.at(-1).answers + result.answered, mib: residentMiB(server.pid) });
  }
  return samples;
}

function report(samples, { marks }) {
  const [first] = marks;
  const last = samples.at(-1);
  const at = (mark) => samples.find(({ answers }) => answers >= mark);
  const shown = [...new Set([samples[0], ...marks.map(at), last].filter(Boolean))];
  const notes = ['`me` and `myItems` in turn.'];
  if (last.answers < marks.at(-1)) notes.push(`The time was over after ${last.answers.toLocaleString('en')} answers.`);
  return {
    tables: [shown.map(({ answers, mib }) => ({ answers: answers.toLocaleString('en'), 'RSS MiB': round(mib) }))],
    notes,
    goals: at(first) && last.mib !== undefined ? goalsOf(at(first), last) : [],
    samples,
  };
}

function goalsOf(first, last) {
  const count = ({ answers }) => answers.toLocaleString('en');
  return [
    atMost(`RSS after ${count(first)} answers`, first.mib, MOST_MIB, MiB),
    atMost(`growth from there to ${count(last)}`, last.mib - first.mib, MOST_GROWTH_MIB, MiB),
  ];
}
