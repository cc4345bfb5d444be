import { expect, test } from 'vitest';
import { MOST_LISTED } from '../../../src/auth/sessions.js';
import { costRulesOf } from '../../../src/graphql/limits/cost-directives.js';
import { SIGN_INS } from '../../../src/graphql/limits/operation-size.js';
import { buildSdlSchema } from '../../../src/graphql/sdl.js';

const schema = buildSdlSchema();

test('every mutation that is given a password or a secret to look at counts as a sign-in', () => {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  const secret = /^(?:password|clientSecret|current)$/;
  const found = fields.filter(({ args }) => args.some(({ name }) => secret.test(name))).map(({ name }) => name);
  expect(new Set(found)).toEqual(SIGN_INS);
});

test('the list of sessions is as long as the SDL says', () => {
  const sessions = schema.getQueryType()?.getFields().sessions;
  expect(sessions && costRulesOf(schema, sessions).assumedSize).toBe(MOST_LISTED);
});
