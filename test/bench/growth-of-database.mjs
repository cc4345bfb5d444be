import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { ask, graphqlRequest, send } from './http.mjs';
import { places } from './machine.mjs';
import { round } from './report.mjs';
import { account, startFilled } from './this-server.mjs';
import { medianMicroseconds } from './timing.mjs';
import { queries } from './work.mjs';

// Ids that are no more random than these are quick to insert.
const numbered = `with recursive n(i) as (select $from union all select i + 1 from n where i < $to),
  row(i, id) as (select i, printf('%08x-0000-4000-8000-%012x', i, i) from n)`;

const statements = [
  `${numbered} insert into accounts (id, username, kind, full_name, email, created_at)
    select id, 'account-' || i, 'PERSON', 'Account ' || i, 'account-' || i || '@example.com', $now - i from row`,
  `${numbered} insert into account_roles (account_id, role) select id, 'user' from row`,
  // Half of them are newer, half older than those that are there already.
  `${numbered} insert into items (id, owner_id, title, created_at)
    select id, (select id from accounts where username = $owner), 'Item ' || i, $now + (i % 2 * 2 - 1) * i from row`,
];

/**
 * What requests cost with so many accounts, and so many items of the one who asks: over HTTP, one at a time.
 * @returns rows, and what is said of them
 */
export async function growthOfDatabase({ rows: sizes, mostInsertSeconds, ...bounds }) {
  const server = await startFilled(places.server);
  const requests = await requestsOf(server);
  const database = new DatabaseSync(join(server.env.DATA_DIR, 'scopeql.db'));
  const rows = [];
  const notes = [];
  const now = Date.now();
  // What runs then is compiled.
  await measure(server, requests, bounds);
  let there = 0;
  let secondsARow = 0;
  for (const size of sizes) {
    if (secondsARow * (size - there) > mostInsertSeconds) {
      notes.push(`${size.toLocaleString('en')} rows are left out: to insert them takes too long here.`);
      break;
    }
    const start = performance.now();
    insert(database, { $from: there + 1, $to: size, $owner: account.username, $now: now });
    secondsARow = (performance.now() - start) / 1_000 / (size - there);
    there = size;
    rows.push({
      'accounts, and items of one': size.toLocaleString('en'),
      ...(await measure(server, requests, bounds)),
    });
  }
  database.close();
  await server.end();
  return { rows, notes };
}

function insert(database, values) {
  database.exec('begin immediate');
  for (const statement of statements) {
    const names = Object.keys(values).filter((name) => statement.includes(name));
    database.prepare(statement).run(Object.fromEntries(names.map((name) => [name, values[name]])));
  }
  database.exec('commit');
}

/** By what they are called in the table. The page in the middle begins at an item that is there already. */
async function requestsOf({ origin, tokens: { allowed } }) {
  const { myItems } = await ask(origin, '{ myItems(first: 1) { pageInfo { endCursor } } }', allowed);
  const page = (after) => `{ myItems(first: 10${after}) { nodes { id title } } }`;
  const columns = {
    'no field µs': '{ __typename }',
    'me µs': queries.me,
    'first page µs': page(''),
    'page in the middle µs': page(`, after: "${myItems.pageInfo.endCursor}"`),
    'totalCount µs': '{ myItems(first: 1) { totalCount } }',
  };
  return Object.entries(columns).map(([column, query]) => [column, graphqlRequest(query, allowed)]);
}

async function measure({ origin }, requests, bounds) {
  const row = {};
  for (const [column, request] of requests) {
    const { status, text } = await send(origin, request);
    if (status !== 200) throw new Error(`this server answers ${request.body} with ${status} ${text}`);
    row[column] = round(await medianMicroseconds(() => send(origin, request), bounds));
  }
  return row;
}
