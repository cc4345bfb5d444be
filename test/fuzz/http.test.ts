import fc, { type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { expectGraphQL, expectTellsNothing, FUZZ_TIMEOUT, fuzz, startFuzzed } from '../support/fuzz.js';
import { mutated } from '../support/mutate.js';
import { answersIn, exchange } from '../support/raw-http.js';

const me = '{"query":"{ me { id username email } }"}';

function requestsOf(token: string): string[] {
  const head = `Host: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`;
  const sized = (text: string) => `${head}Content-Length: ${text.length}\r\n\r\n${text}`;
  const chunked = '10\r\n{"query":"{ me {\r\n18;a=b\r\n id username email } }"}\r\n0\r\n';
  return [
    `POST /graphql HTTP/1.1\r\n${sized(me)}`,
    `POST /graphql HTTP/1.1\r\n${sized(me)}POST /graphql HTTP/1.1\r\n${sized(me)}`,
    `POST /graphql HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\n${chunked}\r\n`,
    `POST /graphql HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\nTrailer: X\r\n\r\n${chunked}X: y\r\n\r\n`,
    `POST /graphql HTTP/1.0\r\n${sized(me)}`,
    `POST /graphql HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\nAccept: application/graphql-response+json\r\n${sized(me)}`,
    `GET /graphql?query=%7Bme%7Busername%7D%7D HTTP/1.1\r\nApollo-Require-Preflight: 1\r\n${head}\r\n`,
    `HEAD /graphql HTTP/1.1\r\n${head}\r\nOPTIONS /graphql HTTP/1.1\r\nOrigin: http://localhost\r\nAccess-Control-Request-Method: POST\r\n${head}\r\n`,
    `GET /healthz HTTP/1.1\r\n${head}\r\nGET /.well-known/jwks.json HTTP/1.1\r\n${head}\r\nGET /nothing HTTP/1.1\r\n${head}\r\n`,
  ];
}

const lines = [
  ...['Content-Length: 0', 'Content-Length: 5', 'Content-Length: +40', 'Content-Length: 40, 40', 'Content-Length: -1'],
  ...[
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: chunked, identity',
    'Transfer-Encoding:\tchunked',
    'transfer-encoding : chunked',
  ],
  ...[
    'Host: a',
    'Host:',
    'Connection: close',
    'Connection: upgrade\r\nUpgrade: websocket',
    'Connection: keep-alive, Content-Type',
  ],
  ...[
    'Expect: 100-continue',
    'Expect: 200-ok',
    'Content-Encoding: gzip',
    'Accept: text/html',
    'Accept: \x00',
    'X: \x80\xff',
  ],
  ...[
    'Authorization: Bearer x',
    'Authorization:',
    ' folded',
    'X-Forwarded-For: 1.2.3.4',
    'Origin: null',
    'Content-Type: text/plain',
  ],
  ...[`X-Long: ${'x'.repeat(20_000)}`, 'X: y\r\n'.repeat(2_000).trimEnd(), '', '\0', ': ', 'X', 'X: a\rb', 'X: a\nb'],
];

/** Puts lines between the lines of a request, or in their place. */
const spliced = (requests: readonly string[]): Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...requests),
      fc.array(fc.tuple(fc.nat(6), fc.nat(1), fc.constantFrom(...lines)), { minLength: 1, maxLength: 3 }),
    )
    .map(([request, changes]) =>
      changes
        .reduce((parts, [at, count, line]) => parts.toSpliced(at + 1, count, line), request.split('\r\n'))
        .join('\r\n'),
    );

const noise = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 300,
});

test(
  'whatever bytes come, what answers them is HTTP, and tells nothing',
  async () => {
    const target = await startFuzzed();
    const token = await target.signIn('johndoe');
    const requests = requestsOf(token);
    const bytes = fc.oneof(
      { weight: 1, arbitrary: noise },
      { weight: 4, arbitrary: mutated(requests) },
      { weight: 4, arbitrary: spliced(requests) },
    );
    const statuses = new Map<number, number>();
    await fuzz(target, fc.array(bytes, { minLength: 1, maxLength: 64, size: 'max' }), async (all) => {
      const exchanges = all.map(async (sent) => {
        for (const answer of answersIn(await exchange(target.port, sent))) {
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
          expectTellsNothing(answer, target.notForJohndoe);
          const isEmpty = answer.text === '';
          if (isEmpty)
            expect([100, 204].includes(answer.status) || sent.includes('HEAD'), String(answer.status)).toBe(true);
          if (isEmpty || !answer.headers.get('content-type')?.includes('json')) continue;
          if (answer.status >= 400) expectGraphQL(answer);
          const { data } = JSON.parse(answer.text);
          if (data?.me) expect(sent).toContain(token);
        }
      });
      await Promise.all(exchanges);
    });
    console.log(Object.fromEntries(statuses));
    expect(statuses.get(200)).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);
