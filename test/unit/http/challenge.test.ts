import { expect, test } from 'vitest';
import { formatChallenge } from '../../../src/http/challenge.js';

test.each([
  [{}, 'Bearer'],
  [{ scopes: [] }, 'Bearer'],
  [{ scopes: ['items', 'items:write'] }, 'Bearer scope="items items:write"'],
  [{ error: 'insufficient_scope' as const, scopes: ['items'] }, 'Bearer error="insufficient_scope", scope="items"'],
  [
    { error: 'invalid_token' as const, description: 'The token has expired.' },
    'Bearer error="invalid_token", error_description="The token has expired."',
  ],
  [{ description: 'a" b\\ c\r\nSet-Cookie: d é' }, 'Bearer error_description="a? b? c??Set-Cookie: d ?"'],
])('%j is written %s', (challenge, header) => {
  expect(formatChallenge(challenge)).toBe(header);
});
