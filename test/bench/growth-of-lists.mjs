import { buildSchema, execute, parse } from 'graphql';
import { enforceScopes, typeDefs } from '../../dist/scopes/index.js';
import { round } from './report.mjs';
import { numbers } from './statistics.mjs';
import { medianMicroseconds } from './timing.mjs';

const RULE = '@requiresScopes(scopes: ["items"])';
const sdl = (rule) =>
  `${typeDefs} type Query { items: [Item!]! ${rule} } type Item { id: ID! ${rule} title: String! ${rule} }`;
const document = parse('{ items { id title } }');

/** What a list costs that is so long, where each of its fields is protected, and where none is. */
export async function growthOfLists({ listLengths, ...bounds }) {
  const enforced = enforceScopes(buildSchema(sdl(RULE)));
  const plain = buildSchema(sdl(''));
  const rows = [];
  for (const length of listLengths) {
    const rootValue = { items: numbers(length).map((id) => ({ id: String(id), title: `Item ${id}` })) };
    const run = (schema) => () =>
      execute({ schema, document, rootValue, contextValue: { auth: { scopes: ['items'] } } });
    const unprotected = await medianMicroseconds(run(plain), bounds);
    const allowed = await medianMicroseconds(run(enforced), bounds);
    rows.push({
      'items of 2 fields, in memory': length.toLocaleString('en'),
      'unprotected µs': round(unprotected),
      'allowed µs': round(allowed),
      'allowed, an item': round(allowed / length, 2),
    });
  }
  return rows;
}
