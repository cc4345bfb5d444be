// What a flood of sign-ins leaves to the others, and how many of it are answered.
import { once } from 'node:events';
import { startChild } from '../children.mjs';
import { graphqlRequest } from '../http.mjs';
import { loadOf, startLoad } from '../load.mjs';
import { atLeast, atMost, round } from '../report.mjs';
import { signInQuery, startFilled } from '../this-server.mjs';

const MOST_SLOWER = 5;
const LEAST_SHARE = 0.9;
/** Everybody comes from one address here. */
const LOGIN_LIMIT = '1000';

export async function run({ signIn: plan }) {
  const { seconds } = plan;
  const server = await startFilled(undefined, { LOGIN_LIMIT });
  const steady = { origin: server.origin, request: server.requests.me, rate: plan.steadyRate };
  await ask('steady-load', { ...steady, seconds: seconds / 2 });
  const idle = percentileOf(await ask('steady-load', { ...steady, seconds }));
  const { busy, signIns } = await flood(server, steady, plan);
  await server.end();
  const hashes = await ask('argon2-rate', { seconds: seconds / 2 });
  return { title: `Sign-in flood (${plan.atOnce} at once)`, ...report({ idle, busy, signIns, hashes }, plan) };
}

/** Has a program of the benchmark do something in a process of its own. @returns what it answers */
async function ask(program, message) {
  const { child, exited } = startChild(process.execPath, [`test/bench/${program}.mjs`], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.send(message);
  const answered = once(child, 'message');
  const [answer] = await Promise.race([answered, exited]);
  await exited;
  if (child.exitCode !== 0) throw new Error(`test/bench/${program}.mjs has failed.`);
  return answer;
}

function percentileOf(answers) {
  const wrong = answers.find(({ status }) => status !== 200);
  if (wrong) throw new Error(`this server answers me with ${wrong.status} during a flood of sign-ins`);
  return answers.map(({ took }) => took).toSorted((a, b) => a - b)[Math.floor(answers.length * 0.95)];
}

/** The flood begins before the others ask, and ends after them. */
async function flood({ origin }, steady, { atOnce, seconds }) {
  const load = startLoad();
  const request = loadOf(origin, graphqlRequest(signInQuery(['me'])));
  const flooding = load.run({ ...request, connections: atOnce, seconds: seconds + 1 });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const answers = await ask('steady-load', { ...steady, seconds });
  const signIns = await flooding;
  await load.end();
  return { busy: percentileOf(answers), signIns };
}

function report({ idle, busy, signIns, hashes }, { steadyRate }) {
  const { statuses } = signIns;
  const { 200: signedIn = 0, 503: refused = 0, ...others } = statuses;
  if (Object.keys(others).length > 0) throw new Error(`this server answers sign-ins with ${JSON.stringify(statuses)}`);
  const signedInPerSecond = signedIn / signIns.seconds;
  return {
    tables: [
      [
        { what: `p95 of \`me\`, ${steadyRate} a second, idle`, measured: `${round(idle, 1)} ms` },
        { what: 'the same during the flood', measured: `${round(busy, 1)} ms` },
        { what: 'sign-ins a second', measured: round(signedInPerSecond, 1) },
        { what: 'argon2id verified a second by a plain program', measured: round(hashes, 1) },
        { what: 'refused with 503', measured: refused },
      ],
    ],
    notes: ['Server and load on any core.'],
    goals: [
      atMost('p95 during the flood, beside idle', busy / idle, MOST_SLOWER),
      atLeast('sign-ins a second, beside what the cores give argon2', signedInPerSecond / hashes, LEAST_SHARE),
    ],
    idle,
    busy,
    signedInPerSecond,
    refused,
    hashesPerSecond: hashes,
  };
}
