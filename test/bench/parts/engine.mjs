// What the scope engine costs, beside graphql-js without it: medians, and the bound that each is held to.
import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildSchema, execute, parse } from 'graphql';
import { authorize, enforceScopes, requiredScopes, typeDefs } from '../../../dist/scopes/index.js';
import { median, numbers } from '../statistics.mjs';

const RULE = '@requiresScopes(scopes: ["items"])';
/** Milliseconds. */
function time(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The median of each, taking turns, so that whatever slows the machine slows them alike. */
function compare(rounds, ...runs) {
  const times = runs.map(() => []);
  for (const _ of numbers(rounds)) for (const [at, run] of runs.entries()) times[at].push(time(run));
  return times.map(median);
}

const ratio = (one, other) => `${(one / other).toFixed(2)} x`;
const ms = (value) => `${value.toFixed(value < 1 ? 3 : 1)} ms`;

function benchExecution(say, { rounds }) {
  const sdl = (rule) =>
    `${typeDefs} type Query { items: [Item] } type Item { ${numbers(5)
      .map((at) => `f${at}: Int ${rule}`)
      .join(' ')} }`;
  const plain = buildSchema(sdl(''));
  const enforced = enforceScopes(buildSchema(sdl(RULE)));
  const document = parse(
    `{ items { ${numbers(5)
      .map((at) => `f${at}`)
      .join(' ')} } }`,
  );
  const rootValue = { items: numbers(1_000).map((x) => ({ f0: x, f1: x, f2: x, f3: x, f4: x })) };
  const run = (schema, scopes) => () => {
    const result = execute({ schema, document, rootValue, contextValue: { auth: { scopes } } });
    if (result instanceof Promise) throw new Error('A synchronous resolver has become asynchronous.');
  };
  const runs = [run(plain, []), run(enforced, ['me', 'items']), run(enforced, [])];
  compare(rounds / 2, ...runs);
  const [unprotected, allowed, refused] = compare(rounds, ...runs);
  say('execute 1,000 items x 5 fields, unprotected', ms(unprotected), '');
  say(
    'the same, protected and allowed',
    `${ms(allowed)}, ${ratio(allowed, unprotected)}`,
    'at most 1.05 x unprotected',
  );
  say('the same, protected and refused', `${ms(refused)}, ${ratio(refused, allowed)}`, 'at most 3 x allowed');
  const request = { document, auth: { scopes: ['items'] } };
  const [preflight] = compare(rounds * 10, () => authorize(enforced, request));
  say('pre-flight of the same document', ms(preflight), '');
}

function benchBuilding(say, { builds }) {
  const fields = numbers(10).map((at) => `f${at}: Int @requiresScopes(scopes: ["s${at}"])`);
  const types = numbers(1_000).map((at) => `type T${at} { ${fields.join(' ')} next: T${(at + 1) % 1_000} }`);
  const sdl = `${typeDefs} type Query { first: T0 } ${types.join('\n')}`;
  const resolversOf = () => Object.fromEntries(numbers(10).map((at) => [`f${at}`, () => at]));
  const resolvers = Object.fromEntries(numbers(1_000).map((at) => [`T${at}`, resolversOf()]));
  let schema;
  const build = () => {
    schema = makeExecutableSchema({ typeDefs: sdl, resolvers });
  };
  const enforce = () => enforceScopes(schema);
  const [firstBuilding, firstEnforcing] = compare(1, build, enforce);
  const [building, enforcing] = compare(builds, build, enforce);
  const share = (part, whole) => `${ms(part)} on ${ms(whole)}, ${Math.round((100 * part) / whole)} %`;
  say('enforce 10,000 protected fields, on building them with resolvers', share(enforcing, building), 'at most 15 %');
  say('the same, the first time in a process', share(firstEnforcing, firstBuilding), '');
}

function benchAnalysis(say, { rounds }) {
  const pairs = numbers(12).map((at) => `f${at}: Int @requiresScopes(scopes: [["a"], ["b"]])`);
  const schema = buildSchema(
    `${typeDefs} type Query { ${pairs.join(' ')} node: Node } type Node { a: Node b: Node secret: Int ${RULE} }`,
  );
  const wide = parse(
    `{ ${numbers(12)
      .map((at) => `f${at}`)
      .join(' ')} }`,
  );
  const [sets] = compare(rounds, () => requiredScopes(schema, wide));
  say(
    'smallest sets of 12 fields of 2 alternatives',
    `${requiredScopes(schema, wide).length} sets, ${ms(sets)}`,
    '2 sets, under 1 ms',
  );
  const fan = numbers(18).map((at) => `fragment F${at} on Node{a{...F${at + 1}}b{...F${at + 1}}}`);
  const source = `{node{...F0}}${fan.join('')}fragment F18 on Node{secret}`;
  const hostile = parse(source);
  const [analysed, judged] = compare(
    rounds / 3,
    () => requiredScopes(schema, hostile),
    () => authorize(schema, { document: hostile, auth: { scopes: [] } }),
  );
  say(`smallest sets of 2^18 paths in ${source.length} characters`, ms(analysed), 'linear');
  say('pre-flight of the same', ms(judged), 'linear');
}

export function run({ engine }) {
  const rows = [];
  const say = (what, measured, bound) => rows.push({ what, measured, bound });
  for (const bench of [benchExecution, benchBuilding, benchAnalysis]) bench(say, engine);
  return { title: 'The scope engine, in one thread', tables: [rows] };
}
