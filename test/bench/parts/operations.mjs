// How long operations take to be refused that are made to take long. Hot, as a median.
import { HeaderMap } from '@apollo/server';
import { createSchema } from '../../../dist/graphql/schema.js';
import { startGraphQLServer } from '../../../dist/graphql/server.js';
import { median, numbers } from '../statistics.mjs';

const many = (count, each) => Array.from({ length: count }, (_, at) => each(at)).join(' ');
const fragments = (count, body) => many(count, (at) => `fragment F${at} on Query { ${body(at)} }`);

const operations = {
  'as many tokens as may be, one field': `{ scopes { ${many(3_990, () => 'name')} } }`,
  'one field with its own again and again': `{ ${many(990, () => 'scopes{name}')} }`,
  'inline fragments again and again': `{ ${many(440, () => '... on Query { scopes { name } }')} }`,
  'levels upon levels': `${'{a'.repeat(1_300)}{b}${'}'.repeat(1_300)}`,
  'fragments that fan out to 2^390': `{ ...F0 } ${fragments(390, (at) => `...F${at + 1} ...F${at + 1}`)} fragment F390 on Query { scopes { name } }`,
  'fragments that are compared with each other': `{ ${many(330, (at) => `...F${at}`)} } ${fragments(330, () => 'scopes { name }')}`,
  'fragments that nothing uses': `{ scopes { name } } fragment G on Query { ${many(330, (at) => `...F${at}`)} } ${fragments(330, () => 'scopes { name }')}`,
  'variables that are none': `query (${many(990, (at) => `$v${at}: Strin`)}) { scopes { name } }`,
  'directives that are none': `{ scopes { name ${many(1_990, () => '@a')} } }`,
  'faults behind a hundred thousand lines': `${'\n'.repeat(100_000)}{ scopes { ${many(400, (at) => `a${at}`)} } }`,
  'pages of a hundred, ten times': `{ ${many(10, (at) => `a${at}: myItems(first: 100) { nodes { id title owner { username } } edges { node { id title } } }`)} }`,
};

export async function run({ operations: { times } }) {
  const server = await startGraphQLServer({
    schema: createSchema(),
    sandbox: false,
    introspection: true,
    now: Date.now,
  });
  const rows = [];
  for (const [operation, query] of Object.entries(operations)) {
    const took = await refuse(server, operation, query, times);
    rows.push({ operation, 'first ms': took[0].toFixed(1), 'median ms': median(took).toFixed(1) });
  }
  await server.stop();
  return { title: 'Operations that are refused', tables: [rows], notes: ['The bound of each is 100 ms.'] };
}

/** Milliseconds, of each time. */
async function refuse(server, operation, query, times) {
  const contextValue = { auth: null, request: { id: '', log: { error() {} }, answer: {} } };
  const headers = new HeaderMap([['content-type', 'application/json']]);
  const took = [];
  for (const time of numbers(times)) {
    const start = performance.now();
    // Never the same document twice, which would be known.
    const asked = { method: 'POST', body: { query: `${query}#${time}` } };
    const request = { ...asked, whole: () => ({ ...asked, headers, search: '' }) };
    const { body } = await server.answer(request, async () => contextValue, 'application/json');
    took.push(performance.now() - start);
    if (!JSON.parse(body.string).errors) throw new Error(`${operation}: was not refused.`);
  }
  return took;
}
