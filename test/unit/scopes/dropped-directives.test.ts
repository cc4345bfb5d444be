import { makeExecutableSchema } from '@graphql-tools/schema';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { buildASTSchema, concatAST, GraphQLObjectType, parse, Source } from 'graphql';
import { describe, expect, test } from 'vitest';
import { enforceScopes, typeDefs } from '../../../src/scopes/index.js';
import { build, buildUnchecked, faultsOf } from '../../support/scopes.js';

const rule = '@requiresScopes(scopes: "s")';

describe('a directive that the schema has lost is a fault', () => {
  test.each([
    ['of a type that is defined twice', `type U ${rule} { x: Int } type U { x: Int } type Query { u: U }`, 'U'],
    ['of its field', `type U { x: Int ${rule} } type U { x: Int } type Query { u: U }`, 'U.x'],
    ['of an interface', `interface U ${rule} { x: Int } interface U { x: Int } type Query { u: U }`, 'U'],
    ['of an enum', `enum U ${rule} { A } enum U { A } type Query { u: U }`, 'U'],
    ['of an input field', `input U { x: Int ${rule} } input U { x: Int } type Query { f(u: U): Int }`, 'U.x'],
    ['of an argument', `type Query { f(x: Int ${rule}): Int } type Query { f(x: Int): Int }`, 'Query.f(x:)'],
    ['of a scalar that graphql-js knows', `scalar ID ${rule} type Query { id: ID }`, 'ID'],
    [
      'of the schema',
      'schema @scope(name: "a", description: "A.") { query: Query } schema { query: Query } type Query { x: Int }',
      'schema',
    ],
  ])('%s', (_, sdl, coordinate) => {
    expect(faultsOf(() => enforceScopes(buildUnchecked(sdl)))).toEqual([
      expect.stringMatching(
        new RegExp(`^${coordinate.replace(/[()]/g, '\\$&')}: This directive is in the SDL, and not in the schema`),
      ),
    ]);
  });

  test('of an argument that graphql-tools keeps once', () => {
    const documents = [
      `type Query { f(x: Int ${rule}): Int } type Other { x: Int }`,
      'extend type Query { f(x: Int): Int }',
    ];
    const merge = () => makeExecutableSchema({ typeDefs: [typeDefs, ...documents.map((sdl) => parse(sdl))] });
    expect(faultsOf(() => enforceScopes(merge()))).toHaveLength(1);
  });

  test('with its file and line', () => {
    const sdl = 'type Query { u: U }\ntype U @authenticated { x: Int }\ntype U { x: Int }';
    const document = concatAST([parse(typeDefs), parse(new Source(sdl, 'u.graphql'))]);
    try {
      enforceScopes(buildASTSchema(document, { assumeValidSDL: true }));
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ faults: [{ coordinate: 'U', file: 'u.graphql', line: 2 }] });
    }
  });
});

describe('no fault is', () => {
  test('a directive in a description, a comment or a string', () => {
    const sdl = `
      # @requiresScopes(scopes: "a")
      "Not @authenticated, and no @scope either." type Query { x(a: String = "@public"): Int }`;
    expect(faultsOf(() => enforceScopes(build(sdl)))).toEqual([]);
  });

  test('a directive on an element that a transformer has taken out', () => {
    const schema = mapSchema(build(`type Query { x: Int y: Int ${rule} u: U } type U ${rule} { x: Int }`), {
      [MapperKind.OBJECT_FIELD]: (field, name) => (name === 'x' ? field : null),
    });
    expect(faultsOf(() => enforceScopes(schema))).toEqual([]);
  });

  test('one of a schema whose nodes do not know where they were written', () => {
    const sdl = `${typeDefs} type Query { x: Int @authenticated }`;
    expect(faultsOf(() => enforceScopes(buildASTSchema(parse(sdl, { noLocation: true }))))).toEqual([]);
  });

  test('one that an earlier enforcement has recorded, on a type, a field or an argument', () => {
    const sdl = `type Query { x: Int ${rule} u(a: Int ${rule}): U } type U ${rule} { x: Int }`;
    const bare = mapSchema(enforceScopes(build(sdl)), {
      [MapperKind.OBJECT_TYPE]: (type) => new GraphQLObjectType(withoutDirectives(type.toConfig())),
      [MapperKind.OBJECT_FIELD]: (field) => ({ ...withoutDirectives(field), args: mapped(field.args ?? {}) }),
    });
    expect(faultsOf(() => enforceScopes(bare))).toEqual([]);
  });

  test('one on an argument that a transformer has taken out', () => {
    const schema = mapSchema(build(`type Query { f(a: Int ${rule}, b: Int): Int }`), {
      [MapperKind.OBJECT_FIELD]: ({ astNode, args, ...field }) => ({
        ...field,
        ...(astNode && { astNode: { ...astNode, arguments: [] } }),
        args: Object.fromEntries(Object.entries(args ?? {}).filter(([name]) => name === 'b')),
      }),
    });
    expect(faultsOf(() => enforceScopes(schema))).toEqual([]);
  });
});

/** As a tool may leave an element: without the directives, and with where it was written. */
function withoutDirectives<Config extends { astNode?: object | null | undefined }>(config: Config): Config {
  return config.astNode ? { ...config, astNode: { ...config.astNode, directives: [] } } : config;
}

function mapped<Config extends { astNode?: object | null | undefined }>(args: Record<string, Config>) {
  return Object.fromEntries(Object.entries(args).map(([name, config]) => [name, withoutDirectives(config)]));
}
