import { printSchema, Source } from 'graphql';
import { describe, expect, test } from 'vitest';
import { buildCheckedSchema } from '../../../src/scopes/checked-schema.js';
import { requirementsOf, ScopeDirectiveError, typeDefs } from '../../../src/scopes/index.js';

const sourcesOf = (sdl: readonly string[]) => sdl.map((text, at) => new Source(text, `${at}.graphql`));

/** Everything that is wrong, each as `file:line coordinate: message`. */
function faultsIn(...sdl: string[]): string[] {
  try {
    buildCheckedSchema(sourcesOf(sdl), { strict: true });
    return [];
  } catch (error) {
    if (!(error instanceof ScopeDirectiveError)) throw error;
    return error.faults.map(({ coordinate, file, line, message }) => `${file}:${line} ${coordinate}: ${message}`);
  }
}

const SCOPE = 'schema @scope(name: "items", description: "Read.") { query: Query }';

test('a schema is built from several sources, with the directives that they do not define', () => {
  const sources = sourcesOf([
    SCOPE,
    'type Query { a: Int @requiresScopes(scopes: "items") b: Custom @public } scalar Custom',
  ]);
  const schema = buildCheckedSchema(sources, { strict: true });
  expect([...requirementsOf(schema)]).toEqual([['Query.a', [['items']]]]);
  expect(printSchema(schema)).toContain('directive @requiresScopes(scopes: [[Scope!]!]!)');
});

test('directives that the SDL defines itself are left as they are', () => {
  expect(faultsIn(typeDefs, 'type Query { a: Int @public }')).toEqual([]);
  const own = 'directive @requiresScopes(scopes: [String!]!) on FIELD_DEFINITION';
  const schema = buildCheckedSchema(sourcesOf([own, 'type Query { a: Int @requiresScopes(scopes: ["a"]) }']));
  expect(printSchema(schema)).toContain('directive @requiresScopes(scopes: [String!]!) on FIELD_DEFINITION');
});

describe('everything that is wrong is told at once', () => {
  test('with the syntax of every source', () => {
    expect(faultsIn('type Query {\n  a: }', 'type Query { a: Int @public }', 'type {')).toEqual([
      '0.graphql:2 SDL: Syntax Error: Expected Name, found "}".',
      '2.graphql:1 SDL: Syntax Error: Expected Name, found "{".',
    ]);
  });

  test('with the SDL and with its directives, also where a type is not there', () => {
    expect(
      faultsIn(
        SCOPE,
        'type Query {\n  a: Itm @public\n  b: Int @requiresScopes(scopes: [])\n  c: Int @requireScopes\n}\ntype Item { x: Int }',
      ),
    ).toEqual([
      '1.graphql:2 Itm: Unknown type "Itm". Did you mean "Item", "ID", or "Int"?',
      expect.stringMatching(/^1\.graphql:3 Query\.b: scopes: \[\] names no scope/),
      expect.stringMatching(/^1\.graphql:4 Query\.c: @requireScopes protects nothing/),
    ]);
  });

  test('with a schema whose SDL is valid, and which is not', () => {
    expect(faultsIn('interface I { x: Int } type Query implements I { y: Int @public }')).toEqual([
      '0.graphql:1 x: Interface field I.x expected but Query does not provide it.',
    ]);
  });

  test('with SDL that nothing can be built of', () => {
    expect(
      faultsIn('type Query { a: Int @public } extend schema { query: Query } extend type Lost { a: Int }')[0],
    ).toMatch(/^0\.graphql:1/);
  });
});
