import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { KnownDocuments } from '../../../src/graphql/known-documents.js';

const remember = (documents: KnownDocuments, texts: readonly string[]) => {
  for (const text of texts) documents.remember(text, parse(text));
  return texts.filter((text) => documents.find(text)).length;
};
const numbered = (count: number, of: (number: number) => string) => Array.from({ length: count }, (_, at) => of(at));

test('a document is found by its text, and by no other', () => {
  const documents = new KnownDocuments();
  expect(remember(documents, ['{ a }', '{ b }'])).toBe(2);
  expect(documents.find('{ a } ')).toBeUndefined();
});

test.each<[string, (number: number) => string, number]>([
  ['of thousands of comments', (number) => `{ a } #${number}${'\n#'.repeat(4_000)}`, 50],
  ['of a long comment', (number) => `{ a } #${number}${'a'.repeat(9_000)}`, 1_000],
  ['of many fields', (number) => `{ a${number} ${'b '.repeat(490)} }`, 50],
])('of documents %s, as few are kept as their memory allows', (_, of, most) => {
  const kept = remember(new KnownDocuments(), numbered(1_000, of));
  expect(kept).toBeGreaterThan(5);
  expect(kept).toBeLessThan(most);
});

test('a document that is longer than what clients send again is not kept', () => {
  expect(remember(new KnownDocuments(), [`{ a } #${'a'.repeat(10_000)}`])).toBe(0);
});
