import { makeExecutableSchema } from '@graphql-tools/schema';
import { execute, parse, validate } from 'graphql';
import { enforceScopes, typeDefs } from '../../dist/scopes/index.js';
import { round } from './report.mjs';
import { numbers } from './statistics.mjs';
import { medianMicroseconds } from './timing.mjs';

const FIELDS_A_TYPE = 10;
const MOST_BUILDS = 3;
const document = parse('{ first { f0 f1 next { f2 } } }');
const contextValue = { auth: { scopes: ['s0', 's1', 's2'] } };

/** What a schema of so many protected fields costs: to build, to enforce, and for a request that is validated each time. */
export async function growthOfSchemas({ fields, ...bounds }) {
  const rows = [];
  for (const count of fields) {
    const source = sourceOf(count);
    let plain;
    let enforced;
    const build = () => {
      plain = makeExecutableSchema(source);
    };
    const enforce = () => {
      enforced = enforceScopes(plain);
    };
    const builds = { ...bounds, times: MOST_BUILDS };
    const building = await medianMicroseconds(build, builds);
    const enforcing = await medianMicroseconds(enforce, builds);
    const request = await medianMicroseconds(() => ask(enforced), bounds);
    rows.push({
      'protected fields': count.toLocaleString('en'),
      'build ms': round(building / 1_000, 1),
      'enforce ms': round(enforcing / 1_000, 1),
      'request µs': round(request),
    });
  }
  return rows;
}

function sourceOf(count) {
  const fields = numbers(FIELDS_A_TYPE).map((at) => `f${at}: Int @requiresScopes(scopes: ["s${at}"])`);
  const types = count / FIELDS_A_TYPE;
  const sdl = numbers(types).map((at) => `type T${at} { ${fields.join(' ')} next: T${(at + 1) % types} }`);
  const own = Object.fromEntries(numbers(FIELDS_A_TYPE).map((at) => [`f${at}`, () => at]));
  const resolvers = Object.fromEntries(numbers(types).map((at) => [`T${at}`, { ...own, next: () => ({}) }]));
  return {
    typeDefs: `${typeDefs} type Query { first: T0 } ${sdl.join('\n')}`,
    resolvers: { ...resolvers, Query: { first: () => ({}) } },
  };
}

function ask(schema) {
  const errors = validate(schema, document);
  const result = execute({ schema, document, contextValue });
  if (errors.length > 0 || result.errors) throw new Error('The operation is refused.');
}
