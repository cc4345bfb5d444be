import { expect, test } from 'vitest';
import { type Notice, noticeOfSignIn } from '../../../src/explorer/notice.js';

const signedIn = (...scopes: string[]) => ({ username: 'ada', scopes, expiresAt: 0 });
const refused = (...missing: string[]): Notice => ({
  kind: 'REFUSED',
  refusal: { kind: 'LACKS_SCOPES', paths: [], missing, description: undefined },
});

test('what was refused may be run again, once it lacks nothing', () => {
  expect(noticeOfSignIn(signedIn('me', 'items'), ['me', 'items'], refused('items'))).toEqual({
    kind: 'SIGNED_IN',
    username: 'ada',
    withheld: [],
    mayRunAgain: true,
  });
  expect(noticeOfSignIn(signedIn('me'), ['me'], null)).toMatchObject({ mayRunAgain: false });
});

test('a scope that the roles do not grant is named, and nothing is offered that would be refused again', () => {
  expect(noticeOfSignIn(signedIn('me'), ['me', 'items'], refused('items'))).toMatchObject({
    withheld: ['items'],
    mayRunAgain: false,
  });
});
