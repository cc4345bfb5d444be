import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { OverloadedError, RateLimitedError } from '../../../src/errors.js';
import { formatError, isUnexpected, statusOf } from '../../../src/graphql/format-error.js';

/** As graphql-js wraps what a resolver has thrown, and Apollo Server formats it. */
function thrown(originalError: Error) {
  const error = new GraphQLError(originalError.message, { originalError, path: ['x'] });
  const extensions = { code: 'INTERNAL_SERVER_ERROR', ...error.extensions };
  return { error, shown: formatError({ message: error.message, path: ['x'], extensions }, error) };
}

const masked = { message: 'Internal server error.', path: ['x'], extensions: { code: 'INTERNAL_SERVER_ERROR' } };

test('an error of a library is masked, and for the log', () => {
  const { error, shown } = thrown(new Error('select * from accounts where password_hash = …'));
  expect(shown).toEqual(masked);
  expect(isUnexpected(error)).toBe(true);
});

test('an error of a library is masked, though it carries a code as ours do', () => {
  const { error, shown } = thrown(Object.assign(new Error('secret'), { extensions: { code: 'BAD_USER_INPUT' } }));
  expect(shown).toEqual(masked);
  expect(isUnexpected(error)).toBe(true);
});

test('a value that a scalar cannot write is masked', () => {
  const error = new GraphQLError('Value is not a valid JWT: secret', { path: ['x'] });
  const formatted = { message: error.message, path: ['x'], extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  expect(formatError(formatted, error)).toEqual(masked);
});

test('an error of ours says its code and what it carries', () => {
  const { error, shown } = thrown(new OverloadedError());
  expect(shown).toMatchObject({ extensions: { code: 'OVERLOADED', retryAfter: 2 } });
  expect(isUnexpected(error)).toBe(false);
});

test('the status is the gravest of the errors’', () => {
  const shown = [new RateLimitedError(5), new OverloadedError()].map((error) => thrown(error).shown);
  expect(statusOf(shown)).toBe(503);
  expect(statusOf(shown.slice(0, 1))).toBe(429);
  expect(statusOf([{ message: '', extensions: { code: 'constructor' } }])).toBeUndefined();
  expect(statusOf([])).toBeUndefined();
});
