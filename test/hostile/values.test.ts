import { describe, expect, test } from 'vitest';
import { LOGIN } from '../support/app.js';
import { databases } from '../support/databases.js';
import { expectRefusal, startTarget, type Target, type Told } from '../support/hostile.js';

const ITEM = 'query ($id: ID!) { item(id: $id) { id } }';
const PAGE =
  'query ($after: String, $first: PositiveInt) { myItems(after: $after, first: $first) { nodes { id } pageInfo { endCursor } } }';
const PROFILE = 'query ($name: Username!) { profile(username: $name) { username } }';
const SEARCH = 'query ($text: String) { accounts(search: $text, first: 100) { nodes { username } } }';
const CREATE = 'mutation ($title: String!) { createItem(input: { title: $title }) { title } }';
const EDIT = 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { fullName profilePicture } }';
const REFRESH = 'mutation ($token: String!) { refresh(refreshToken: $token) { scopes } }';
const ASSUME = 'mutation ($role: String!, $reason: String!) { assumeRole(role: $role, reason: $reason) { scopes } }';

/** Text that has broken one program or another. */
const texts: Record<string, string> = {
  'a NUL': 'a\0b',
  'the end of an SQL string': "'; drop table items; --",
  'a quoted name': '"; delete from accounts; --',
  'a union': "' union select hash, hash, hash, 1 from passwords --",
  'a placeholder': '$1 ? :a @b %s {0} {{a}}',
  'wild cards': '%_%\\',
  'half a surrogate pair': 'a\ud800',
  'the other half': '\udc00a',
  'a bidirectional override': '\u202egnp.exe',
  'a combining mark a thousand times': `a${'\u0301'.repeat(1_000)}`,
  'a character beyond the first plane': '😀\u{10ffff}',
  'a prototype': '__proto__',
  'a constructor': 'constructor',
  'white space': ' \t\n\u00a0\u3000',
  'a script': '<script>alert(1)</script>',
  'a path': '../../../../etc/passwd',
  'a formula': '=cmd|calc!A1',
  'a line that ends a header': 'a\r\nSet-Cookie: a=b',
  'two hundred thousand characters': 'x'.repeat(200_000),
};

/** Text that some regular expressions need ages for. */
const slow: Record<string, string> = {
  'an address with many dots': `${'a.'.repeat(60_000)}@`,
  'an address with many hyphens': `a@${'-'.repeat(120_000)}`,
  'an address of many domains': `a@${'a.'.repeat(60_000)}`,
  'a URL with many slashes': `https://${'/'.repeat(120_000)}@`,
  'a name with many dots': `a${'.'.repeat(120_000)}!`,
  'many spaces': `${' '.repeat(120_000)}x\n`,
  'a token with many dots': `${'.'.repeat(120_000)}a`,
};

/** Whether an answer is one: data, or a refusal that tells nothing it should not. */
function expectAnswer(told: Told): void {
  if (told.status !== 200) expectRefusal(told, 400, 401, 403, 413);
  else expect(told.body).toHaveProperty('data');
}

/** Every place in the API that takes text, and the text in it. */
async function everywhere({ ask, signIn }: Target, text: string): Promise<Told[]> {
  const token = await signIn('johndoe');
  const admin = await signIn('admin');
  const told: Told[] = [];
  const uses: [string, object, string?][] = [
    [LOGIN, { username: text, password: 'secret' }],
    [LOGIN, { username: 'alice', password: text }],
    [
      'mutation ($id: String!, $s: String!) { loginMachine(clientId: $id, clientSecret: $s) { scopes } }',
      { id: text, s: text },
    ],
    [REFRESH, { token: text }],
    [ITEM, { id: text }, token],
    [PAGE, { after: text }, token],
    [PROFILE, { name: text }, token],
    [SEARCH, { text }, admin],
    [ASSUME, { role: text, reason: text }, token],
    ['query ($id: ID!) { account(id: $id) { id } }', { id: text }, admin],
    ['query ($id: ID!) { auditEvents(filter: { accountId: $id }) { totalCount } }', { id: text }, admin],
    ['mutation ($id: ID!) { setAccountRoles(id: $id, roles: []) { id } }', { id: text }, admin],
    ['mutation ($id: ID!) { revokeSession(id: $id) }', { id: text }, admin],
    ['mutation ($id: ID!) { removeMachineSecret(id: $id) }', { id: text }, admin],
    ['mutation ($t: String!) { changePassword(current: $t, new: $t) }', { t: text }, token],
    [EDIT, { input: { email: text } }, token],
    [EDIT, { input: { profilePicture: text } }, token],
    [EDIT, { input: { fullName: text } }, token],
  ];
  for (const [query, variables, bearer] of uses) told.push(await ask(query, variables, bearer));
  return told;
}

describe.each(databases)('on $name', (database) => {
  const start = () => startTarget({ LOGIN_LIMIT: 'off' }, database);

  test.each(Object.entries(texts))('%s, wherever text can be given, is answered, and does no harm', async (_, text) => {
    const target = await start();
    for (const told of await everywhere(target, text)) expectAnswer(told);
    const { db } = target;
    expect(await db.selectFrom('items').select('id').execute()).toHaveLength(12);
    expect(await db.selectFrom('accounts').select('id').execute()).toHaveLength(4);
    await target.expectCanary();
  });

  test.each(Object.entries(texts))('%s in a title comes back as it was, or is refused', async (_, text) => {
    const { ask, signIn, expectCanary } = await start();
    const told = await ask(CREATE, { title: text }, await signIn('johndoe'));
    expectAnswer(told);
    if (told.status === 200) expect(told.body.data.createItem.title).toBe(text.trim());
    await expectCanary();
  });

  test('wild cards in a search are characters like others', async () => {
    const { ask, signIn } = await start();
    const token = await signIn('admin');
    const search = async (text: string) => (await ask(SEARCH, { text }, token)).body.data.accounts.nodes.length;
    expect(await Promise.all(['_', '%', '\\', 'a%e', 'ali_e', 'alice'].map(search))).toEqual([0, 0, 0, 0, 0, 1]);
  });
});

test.each(Object.entries(slow))('%s is looked at once, and others are served', async (_, text) => {
  const target = await startTarget({ LOGIN_LIMIT: 'off' });
  for (const told of await everywhere(target, text)) {
    expectAnswer(told);
    await target.expectCanary();
  }
  expectRefusal(await target.ask('{ __typename }', {}, text.slice(0, 10_000)), 401);
});

test.each([
  ['other letters that look alike', 'jоhndoe'],
  ['capitals', 'JohnDoe'],
  ['wide letters', 'ｊｏｈｎｄｏｅ'],
  ['a dotless i', 'alıce'],
  ['a space behind', 'johndoe '],
  ['a zero-width space', 'john\u200bdoe'],
  ['a combining mark', 'johndoe\u0301'],
  ['a NUL behind', 'johndoe\0'],
])('a user name with %s is nobody’s, and cannot become somebody’s', async (_, username) => {
  const { ask, signIn } = await startTarget();
  expectRefusal(await ask(LOGIN, { username, password: 'secret' }), 401);
  const create = 'mutation ($name: Username!) { createAccount(input: { username: $name, roles: [] }) { id } }';
  expectRefusal(await ask(create, { name: username }, await signIn('admin')), 400);
});

test.each([
  ['with something behind it', 'secret2x'],
  ['with a NUL and something behind it', 'secret2\0x'],
  ['with a NUL behind it', 'secret2\0'],
  ['with half a surrogate pair', 'secret2\ud800'],
  ['with a space', 'secret2 '],
  ['in other capitals', 'Secret2'],
  ['a thousand times over', 'secret2'.repeat(1_000)],
  ['that is empty', ''],
])('a password %s is another password, however it is stored', async (_, password) => {
  const { ask } = await startTarget();
  expectRefusal(await ask(LOGIN, { username: 'alice', password }), 401);
  expectRefusal(await ask(LOGIN, { username: 'developer', password: password.replaceAll('2', '4') }), 401);
});

test('a password is the same however its accents are written', async () => {
  const { ask, signIn } = await startTarget();
  const change = 'mutation ($new: String!) { changePassword(current: "secret2", new: $new) }';
  expect((await ask(change, { new: 'un café très chaud' }, await signIn('alice'))).status).toBe(200);
  const typed = 'un café très chaud'.normalize('NFD');
  expect((await ask(LOGIN, { username: 'alice', password: typed })).status).toBe(200);
});

test('an imported password is not cut at a NUL', async () => {
  const { app, ask } = await startTarget();
  expect(app.server.listening).toBe(true);
  expectRefusal(await ask(LOGIN, { username: 'johndoe', password: 'secret\0x' }), 401);
});

describe('a page', () => {
  test.each([0, -1, 101, 2 ** 31, 2 ** 53, 1e308, 1.5, '5', true, [5], { a: 5 }])('of %j is refused', async (first) => {
    const { ask, signIn, expectCanary } = await startTarget();
    const told = await ask(PAGE, { first }, await signIn('johndoe'));
    expectRefusal(told, 400);
    expect(told.body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    await expectCanary();
  });

  test.each(['0', '-1', '101', '2147483648', '99999999999999999999', '1e400', '1.5'])(
    'of %s, written into the query, is refused',
    async (first) => {
      const { ask, signIn } = await startTarget();
      expectRefusal(await ask(`{ myItems(first: ${first}) { totalCount } }`, {}, await signIn('johndoe')), 400);
    },
  );

  test('behind a cursor that is forged, changed, cut, another list’s or another account’s is refused', async () => {
    const { ask, signIn, expectCanary } = await startTarget();
    const token = await signIn('johndoe');
    const admin = await signIn('admin');
    const cursor: string = (await ask(PAGE, { first: 2 }, token)).body.data.myItems.pageInfo.endCursor;
    const accounts = await ask('{ accounts { pageInfo { endCursor } } }', {}, admin);
    const other: string = accounts.body.data.accounts.pageInfo.endCursor;
    const bytes = Buffer.from(cursor, 'base64url');
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    const forged = Buffer.concat([Buffer.alloc(16), Buffer.from('[0,""]')]);
    const bad = [
      other,
      changed.toString('base64url'),
      forged.toString('base64url'),
      cursor.slice(1),
      `${cursor}=`,
      `${cursor} `,
      '',
    ];
    for (const after of bad) {
      const told = await ask(PAGE, { after }, token);
      expectRefusal(told, 400);
      expect(told.body.errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', inputPath: 'after' });
    }
    expectRefusal(await ask(PAGE, { after: cursor }, admin), 400);
    expect((await ask(PAGE, { after: cursor }, token)).status).toBe(200);
    await expectCanary();
  });
});
