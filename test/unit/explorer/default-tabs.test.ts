import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { defaultTabs } from '../../../src/explorer/default-tabs.js';
import { buildSdlSchema } from '../../../src/graphql/sdl.js';

test('what a first visit begins with fits the schema', () => {
  const schema = buildSdlSchema();
  expect(defaultTabs.flatMap(({ query }) => validate(schema, parse(query)))).toEqual([]);
});
