import { expect, test } from 'vitest';
import { shorten, shortenWithoutSuggestions } from '../../../src/graphql/error-text.js';

const said = (message: string) => shortenWithoutSuggestions({ message }, new Error()).message;

test.each([
  ['Cannot query field "mee" on type "Query". Did you mean "me"?', 'Cannot query field "mee" on type "Query".'],
  ['Expected "Did you mean x?", found 1. Did you mean "a" or "b"?', 'Expected "Did you mean x?", found 1.'],
  ['Unknown argument "Did you mean x?".', 'Unknown argument "Did you mean x?".'],
  ['Did you mean "a"?', ''],
  ['Is it?', 'Is it?'],
])('of %s, %s is said where nothing may be suggested', (message, expected) => {
  expect(said(message)).toBe(expected);
});

test('what the client has written keeps it busy for no time', () => {
  expect(said(`"${'Did you mean '.repeat(100_000)}" is none.`)).toHaveLength(501);
  expect(said(`${'Did you mean '.repeat(100_000)}x?`)).toHaveLength(501);
}, 2_000);

test('a long text is cut, and not within a character', () => {
  const { message } = shorten({ message: `${'x'.repeat(499)}😀${'x'.repeat(100)}` }, new Error());
  expect(message).toBe(`${'x'.repeat(499)}\ufffd…`);
});
