// The servers that this one is compared with.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, startServer } from './children.mjs';
import { graphqlRequest } from './http.mjs';
import { queries } from './work.mjs';

const folder = join(root, 'test/bench/peers');
const PYTHON = '/usr/bin/python3';
const PYTHON_PACKAGES = 'python3-fastapi python3-uvicorn python3-uvloop python3-httptools python3-jwt';

const readGraphQL = { me: ({ data }) => data.me, myItems: ({ data }) => data.myItems.nodes };

/** Installs what the peers, and the load, are made of, unless it is there. */
export function installPeers() {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const installed = join(folder, 'node_modules/.package-lock.json');
  if (existsSync(installed) && isAsLocked(JSON.parse(lock), JSON.parse(readFileSync(installed, 'utf8')))) return;
  console.log('Installing the peers …');
  const args = ['ci', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel', 'error'];
  if (spawnSync('npm', args, { stdio: 'inherit' }).status !== 0) throw new Error('The peers cannot be installed.');
}

function isAsLocked(locked, installed) {
  const versions = Object.entries(installed.packages).map(([path, { version }]) => [path, version]);
  return versions.every(([path, version]) => locked.packages[path]?.version === version);
}

function versionOf(name) {
  return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
}

const named = (...names) => names.map((name) => `${name} ${versionOf(name)}`).join(', ');

/** A peer that speaks GraphQL, with this server's own token. */
function nodePeer({ id, name, note, packages, refusedStatus, paths }) {
  return {
    id,
    name,
    note,
    versions: packages.length > 0 ? named(...packages) : `Node.js ${process.version}`,
    read: readGraphQL,
    refusedStatus,
    start: (fixture, where) => {
      const env = { NODE_ENV: 'production', FIXTURE: JSON.stringify(fixture) };
      return startServer(name, process.execPath, [join(folder, `${id}.mjs`)], { env, where });
    },
    requests: ({ allowed, refused }) => ({
      me: { ...graphqlRequest(queries.me, allowed), ...paths?.me },
      myItems: { ...graphqlRequest(queries.myItems, allowed), ...paths?.myItems },
      ...(refusedStatus && { refused: graphqlRequest(queries.myItems, refused) }),
    }),
  };
}

function nodePeers() {
  const stack = ['@apollo/server', 'fastify'];
  const peers = [
    {
      id: 'constant',
      name: 'node:http, a constant answer',
      note: 'no GraphQL, no token looked at: the limit',
      packages: [],
      paths: { me: { path: '/graphql/me' }, myItems: { path: '/graphql/myItems' } },
    },
    { id: 'graphql-js', name: 'graphql-js on node:http (no token)', note: '', packages: ['graphql'] },
    { id: 'apollo', name: 'Apollo Server on Fastify (no token)', note: '', packages: stack },
    {
      id: 'apollo-wrapper',
      name: 'Apollo on Fastify, the usual wrapper',
      note: 'mapSchema around the resolvers, jose on each request',
      packages: [...stack, '@graphql-tools/utils', 'jose'],
      refusedStatus: 200,
    },
    {
      id: 'apollo-shield',
      name: 'Apollo on Fastify, graphql-shield',
      note: 'jose on each request',
      packages: [...stack, 'graphql-shield', 'jose'],
      refusedStatus: 200,
    },
    {
      id: 'yoga',
      name: 'GraphQL Yoga with generic-auth',
      note: 'jose on each request',
      packages: ['graphql-yoga', '@envelop/generic-auth', 'jose'],
      refusedStatus: 401,
    },
    {
      id: 'mercurius',
      name: 'Mercurius with mercurius-auth',
      note: 'jose on each request',
      packages: ['mercurius', 'mercurius-auth', 'fastify', 'jose'],
      refusedStatus: 200,
    },
    {
      id: 'mercurius-jit',
      name: 'Mercurius with mercurius-auth and JIT',
      note: 'jose on each request',
      packages: ['mercurius', 'mercurius-auth', 'graphql-jit', 'fastify', 'jose'],
      refusedStatus: 200,
    },
  ];
  return peers.map(nodePeer);
}

/** FastAPI, unless its packages are not there. */
function fastApi(versions) {
  const uvicorn = '-m uvicorn --app-dir test/bench/peers --loop uvloop --http httptools --no-access-log --port 0';
  const bearer = (token) => ({ authorization: `Bearer ${token}` });
  const get = (path, token) => ({ method: 'GET', path, headers: bearer(token) });
  const name = 'FastAPI, its walkthrough of scopes';
  return {
    id: 'fastapi',
    name,
    note: 'REST, HS256, PyJWT on each request; one worker on uvloop and httptools',
    versions,
    read: {
      me: ({ username, full_name: fullName, email }) => ({ username, fullName, email }),
      myItems: (items) => items,
    },
    refusedStatus: 401,
    start: (fixture, where) => {
      const env = { FIXTURE: JSON.stringify(fixture), PYTHONDONTWRITEBYTECODE: '1' };
      return startServer(name, PYTHON, [...uvicorn.split(' '), 'fastapi_scopes:app'], { env, where });
    },
    requests: ({ fastApiAllowed, fastApiRefused }) => ({
      me: get('/users/me/', fastApiAllowed),
      myItems: get('/users/me/items/', fastApiAllowed),
      refused: get('/users/me/items/', fastApiRefused),
    }),
  };
}

/** @returns what of FastAPI's is there, in words; undefined where something is missing */
function fastApiVersions() {
  const names = ['fastapi', 'uvicorn', 'uvloop', 'httptools', 'jwt'];
  const program = `import platform, ${names.join(', ')}
print('Python', platform.python_version(), *[f', {m.__name__} {m.__version__}' for m in (${names.join(', ')})], sep=' ')`;
  const { status, stdout } = spawnSync(PYTHON, ['-c', program], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().replaceAll(' ,', ',') : undefined;
}

/** @returns the peers that can be started, and what is said of the others */
export function findPeers() {
  const versions = fastApiVersions();
  if (versions) return { peers: [...nodePeers(), fastApi(versions)], missing: [] };
  return { peers: nodePeers(), missing: [`FastAPI is left out; it needs: apt-get install ${PYTHON_PACKAGES}`] };
}
