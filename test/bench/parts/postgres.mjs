// This server on PostgreSQL beside itself on SQLite.
import { send } from '../http.mjs';
import { measureInTurn, startLoad } from '../load.mjs';
import { places } from '../machine.mjs';
import { newSchema, postgresUrl } from '../postgres-database.mjs';
import { atLeast, round } from '../report.mjs';
import { startFilled } from '../this-server.mjs';

const works = ['me', 'myItems'];
const LEAST_SHARE = 0.5;
const title = 'PostgreSQL beside SQLite';

export async function run({ connections, warmUp, postgres: plan }) {
  if (!postgresUrl)
    return { title, tables: [], notes: ['Left out: neither BENCH_DATABASE_URL nor TEST_DATABASE_URL is set.'] };
  const sqlite = await startFilled(places.server);
  const postgres = await startFilled(places.server, { DATABASE_URL: await newSchema() });
  const load = startLoad(places.load);
  const rows = [];
  for (const work of works) {
    const cells = await Promise.all([sqlite, postgres].map((server) => cellOf(server, work, load)));
    const [onSqlite, onPostgres] = await measureInTurn(cells, { connections, warmUp, ...plan });
    rows.push({ work, sqlite: onSqlite, postgres: onPostgres });
  }
  await Promise.all([load.end(), sqlite.end(), postgres.end()]);
  return { title, ...report(rows), rows };
}

async function cellOf(server, work, load) {
  const request = server.requests[work];
  return { server, request, expected: await send(server.origin, request), loads: [load] };
}

function report(rows) {
  const table = rows.flatMap(({ work, sqlite, postgres }) =>
    Object.entries({ SQLite: sqlite, PostgreSQL: postgres }).map(([database, { perSecond, p95, cpu }]) => ({
      work,
      database,
      'answers/s': round(perSecond),
      'p95 ms': round(p95, 1),
      'CPU µs': round(cpu),
    })),
  );
  return {
    tables: [table],
    notes: [
      'PostgreSQL on the same machine, on any core, as its configuration has it. CPU: of the server’s process alone.',
    ],
    goals: rows.map(({ work, sqlite, postgres }) =>
      atLeast(`${work} on PostgreSQL, beside SQLite`, postgres.perSecond / sqlite.perSecond, LEAST_SHARE),
    ),
  };
}
