import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { headersOf } from '../support/headers.js';
import { expectRefusal, startTarget, type Target } from '../support/hostile.js';
import { answersIn } from '../support/raw-http.js';

const QUERY = JSON.stringify({ query: '{ scopes { name } }' });
const CREATE = JSON.stringify({ query: 'mutation { createItem(input: { title: "x" }) { id } }' });
const json = { 'content-type': 'application/json' };

type Request = Parameters<Target['fetch']>[0];

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json): Request => ({
  method: 'POST',
  headers,
  body,
});

/** A request that a client can send, and what it is answered with. */
const requests: Record<string, [Request, number]> = {
  'no content type': [post(new TextEncoder().encode(QUERY), {}), 415],
  'text that is JSON': [post(QUERY, { 'content-type': 'text/plain' }), 415],
  'a form': [post('query=%7Bscopes%7Bname%7D%7D', { 'content-type': 'application/x-www-form-urlencoded' }), 415],
  'parts of a form': [post('--x\r\n\r\n--x--', { 'content-type': 'multipart/form-data; boundary=x' }), 415],
  'GraphQL alone': [post('{ scopes { name } }', { 'content-type': 'application/graphql' }), 415],
  'a content type that is none': [post(QUERY, { 'content-type': 'application/json, text/plain' }), 415],
  'JSON in UTF-16': [post(QUERY, { 'content-type': 'application/json; charset=utf-16' }), 415],
  'JSON in UTF-7': [post(QUERY, { 'content-type': 'application/json;charset="UTF-7"' }), 415],
  'two charsets': [post(QUERY, { 'content-type': 'application/json; charset=utf-8; charset=latin1' }), 415],
  'bytes that are no UTF-8': [
    post(new Uint8Array([...Buffer.from('{"query":"{ scopes { name } } #'), 0xff, ...Buffer.from('"}')])),
    400,
  ],
  'half of a character': [
    post(new Uint8Array([...Buffer.from('{"query":"{ scopes { name } } #'), 0xe2, 0x82, ...Buffer.from('"}')])),
    400,
  ],
  'a surrogate in UTF-8': [
    post(new Uint8Array([...Buffer.from('{"query":"{ scopes { name } } #'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')])),
    400,
  ],
  'a body that becomes large': [
    post(gzipSync(Buffer.alloc(10_000_000, ' ')), { ...json, 'content-encoding': 'gzip' }),
    415,
  ],
  'a body in two codings': [post(QUERY, { ...json, 'content-encoding': 'identity, br' }), 415],
  'a body that is too large': [post(`{"query":"${'#'.repeat(262_144)}"}`), 413],
  nothing: [post(''), 400],
  'half of JSON': [post('{"query":'), 400],
  null: [post('null'), 400],
  'a list': [post(`[${QUERY}]`), 400],
  'a text': [post('"{ scopes { name } }"'), 400],
  'a key that leads into a prototype': [post('{"query":"{ scopes { name } }","__proto__":{"a":1}}'), 400],
  'a constructor that leads into a prototype': [
    post('{"query":"{__typename}","constructor":{"prototype":{"a":1}}}'),
    400,
  ],
  'lists in lists in lists': [
    post(`{"query":"{ scopes { name } }","variables":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    400,
  ],
  'a query that is a number': [post('{"query":1}'), 400],
  'a query that is a list': [post('{"query":["{ scopes { name } }"]}'), 400],
  'variables that are a list': [post('{"query":"{ scopes { name } }","variables":[1]}'), 400],
  'variables that are a text': [post('{"query":"{ scopes { name } }","variables":"{}"}'), 400],
  'an operation name that is an object': [post('{"query":"{ scopes { name } }","operationName":{}}'), 400],
  'extensions that are a number': [post('{"query":"{ scopes { name } }","extensions":7}'), 400],
  'a persisted query under a wrong hash': [
    post(
      JSON.stringify({
        query: '{ scopes { name } }',
        extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
      }),
    ),
    400,
  ],
  'a mutation by GET': [
    { path: '/graphql?query=mutation{__typename}', headers: { 'apollo-require-preflight': '1' } },
    405,
  ],
  'a query by GET that any page can send': [{ path: '/graphql?query={scopes{name}}' }, 400],
  'a mutation that any page can send': [
    post(CREATE, { 'content-type': 'text/plain;charset=UTF-8', origin: 'https://evil.example' }),
    415,
  ],
  'a GET with a content type that any page can send': [
    { path: '/graphql?query={scopes{name}}', headers: { 'content-type': 'text/plain' } },
    400,
  ],
  PUT: [{ ...post(QUERY), method: 'PUT' }, 405],
  DELETE: [{ method: 'DELETE' }, 405],
  PATCH: [{ ...post(QUERY), method: 'PATCH' }, 405],
  'OPTIONS that is no preflight': [{ method: 'OPTIONS' }, 405],
  'a path below': [{ ...post(QUERY), path: '/graphql/x' }, 404],
  'another path': [{ path: '/admin' }, 404],
  'a path that is none': [{ path: '/graphql%ff' }, 400],
  'a path that leads up': [{ path: '/explorer/..%2f..%2fpackage.json' }, 404],
  'a path that leads up from a file': [{ path: '/explorer/assets/..%2findex.html' }, 404],
};

/** What is no request that a client library sends, and what it is answered with. */
const raw: Record<string, [(length: number) => string, number]> = {
  'a length and chunks': [
    (n) =>
      `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${n}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  'two lengths': [
    (n) =>
      `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${n}\r\nContent-Length: 5\r\n\r\n${QUERY}`,
    400,
  ],
  'a length that is none': [
    () => `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n${QUERY}`,
    400,
  ],
  'chunks in another spelling': [
    () =>
      `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: xchunked\r\n\r\n${QUERY}`,
    400,
  ],
  'a chunk whose size is none': [
    () =>
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    400,
  ],
  'no host': [
    (n) =>
      `POST /graphql HTTP/1.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${n}\r\n\r\n${QUERY}`,
    400,
  ],
  'two hosts': [
    (n) =>
      `POST /graphql HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${n}\r\n\r\n${QUERY}`,
    400,
  ],
  'many headers': [
    () => `GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${'a:b\r\n'.repeat(2_500)}\r\n`,
    431,
  ],
  'headers that are too long': [() => `GET /graphql HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  'a header line that is folded': [
    () => 'GET /graphql HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\nConnection: close\r\n\r\n',
    400,
  ],
  'a space before the colon': [() => 'GET /graphql HTTP/1.1\r\nHost : x\r\n\r\n', 400],
  'a NUL in a header': [() => 'GET /graphql HTTP/1.1\r\nHost: x\r\nX: \0\r\n\r\n', 400],
  'an unknown method': [() => 'FETCH /graphql HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  TRACE: [() => 'TRACE /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 405],
  PROPFIND: [() => 'PROPFIND /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 405],
  'another protocol': [() => '\x16\x03\x01\x00\xa5\x01\x00\x00', 400],
  'HTTP/2 without TLS': [() => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  'a body that is too large, in chunks': [
    () =>
      `POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${`8000\r\n${' '.repeat(32_768)}\r\n`.repeat(9)}0\r\n\r\n`,
    413,
  ],
};

const statusIn = (told: string) => answersIn(told)[0]?.status;
const bodyIn = (told: string) => JSON.parse(answersIn(told)[0]?.text ?? '');

describe('a request', () => {
  test.each(Object.entries(requests))(
    'with %s is refused in the form of GraphQL, and others are served',
    async (_, [request, status]) => {
      const { fetch, expectCanary } = await startTarget();
      const told = await fetch(request);
      expectRefusal(told, status);
      expect(told.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/);
      expect(told.headers.get('cache-control')).toBe('no-store');
      await expectCanary();
    },
  );

  test.each(Object.entries(raw))(
    'with %s is refused in the form of GraphQL, and others are served',
    async (_, [bytes, status]) => {
      const { write, expectCanary } = await startTarget();
      const told = await write(bytes(QUERY.length));
      expect([statusIn(told), told]).toEqual([status, told]);
      expect(bodyIn(told)).toMatchObject({
        errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }],
      });
      await expectCanary();
    },
  );

  test('that hides another one in its body is one request', async () => {
    const { write, db, signIn } = await startTarget();
    const token = await signIn('johndoe');
    const hidden = `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${CREATE.length}\r\n\r\n${CREATE}`;
    const told = await write(
      `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${hidden.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    );
    expect(told.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(await db.selectFrom('items').select('id').execute()).toHaveLength(12);
  });

  test('with garbage behind it is answered as it would be without, and then its connection is closed', async () => {
    const { write, signIn, expectCanary } = await startTarget();
    const token = await signIn('johndoe');
    const told = await write(
      `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${CREATE.length}\r\n\r\n${CREATE}garbage\r\n\r\n`,
      10_000,
    );
    expect(statusIn(told)).toBe(200);
    expect(bodyIn(told).data.createItem).toHaveProperty('id');
    expect(told.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(told).toMatch(/^connection: close/im);
    await expectCanary();
  });

  test('is one of a few that may wait on a connection: of thousands sent at once, none more is worked on', async () => {
    const { app, url, expectCanary } = await startTarget();
    const sockets = Array.from({ length: 20 }, () => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      onTestFinished(() => void socket.destroy());
      socket.on('error', () => undefined);
      socket.write(
        `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${QUERY.length}\r\n\r\n${QUERY}`,
      );
      socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2_000));
      return socket;
    });
    await Promise.all(sockets.map((socket) => new Promise((closed) => socket.once('close', closed))));
    await expectCanary();
    // What was not answered is forgotten with its connection.
    await expect.poll(() => app.connections.isAnyWaiting).toBe(false);
  });

  test('by HEAD has no body, and one that expects something is answered', async () => {
    const { fetch, write } = await startTarget();
    expect(await fetch({ method: 'HEAD' })).toMatchObject({ status: 400, bytes: 0 });
    const head = `POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${QUERY.length}\r\n`;
    expect(await write(`${head}Expect: 200-maybe\r\n\r\n${QUERY}`)).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(await write(`${head}Expect: 100-continue\r\n\r\n${QUERY}`)).toMatch(
      /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/,
    );
  });

  test('from a foreign page is told to no page, and can change nothing', async () => {
    const { fetch, signIn, db } = await startTarget({ NODE_ENV: 'development' });
    const token = await signIn('johndoe');
    const told = await fetch(post(QUERY, { ...headersOf(token), origin: 'https://evil.example' }));
    expect(told.headers.get('access-control-allow-origin')).toBeNull();
    expect(told.headers.get('access-control-allow-credentials')).toBeNull();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const simple = await fetch(post(CREATE, { authorization: `Bearer ${token}`, 'content-type': type }));
      expectRefusal(simple, 415);
    }
    expect(await db.selectFrom('items').select('id').execute()).toHaveLength(12);
  });

  test('for a persisted query is refused, and puts nothing where others would find it', async () => {
    const { fetch } = await startTarget();
    const query = '{ scopes { name } }';
    for (const sha256Hash of [createHash('sha256').update(query).digest('hex'), '__proto__', '']) {
      const extensions = { persistedQuery: { version: 1, sha256Hash } };
      for (const text of [query, '{ __typename }', undefined]) {
        expectRefusal(await fetch(post(JSON.stringify({ query: text, extensions }))), 400);
      }
    }
    expect((await fetch(post(QUERY))).body.data.scopes).toContainEqual({ name: 'me' });
  });
});

describe('a client that is slow', () => {
  const patience = { headers: 400, request: 800 };
  const start = () => startTarget({}, undefined, { patience });
  const half = `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${QUERY.length}\r\n`;

  test.each([
    ['with its headers', half],
    ['with its body', `${half}\r\n${QUERY.slice(0, 5)}`],
  ])('%s is told that it was too slow, and others are served meanwhile', async (_, bytes) => {
    const { write, expectCanary } = await start();
    const slow = Array.from({ length: 50 }, () => write(bytes, 10_000));
    await expectCanary();
    for (const told of await Promise.all(slow)) {
      expect(statusIn(told)).toBe(408);
      expect(bodyIn(told).errors).toHaveLength(1);
    }
    await expectCanary();
  });

  test('byte by byte is not waited for longer', async () => {
    const { url, expectCanary } = await start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    let told = '';
    socket.on('data', (chunk) => {
      told += chunk;
    });
    socket.on('error', () => socket.destroy());
    const closed = once(socket, 'close');
    const drip = setInterval(() => socket.write('x'), 50);
    socket.write(half.replace(/\r\n$/, '\r\nX-Slow: '));
    await closed;
    clearInterval(drip);
    expect(statusIn(told)).toBe(408);
    await expectCanary();
  });

  test('and says nothing at all is hung up on', async () => {
    const { write, expectCanary } = await start();
    expect(statusIn(await write('', 10_000))).toBe(408);
    await expectCanary();
  });
});
