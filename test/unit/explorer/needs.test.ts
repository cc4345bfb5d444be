import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { needsOf } from '../../../src/explorer/needs.js';
import { typeDefs } from '../../../src/scopes/index.js';

const schema = buildSchema(`${typeDefs}
  type Query {
    open: Int
    me: Int @requiresScopes(scopes: ["me"])
    either: Int @requiresScopes(scopes: [["a", "b"], ["c"]])
    somebody: Int @authenticated
  }`);

const needs = (text: string, cursor = 0, chosen: string | null = null) => needsOf(schema, { text, cursor, chosen });

test('the scopes of an operation are told, with every way in', () => {
  expect(needs('query Mine { me }')).toEqual({ operation: 'Mine', requirement: [['me']] });
  expect(needs('{ either me }')).toEqual({
    operation: null,
    requirement: [
      ['me', 'c'],
      ['me', 'a', 'b'],
    ],
  });
  expect(needs('{ somebody }')?.requirement).toEqual([[]]);
  expect(needs('{ open }')?.requirement).toBeNull();
});

test.each(['', '# nothing', '{ me', '{ unknown }', 'fragment F on Query { me }', '{ ...Gone }'])(
  'nothing is told of %j, which is not whole yet',
  (text) => expect(needs(text)).toBeUndefined(),
);

describe('of several operations', () => {
  const text = 'query One { open }\nquery Two { me }\n\nquery Three { somebody }';

  test('the one with the cursor counts', () => {
    expect(needs(text, text.indexOf('me'))?.operation).toBe('Two');
    expect(needs(text, text.indexOf('somebody'), 'One')?.operation).toBe('Three');
  });

  test('or else the one that was chosen, or else the first', () => {
    const between = text.indexOf('\n\n') + 1;
    expect(needs(text, between, 'Three')?.operation).toBe('Three');
    expect(needs(text, between, 'Gone')?.operation).toBe('One');
  });
});
