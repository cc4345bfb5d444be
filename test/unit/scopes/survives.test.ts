import { makeExecutableSchema, mergeSchemas } from '@graphql-tools/schema';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { extendSchema, GraphQLInputObjectType, type GraphQLSchema, lexicographicSortSchema, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { authorize, enforceScopes, requirementsOf, ScopeDirectiveError, typeDefs } from '../../../src/scopes/index.js';
import { build, faultsOf, preflight, refusalsIn, run } from '../../support/scopes.js';

const sdl = `
  type Query { open: Int own: Int @requiresScopes(scopes: [["a"], ["b"]]) u: U f(in: In): Int }
  type U @requiresScopes(scopes: ["c"]) { x: Int }
  input In { secret: Int @requiresScopes(scopes: ["s"]) }`;
const resolvers = { Query: { open: () => 1, own: () => 2, u: () => ({ x: 3 }), f: () => 4 } };
const bare = () => makeExecutableSchema({ typeDefs: [typeDefs, sdl], resolvers });
const query = '{ open own u { x } f(in: { secret: 1 }) }';

const passing = mapSchema; // a transformer that wraps every resolver
const wrapped = (schema: GraphQLSchema) =>
  passing(schema, {
    [MapperKind.OBJECT_FIELD]: ({ resolve, ...field }) => ({
      ...field,
      resolve: (...given) => (resolve ? resolve(...given) : given[0]?.[given[3].fieldName]),
    }),
  });

describe('protection survives', () => {
  test.each<[string, (schema: GraphQLSchema) => GraphQLSchema]>([
    ['nothing further', (schema) => schema],
    ['a second application', enforceScopes],
    ['a second application in strict words', (schema) => enforceScopes(schema, { onWarning: () => undefined })],
    ['mergeSchemas', (schema) => mergeSchemas({ schemas: [schema], typeDefs: 'type Query { more: Int }' })],
    [
      'mergeSchemas with another',
      (schema) => mergeSchemas({ schemas: [schema, enforceScopes(build('type Query { z: Int }'))] }),
    ],
    ['mergeSchemas and a second application', (schema) => enforceScopes(mergeSchemas({ schemas: [schema] }))],
    ['extendSchema', (schema) => extendSchema(schema, parse('extend type Query { more: Int }'))],
    ['lexicographicSortSchema', lexicographicSortSchema],
    ['a transformer after it', wrapped],
    ['a transformer after it, and a second application', (schema) => enforceScopes(wrapped(schema))],
  ])('%s', (_, transform) => {
    const schema = transform(enforceScopes(bare()));
    const refused = run(schema, query, { scopes: [] });
    expect({ ...refused.data }).toEqual({ open: 1, own: null, u: null, f: null });
    expect(refusalsIn(refused)).toEqual({ own: 'FORBIDDEN', u: 'FORBIDDEN', f: 'FORBIDDEN' });
    const allowed = run(schema, query, { scopes: ['b', 'c', 's'] });
    expect(JSON.parse(JSON.stringify(allowed))).toEqual({ data: { open: 1, own: 2, u: { x: 3 }, f: 4 } });
    expect(preflight(schema, query, { scopes: [] }).paths).toEqual(['own', 'u', 'f']);
  });

  test('a schema that another tool has made is judged as by default', () => {
    const made = lexicographicSortSchema(enforceScopes(bare(), { mode: 'reject', discloseScopes: false }));
    const judged = authorize(made, { document: parse(query), auth: { scopes: [] } });
    expect(judged.refused).toBe(false);
    expect(judged.refusals[0]?.extensions.missingScopes).toEqual(['a']);
    const allRefused = authorize(made, { document: parse('{ own }'), auth: { scopes: [] } });
    expect(allRefused.refused).toBe(true);
  });

  test('a renamed input type', () => {
    const renamed = mapSchema(enforceScopes(bare()), {
      [MapperKind.INPUT_OBJECT_TYPE]: (type) =>
        new GraphQLInputObjectType({ ...type.toConfig(), name: `New${type.name}` }),
    });
    expect(refusalsIn(run(renamed, query, { scopes: ['a', 'c'] }))).toEqual({ f: 'FORBIDDEN' });
  });

  test('a transformer before it', () => {
    expect(Object.keys(refusalsIn(run(enforceScopes(wrapped(bare())), query, { scopes: [] })))).toHaveLength(3);
  });
});

test('applied again, a guard is not added again', () => {
  const once = enforceScopes(bare());
  const twice = enforceScopes(once);
  const resolverOf = (schema: GraphQLSchema) => schema.getQueryType()?.getFields().own?.resolve;
  expect(resolverOf(twice)).toBe(resolverOf(once));
});

test('a function that has been given the properties of a guard is none', () => {
  const schema = enforceScopes(build('type Query { x: Int @requiresScopes(scopes: "s") }'));
  const field = schema.getQueryType()?.getFields().x;
  if (!field?.resolve) throw new Error('There is a guard.');
  field.resolve = Object.assign(() => 1, field.resolve);
  expect(refusalsIn(run(enforceScopes(schema), '{ x }', { scopes: [] }))).toEqual({ x: 'FORBIDDEN' });
});

test('a guard that has been put on another field does not stand for that field’s own', () => {
  const schema = enforceScopes(
    build('type Query { weak: Int @authenticated strong: Int @requiresScopes(scopes: "s") }'),
  );
  const fields = schema.getQueryType()?.getFields();
  if (!fields?.strong || !fields.weak) throw new Error('There are two fields.');
  Object.assign(fields.strong, { resolve: fields.weak.resolve });
  expect(refusalsIn(run(enforceScopes(schema), '{ strong }', { scopes: [] }))).toEqual({ strong: 'FORBIDDEN' });
});

describe('of two schemas with a rule on one field', () => {
  const one = (rule: string, field: string) =>
    build(`type U { m: Int @requiresScopes(scopes: ${rule}) } type Query { ${field}: U }`);

  test('both rules hold, where both were enforced before they were merged', () => {
    const merged = mergeSchemas({ schemas: [enforceScopes(one('["a"]', 'u')), enforceScopes(one('["b"]', 'v'))] });
    for (const schema of [merged, enforceScopes(merged)]) {
      for (const scopes of [['a'], ['b']]) {
        expect(refusalsIn(run(schema, '{ u { m } }', { scopes, rootValue: { u: { m: 1 } } }))).toEqual({
          'u.m': 'FORBIDDEN',
        });
        expect(preflight(schema, '{ u { m } }', { scopes }).paths).toEqual(['u.m']);
      }
      expect(requirementsOf(schema).get('U.m')).toEqual([['a', 'b']]);
      expect(run(schema, '{ u { m } }', { scopes: ['a', 'b'], rootValue: { u: { m: 1 } } }).errors).toBeUndefined();
    }
  });

  test('a merge before anything was enforced is a fault', () => {
    const merged = mergeSchemas({ schemas: [one('[["a"]]', 'u'), one('[["b"]]', 'v')] });
    expect(faultsOf(() => enforceScopes(merged))).toEqual([expect.stringMatching(/^U\.m: .*turns AND into OR/)]);
  });

  test.each([
    ['stricter', '[["b"]]'],
    ['wider', '[["a"], ["b"], ["c"]]'],
    ['other', '[["c"]]'],
  ])('a %s one that nobody has enforced is a fault, in either order', (_, rule) => {
    const enforced = enforceScopes(one('[["a"], ["b"]]', 'u'));
    for (const schemas of [
      [enforced, one(rule, 'v')],
      [one(rule, 'v'), enforced],
    ]) {
      expect(faultsOf(() => enforceScopes(mergeSchemas({ schemas })))).toEqual([expect.stringMatching(/^U\.m: /)]);
    }
  });

  test('a third one holds too, where the two were enforced and merged before', () => {
    const merge = (...schemas: GraphQLSchema[]) => enforceScopes(mergeSchemas({ schemas }));
    const two = merge(enforceScopes(one('["a"]', 'u')), enforceScopes(one('["b"]', 'v')));
    expect(requirementsOf(merge(two, enforceScopes(one('["c"]', 'w')))).get('U.m')).toEqual([['a', 'b', 'c']]);
  });

  test('@authenticated and scopes both hold, in either order', () => {
    const signedIn = enforceScopes(build('type U { m: Int @authenticated } type Query { v: U }'));
    const scoped = enforceScopes(one('["a"]', 'u'));
    for (const schemas of [
      [signedIn, scoped],
      [scoped, signedIn],
    ]) {
      const merged = mergeSchemas({ schemas });
      for (const schema of [merged, enforceScopes(merged)]) {
        const rootValue = { u: { m: 1 } };
        expect(refusalsIn(run(schema, '{ u { m } }', { scopes: [], rootValue }))).toEqual({ 'u.m': 'FORBIDDEN' });
        expect(run(schema, '{ u { m } }', { scopes: ['a'], rootValue }).errors).toBeUndefined();
      }
    }
  });

  test('what was enforced resolves for nobody where a rule that was merged to it cannot be read', () => {
    const merged = mergeSchemas({ schemas: [enforceScopes(one('[["a"]]', 'u')), one('[["b"]]', 'v')] });
    for (const scopes of [['a'], ['b'], ['a', 'b']]) {
      const { data, errors } = run(merged, '{ u { m } }', { scopes, rootValue: { u: { m: 1 } } });
      expect(data).toEqual({ u: { m: null } });
      expect(errors?.[0]?.originalError).toBeInstanceOf(ScopeDirectiveError);
    }
  });

  test('the same rule twice is that rule', () => {
    const merged = mergeSchemas({ schemas: ['u', 'v'].map((field) => enforceScopes(one('[["a"], ["b"]]', field))) });
    expect(requirementsOf(enforceScopes(merged)).get('U.m')).toEqual([['a'], ['b']]);
  });

  test('whoever gets the requirement of a merged schema cannot change it', () => {
    const merged = mergeSchemas({ schemas: [enforceScopes(one('[["a"], ["b"]]', 'u'))] });
    const requirement = requirementsOf(merged).get('U.m') as string[][];
    expect(() => requirement.push([])).toThrow(TypeError);
    expect(() => requirement[0]?.pop()).toThrow(TypeError);
  });
});
