// This server beside its peers, in the same run on the same machine, one after another in each round.
import { checkAnswers } from '../check.mjs';
import { fastApiTokens, readFixture } from '../fixture.mjs';
import { measureInTurn, startLoad } from '../load.mjs';
import { places } from '../machine.mjs';
import { findPeers, installPeers } from '../peers.mjs';
import { atLeast, round, times } from '../report.mjs';
import { startFilled } from '../this-server.mjs';

const works = ['me', 'myItems', 'refused'];

/** What must be reached: how many times the answers a second of another, or of other work of its own. */
const goals = [
  { work: 'myItems', least: 3, of: 'apollo-wrapper' },
  { work: 'myItems', least: 2.5, of: 'fastapi' },
  { work: 'myItems', least: 1.3, of: 'mercurius-jit' },
  { work: 'me', least: 2, of: 'apollo-wrapper' },
  { work: 'me', least: 1.3, of: 'fastapi' },
  { work: 'me', least: 1.3, of: 'mercurius-jit' },
];

export async function run({ connections, warmUp, peers: plan }) {
  installPeers();
  const { servers, missing } = await startAll();
  const load = startLoad(places.load);
  const results = await measureAll(load, servers, { connections, warmUp, ...plan });
  await Promise.all([load, ...servers].map(({ end }) => end()));
  const rows = servers.map((server) => ({ ...pick(server), ...results.get(server.id) }));
  return {
    title: 'This server and its peers',
    tables: works.map((work) => tableOf(work, rows)),
    notes: [
      `${connections} connections, ${plan.seconds} s a work and round, medians of ${plan.rounds}. CPU: of the server’s process, an answer.`,
      'This server: its database (SQLite, in a file), account and session looked up on each request, hardening and log on, ES256.',
      'The peers read from memory and log nothing; those that look at tokens verify them anew on each request, ES256 but for FastAPI.',
      'Defaults are left as they are: those on Apollo Server have its cache control plugin on, which this server replaces.',
      ...rows.map(({ name, note, versions }) => `${name}: ${versions}${note ? `; ${note}` : ''}`),
      ...missing,
    ],
    goals: goalsOf(rows),
    rows,
  };
}

const pick = ({ id, name, note, versions }) => ({ id, name, note, versions });

async function startAll() {
  const own = {
    ...(await startFilled(places.server)),
    id: 'this',
    versions: `Node.js ${process.version}`,
    read: { me: ({ data }) => data.me, myItems: ({ data }) => data.myItems.nodes },
    refusedStatus: 403,
  };
  const fixture = await readFixture(own);
  const tokens = { ...own.tokens, ...(await fastApiTokens(fixture)) };
  const { peers, missing } = findPeers();
  const starting = peers.map(async (peer) => ({
    ...(await peer.start(fixture, places.server)),
    ...peer,
    requests: peer.requests(tokens),
  }));
  const servers = [own, ...(await Promise.all(starting))];
  const { username, fullName, email } = fixture.account;
  const right = { me: { username, fullName, email }, myItems: fixture.items.slice(0, 10) };
  for (const server of servers) server.answers = await checkAnswers(server, right);
  return { servers, missing };
}

/** @returns the medians by work, by the server's id */
async function measureAll(load, servers, plan) {
  const cells = servers.flatMap((server) =>
    Object.entries(server.requests).map(([work, request]) => {
      return { server, work, request, expected: server.answers[work], loads: [load] };
    }),
  );
  const measured = await measureInTurn(cells, plan);
  const results = new Map(servers.map(({ id }) => [id, {}]));
  for (const [at, { server, work }] of cells.entries()) results.get(server.id)[work] = measured[at];
  return results;
}

function tableOf(work, rows) {
  const [own] = rows;
  return rows
    .filter((row) => row[work])
    .map((row) => ({
      [work]: row.name,
      'answers/s': round(row[work].perSecond),
      'this server is': times(own[work].perSecond / row[work].perSecond),
      'p95 ms': round(row[work].p95, 1),
      'CPU µs': round(row[work].cpu),
    }));
}

function goalsOf(rows) {
  const [own] = rows;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const beside = goals
    .filter(({ of }) => byId.has(of))
    .map(({ work, least, of }) => {
      const other = byId.get(of);
      return atLeast(`${work}, beside ${other.name}`, own[work].perSecond / other[work].perSecond, least);
    });
  return [...beside, atLeast('refused, beside allowed', own.refused.perSecond / own.myItems.perSecond, 1)];
}
