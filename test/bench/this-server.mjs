// This server, as `npm start` runs it once it is built, in production, with an account that has signed in.
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { root, startServer, temporaryFolder } from './children.mjs';
import { ask, graphqlRequest } from './http.mjs';
import { numbers } from './statistics.mjs';
import { ITEMS, queries } from './work.mjs';

export const account = { username: 'ada', password: 'correct horse battery staple', fullName: 'Ada Lovelace' };
const email = 'ada@example.com';

/** The environment of a server with a database of its own, which is empty. */
export function newDatabase(more) {
  return {
    NODE_ENV: 'production',
    ISSUER: 'http://localhost:4000',
    AUDIENCE: 'scopeql',
    PORT: '0',
    DATA_DIR: temporaryFolder(),
    ...more,
  };
}

let seed;

/** The environment of a server with a database of its own, with the account and its items, and the requests that are measured. */
export async function newFilledDatabase(more) {
  const env = newDatabase(more);
  if (env.DATABASE_URL) return { env, ...(await fill(env)) };
  seed ??= fillFolder();
  const { folder, ...rest } = await seed;
  cpSync(folder, env.DATA_DIR, { recursive: true });
  return { env, ...rest };
}

async function fillFolder() {
  const env = newDatabase();
  return { folder: env.DATA_DIR, ...(await fill(env)) };
}

async function fill(env) {
  createAccount(env);
  const { origin, end } = await startThisServer(env);
  await addItems(origin);
  const filled = await requestsOf(origin);
  await end();
  return filled;
}

function createAccount(env) {
  const { username, password, fullName } = account;
  const args = ['dist/cli/main.js', 'accounts', 'create', username, '--role', 'user', '--full-name', fullName];
  const options = { cwd: root, env: { PATH: process.env.PATH, ...env }, input: `${password}\n`, encoding: 'utf8' };
  const { status, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0) throw new Error(`The account cannot be made: ${stderr}`);
}

async function addItems(origin) {
  const token = await signIn(origin, ['me', 'items', 'items:write', 'profile:write']);
  await ask(origin, `mutation { updateProfile(input: { email: "${email}" }) { username } }`, token);
  for (const number of numbers(ITEMS)) {
    await ask(origin, `mutation { createItem(input: { title: "Item ${number + 1}" }) { id } }`, token);
  }
}

async function signIn(origin, scopes) {
  return (await ask(origin, signInQuery(scopes))).login.accessToken;
}

export const signInQuery = (scopes) =>
  `mutation { login(username: "${account.username}", password: "${account.password}", scopes: [${scopes.map((scope) => `"${scope}"`)}]) { accessToken } }`;

/** @returns the tokens, and the requests with them: to be allowed, and to be refused */
async function requestsOf(origin) {
  const tokens = { allowed: await signIn(origin, ['me', 'items']), refused: await signIn(origin, ['me']) };
  const requests = {
    me: graphqlRequest(queries.me, tokens.allowed),
    myItems: graphqlRequest(queries.myItems, tokens.allowed),
    refused: graphqlRequest(queries.myItems, tokens.refused),
  };
  return { tokens, requests };
}

export function startThisServer(env, where) {
  return startServer('this server', process.execPath, ['dist/server/main.js'], { env, where });
}

/** A server on a filled database of its own. */
export async function startFilled(where, more) {
  const { env, ...filled } = await newFilledDatabase(more);
  return { env, ...filled, ...(await startThisServer(env, where)) };
}
