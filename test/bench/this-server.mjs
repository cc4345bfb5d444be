// This server, as `npm start` runs it once it is built, in production, with an account that has signed in.
import { spawnSync } from 'node:child_process';
import { root, startServer, temporaryFolder } from './children.mjs';
import { ask, graphqlRequest } from './http.mjs';
import { ITEMS, queries } from './work.mjs';

export const account = { username: 'johndoe', password: 'correct horse battery staple', fullName: 'John Doe' };
const email = 'johndoe@example.com';

/** The environment of a server with a database of its own. */
export function newDatabase(more = {}) {
  return {
    NODE_ENV: 'production',
    ISSUER: 'http://localhost:4000',
    AUDIENCE: 'scopeql',
    PORT: '0',
    DATA_DIR: temporaryFolder(),
    ...more,
  };
}

/** Makes the account, before the server is started for the first time. */
export function createAccount(env) {
  const { username, password, fullName } = account;
  const args = ['dist/cli/main.js', 'accounts', 'create', username, '--role', 'user', '--full-name', fullName];
  const options = { cwd: root, env: { PATH: process.env.PATH, ...env }, input: `${password}\n`, encoding: 'utf8' };
  const { status, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0) throw new Error(`The account cannot be made: ${stderr}`);
}

export function startThisServer(env, where) {
  return startServer('this server', process.execPath, ['dist/main.js'], { env, where });
}

export const signInQuery = (scopes) =>
  `mutation { login(username: "${account.username}", password: "${account.password}", scopes: [${scopes.map((scope) => `"${scope}"`)}]) { accessToken } }`;

async function signIn(origin, scopes) {
  return (await ask(origin, signInQuery(scopes))).login.accessToken;
}

/** Gives the account what the measured requests read, and signs it in. */
export async function fill(origin) {
  const token = await signIn(origin, ['me', 'items', 'items:write', 'profile:write']);
  await ask(origin, `mutation { updateProfile(input: { email: "${email}" }) { username } }`, token);
  for (let number = 1; number <= ITEMS; number++) {
    await ask(origin, `mutation { createItem(input: { title: "Item ${number}" }) { id } }`, token);
  }
}

/** A server with a database of its own, filled, and the requests that are measured. */
export async function startFilled(env = newDatabase(), where = undefined) {
  createAccount(env);
  const server = await startThisServer(env, where);
  await fill(server.origin);
  return { ...server, ...(await requestsOf(server.origin)) };
}

/** @returns the tokens, and the requests with them: to be allowed, and to be refused */
export async function requestsOf(origin) {
  const tokens = { allowed: await signIn(origin, ['me', 'items']), refused: await signIn(origin, ['me']) };
  const requests = {
    me: graphqlRequest(queries.me, tokens.allowed),
    myItems: graphqlRequest(queries.myItems, tokens.allowed),
    refused: graphqlRequest(queries.myItems, tokens.refused),
  };
  return { tokens, requests };
}
