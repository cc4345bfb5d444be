import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

// One of many who use the server at the same time: a connection, an account, and what is done with it.

const accounts = [
  { username: 'johndoe', password: 'secret' },
  { username: 'developer', password: 'secret4' },
  { username: 'admin', password: 'secret3' },
  { username: 'alice', password: 'secret2', isGuest: true },
];

const LOGIN = `mutation ($username: String!, $password: String!) {
  login(username: $username, password: $password) { accessToken refreshToken scopes }
}`;
const REFRESH =
  'mutation ($refreshToken: String!) { refresh(refreshToken: $refreshToken) { accessToken refreshToken } }';
const PAGE = `query ($after: String) {
  myItems(first: 5, after: $after) { nodes { id title owner { username } } pageInfo { hasNextPage endCursor } }
}`;
const CREATE = 'mutation ($title: String!) { createItem(input: { title: $title }) { id title } }';
const UPDATE = 'mutation ($id: ID!, $title: String!) { updateItem(id: $id, input: { title: $title }) { title } }';
const DELETE = 'mutation ($id: ID!) { deleteItem(id: $id) }';

const MOST_BODY_BYTES = 256 * 1_024;
const pick = (list) => list[Math.floor(Math.random() * list.length)];

/** The server has said that it should be tried later: right, and not what an action was about. */
class TryLater extends Error {}

/** @param seen told of every answer: its status, and the milliseconds that it took */
export function createClient(url, number, seen) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const account = accounts[number % accounts.length];
  let tokens;

  const exchange = async (options) => {
    const start = performance.now();
    const answer = await send(agent, url, options);
    seen(answer.status, performance.now() - start);
    if ([429, 503].includes(answer.status) && answer.headers['retry-after']) throw new TryLater();
    return answer;
  };
  const ask = (query, variables, token = tokens?.accessToken) =>
    exchange({ body: JSON.stringify({ query, variables }), headers: token && { authorization: `Bearer ${token}` } });
  const data = async (query, variables) => expectRight(await ask(query, variables), 200, (body) => !body.errors).data;

  const actions = {
    signIn: async () => {
      tokens = undefined;
      const { login } = await data(LOGIN, account);
      tokens = login;
    },
    signInWrongly: async () => {
      const username = pick([account.username, 'nobody', `stranger-${Math.random()}`]);
      expectCode(await ask(LOGIN, { username, password: 'wrong' }, null), 401, 'INVALID_CREDENTIALS');
      expectCode(await ask(REFRESH, { refreshToken: username }, null), 401, 'INVALID_REFRESH_TOKEN');
    },
    signOut: async () => {
      const { accessToken } = tokens;
      const { logout } = await data('mutation { logout }');
      tokens = undefined;
      if (!logout) throw new Error('Signing out answers false.');
      expectCode(await ask('{ me { username } }', {}, accessToken), 401, 'UNAUTHENTICATED');
    },
    refresh: async () => {
      const { refresh } = await data(REFRESH, { refreshToken: tokens.refreshToken });
      tokens = refresh;
    },
    readMe: async () => {
      const { me } = await data('{ me { username } }');
      if (me.username !== account.username) throw new Error(`${account.username} is told to be ${me.username}.`);
    },
    readItems: async () => {
      const ids = [];
      let after = null;
      do {
        const { nodes, pageInfo } = (await data(PAGE, { after })).myItems;
        if (nodes.some(({ owner }) => owner.username !== account.username)) throw new Error('An item of another.');
        ids.push(...nodes.map(({ id }) => id));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after && ids.length < 20);
      if (new Set(ids).size < ids.length) throw new Error('An item is on two pages.');
    },
    writeItem: async () => {
      const title = `Item ${number}`;
      const { id } = (await data(CREATE, { title })).createItem;
      const { updateItem } = await data(UPDATE, { id, title: `${title}, changed` });
      if (updateItem.title !== `${title}, changed`) throw new Error('An item is not as it was changed.');
      if (!(await data(DELETE, { id })).deleteItem) throw new Error('An item is gone.');
    },
    readEvents: async () => void (await data('{ auditEvents(first: 10) { nodes { at account { username } } } }')),
    askForTooMuch: async () => {
      expectCode(await ask('{ myItems { totalCount } }', {}, null), 401, 'UNAUTHENTICATED');
      if (account.isGuest) expectCode(await ask(PAGE, {}), 403, 'FORBIDDEN');
    },
    sendGarbage: async () => {
      const body = pick([
        '',
        '{"query":',
        '[]',
        '{"query":"{"}',
        '{"query":"{ nothing }"}',
        '{"query":"{ me }","variables":1}',
      ]);
      expectRight(await exchange({ body }), 400, ({ errors }) => errors.length > 0);
      expectCode(await ask('{ me { username } }', {}, 'no.token.atall'), 401, 'UNAUTHENTICATED');
      expectRight(await exchange({ path: '/nothing', method: 'GET' }), 404, () => true);
    },
    sendTooMuch: async () => {
      const answer = await exchange({ body: JSON.stringify({ query: '#'.repeat(MOST_BODY_BYTES) }) }).catch(unlessCut);
      if (answer) expectRight(answer, 413, ({ errors }) => errors.length > 0);
    },
    abort: () =>
      sendAndLeave(agent, url, JSON.stringify({ query: pick(['{ me { username } }', LOGIN]), variables: account })),
  };
  const everybody = {
    signIn: 1,
    signInWrongly: 1,
    signOut: 1,
    refresh: 4,
    readMe: 12,
    askForTooMuch: 3,
    sendGarbage: 3,
    sendTooMuch: 1,
    abort: 3,
  };
  const weights = {
    ...everybody,
    ...(!account.isGuest && { readItems: 6, writeItem: 4 }),
    ...(account.username === 'admin' && { readEvents: 2 }),
  };
  const names = Object.entries(weights).flatMap(([name, weight]) => Array(weight).fill(name));

  return {
    /** @throws where anything was answered that should not be */
    act: async () => {
      const name = tokens ? pick(names) : 'signIn';
      try {
        await actions[name]();
      } catch (error) {
        if (!(error instanceof TryLater)) throw new Error(`${name} as ${account.username}: ${error.message}`);
        await sleep(100);
      }
    },
    close: () => agent.destroy(),
  };
}

function expectRight({ status, text }, expected, isRight) {
  const body = JSON.parse(text);
  if (status !== expected || !isRight(body))
    throw new Error(`expected ${expected}, got ${status} ${text.slice(0, 500)}`);
  return body;
}

function expectCode(answer, status, code) {
  expectRight(
    answer,
    status,
    ({ errors, data }) => !data && errors.every(({ extensions }) => extensions.code === code),
  );
}

/** The server answers and closes before it has read all that is too much; what is still being written then fails. */
function unlessCut(error) {
  if (!['ECONNRESET', 'EPIPE'].includes(error.code)) throw error;
}

function open(agent, url, { path = '/graphql', method = 'POST', headers, body = '' }) {
  const length = method === 'POST' && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return request(new URL(path, url), { agent, method, headers: { ...length, ...headers } });
}

function send(agent, url, options) {
  return new Promise((resolve, reject) => {
    const outgoing = open(agent, url, options);
    outgoing.on('error', reject).on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('error', reject);
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    outgoing.end(options.body);
  });
}

/** Hangs up: with half of a body sent, or while the answer is being made. */
async function sendAndLeave(agent, url, body) {
  const outgoing = open(agent, url, { body });
  outgoing.on('error', () => undefined).on('response', (response) => response.resume());
  const isHalf = Math.random() < 0.5;
  outgoing.write(isHalf ? body.slice(0, body.length / 2) : body);
  await sleep(Math.random() * 5);
  outgoing.destroy();
}
