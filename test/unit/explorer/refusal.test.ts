import { expect, test } from 'vitest';
import type { Answer } from '../../../src/explorer/answer.js';
import { refusalIn } from '../../../src/explorer/refusal.js';
import { startApp } from '../../support/app.js';

/** What the page makes of what the real server answers. */
async function refusalOf(query: string, scopes: string[] | null, username: 'johndoe' | 'alice' = 'johndoe') {
  const { send, signIn } = await startApp();
  const token = scopes ? await signIn(username, scopes) : undefined;
  const { body, headers } = await send(query, { token });
  return refusalIn(body as Answer, (headers['www-authenticate'] as string | undefined) ?? null, scopes ?? []);
}

test('a refusal names what is missing, and where', async () => {
  expect(await refusalOf('{ mine: myItems { totalCount } me { id } }', [])).toEqual({
    kind: 'LACKS_SCOPES',
    paths: ['mine', 'me'],
    missing: ['items', 'me'],
    description: undefined,
  });
});

test('what an answer refuses in part is found beside its data', async () => {
  expect(await refusalOf('{ me { id } myItems { totalCount } }', ['me'])).toMatchObject({
    kind: 'LACKS_SCOPES',
    paths: ['myItems'],
    missing: ['items'],
  });
});

test('nobody is told which scopes to sign in with', async () => {
  expect(await refusalOf('{ myItems { totalCount } }', null)).toMatchObject({ kind: 'NOBODY', missing: ['items'] });
  expect(await refusalOf('mutation { logout }', null)).toMatchObject({ kind: 'NOBODY', missing: [] });
});

test('a token that is no good is told apart from none', async () => {
  const { send } = await startApp();
  const { body, headers } = await send('{ scopes { name } }', { token: 'x.y.z' });
  expect(refusalIn(body, headers['www-authenticate'] as string, [])).toMatchObject({
    kind: 'BAD_TOKEN',
    missing: [],
    description: expect.stringMatching(/token/),
  });
});

test('an answer without a refusal has none', async () => {
  expect(await refusalOf('{ scopes { name } }', null)).toBeUndefined();
  expect(await refusalOf('{ nothing }', null)).toBeUndefined();
});

test('of several ways in, the one that the challenge names is the one to take', () => {
  const errors = [
    { message: '', path: ['a'], extensions: { code: 'FORBIDDEN', missingScopes: ['one'] } },
    { message: '', path: ['b'], extensions: { code: 'FORBIDDEN', missingScopes: ['two'] } },
  ];
  const challenge = 'Bearer error="insufficient_scope", scope="held two"';
  expect(refusalIn({ errors }, challenge, ['held'])?.missing).toEqual(['two']);
  expect(refusalIn({ errors }, null, ['held'])?.missing).toEqual(['one', 'two']);
});

test('a list that is refused at each index is named once', () => {
  const errors = [0, 1].map((index) => ({
    message: '',
    path: ['nodes', index, 'owner'],
    extensions: { code: 'FORBIDDEN', missingScopes: ['profiles'] },
  }));
  expect(refusalIn({ errors }, null, [])).toMatchObject({ paths: ['nodes.owner'], missing: ['profiles'] });
});
