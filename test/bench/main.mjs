// `npm run bench`: what this server does, beside others and by itself. `npm run bench -- quick` for a look, and names of parts
// to run these alone.
import { drawChart } from './chart.mjs';
import { endAll, endOnSignals, isInterrupted } from './ending.mjs';
import { machine, machineInWords } from './machine.mjs';
import { plans } from './plan.mjs';
import { printPart, writeFiles } from './report.mjs';

// Memory last, with whatever time is left. The engine before what grows: what graphql-js has seen would change its figures.
const parts = ['peers', 'start', 'sign-in', 'two-processes', 'postgres', 'engine', 'operations', 'growth', 'memory'];

const args = process.argv.slice(2);
const unknown = args.filter((name) => name !== 'quick' && !parts.includes(name));
const plan = args.includes('quick') ? plans.quick : plans.full;
const chosen = parts.filter((name) => args.includes(name));

endOnSignals();
try {
  if (unknown.length > 0)
    throw new Error(`There is no part "${unknown[0]}": there are ${parts.join(', ')}, and quick.`);
  const results = await benchmark(chosen.length > 0 ? chosen : parts);
  const isWhole = chosen.length === 0 && !plan.isQuick;
  // What is published is measured in one run.
  writeFiles(isWhole ? 'docs' : 'reports', filesOf(results));
} catch (error) {
  if (!isInterrupted()) console.error(error.message);
  process.exitCode = 1;
} finally {
  await endAll();
}

async function benchmark(names) {
  const start = Date.now();
  const deadline = start + plan.mostSeconds * 1_000;
  console.log(machineInWords);
  const results = {};
  for (const name of names) {
    results[name] = await runPart(name, deadline);
    printPart(results[name]);
  }
  console.log(`\nTook ${Math.round((Date.now() - start) / 1_000)} s.`);
  return results;
}

async function runPart(name, deadline) {
  if (Date.now() > deadline) return { title: name, tables: [], notes: ['Left out: the time is over.'] };
  const start = Date.now();
  const { run } = await import(`./parts/${name}.mjs`);
  const part = await run(plan, deadline);
  return { ...part, seconds: Math.round((Date.now() - start) / 1_000) };
}

function filesOf(parts) {
  const day = new Date().toISOString().slice(0, 10);
  const json = `${JSON.stringify({ day, machine, parts }, null, 2)}\n`;
  if (!parts.peers) return { 'benchmark.json': json };
  return { 'benchmark.json': json, 'benchmark.svg': chartOf(parts.peers, day) };
}

function chartOf({ rows }, day) {
  const works = ['me', 'myItems'];
  return drawChart({
    title: 'Answers a second, with a valid token',
    series: works,
    groups: rows
      .filter(({ id }) => id !== 'constant')
      .map((row) => ({
        name: row.name,
        values: works.map((work) => row[work]?.perSecond),
        isOwn: row.id === 'this',
      })),
    caption: `This server reads its database, account and session on each request, and logs it; the others read from memory. ${day}, ${machineInWords}.`,
  });
}
