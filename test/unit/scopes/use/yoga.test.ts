import { describe, expect, onTestFinished, test } from 'vitest';
import type { EnforceOptions } from '../../../../src/scopes/index.js';
import {
  type Answer,
  type Auth,
  envelopOf,
  type Server,
  type Setup,
  shop,
  startEnvelop,
  startYoga,
} from '../../../support/adapters.js';

interface Subscriber extends Setup {
  auth: Auth;
  query: string;
}

type Subscribe = (subscriber: Subscriber) => AsyncGenerator<Answer>;

describe.each<[string, (setup: Setup) => Promise<Server>]>([
  ['GraphQL Yoga', startYoga],
  ['Envelop', startEnvelop],
])('what %s masks', (_, start) => {
  test('is not a refusal', async () => {
    const { ask, close } = await start(shop());
    onTestFinished(async () => void (await close()));
    const { errors } = await ask({ query: '{ open broken both }', scopes: [] });
    expect(errors?.map(({ message }) => message)).toEqual([
      'Unexpected error.',
      'Query.both requires scopes: a and b, or c. Missing: c.',
    ]);
  });
});

describe.each<[string, Subscribe]>([
  ['GraphQL Yoga, over server-sent events', subscribeToYoga],
  ['Envelop', subscribeToEnvelop],
])('a subscription on %s', (_, subscribe) => {
  const query = 'subscription { tick { n } }';
  const subscribeAs = (auth: Auth, given: EnforceOptions & { query?: string; adapter?: boolean } = {}) => {
    const { query: asked = query, adapter = true, ...options } = given;
    const { schema, ran, letNext } = shop(options);
    const events = subscribe({ schema, adapter, auth, query: asked });
    onTestFinished(async () => {
      letNext();
      await events.return(undefined);
    });
    const next = async () => (await events.next()).value as Answer;
    const all = async () => {
      letNext();
      const answers: Answer[] = [];
      for await (const answer of events) answers.push(answer);
      return answers;
    };
    return { all, next, ran, letNext };
  };

  test.each<[string, Auth, string, EnforceOptions & { query?: string; adapter?: boolean }]>([
    ['nobody', null, 'UNAUTHENTICATED', {}],
    ['somebody without scopes', { scopes: [] }, 'FORBIDDEN', {}],
    ['somebody without scopes, by the guards alone', { scopes: [] }, 'FORBIDDEN', { adapter: false }],
  ])('opens no source for %s, and tells the refusal', async (_, auth, code, options) => {
    const { all, ran } = subscribeAs(auth, options);
    const answers = await all();
    expect(answers).toMatchObject([{ errors: [{ path: ['tick'], extensions: { code, missingScopes: ['ticks'] } }] }]);
    expect(answers[0]?.data ?? null).toBeNull();
    expect(ran.size).toBe(0);
  });

  test('opens no source in the mode `reject` where an event would be refused in part', async () => {
    const query = 'subscription { tick { n secret } }';
    const { all, ran } = subscribeAs({ scopes: ['ticks'] }, { query, mode: 'reject' });
    expect(await all()).toMatchObject([{ errors: [{ path: ['tick', 'secret'] }] }]);
    expect(ran.size).toBe(0);
  });

  test('delivers events to somebody who is allowed', async () => {
    const { all, ran } = subscribeAs({ scopes: ['ticks'] });
    expect(await all()).toEqual([{ data: { tick: { n: 1 } } }, { data: { tick: { n: 2 } } }]);
    expect(ran).toEqual(new Set(['Subscription.tick']));
  });

  test('that is refused in part delivers the rest, and a refusal with each event', async () => {
    const { all, ran } = subscribeAs({ scopes: ['ticks'] }, { query: 'subscription { tick { n secret } }' });
    const errors = [{ path: ['tick', 'secret'], extensions: { code: 'FORBIDDEN' } }];
    expect(await all()).toMatchObject([
      { data: { tick: { n: 1, secret: null } }, errors },
      { data: { tick: { n: 2, secret: null } }, errors },
    ]);
    expect(ran).not.toContain('Tick.secret');
  });

  test.each<[string, (auth: { scopes: string[] }) => void]>([
    ['replaced', (auth) => Object.assign(auth, { scopes: [] })],
    ['changed in place', (auth) => auth.scopes.pop()],
  ])('refuses the next event where the scopes were %s', async (_, lose) => {
    const auth = { scopes: ['ticks'] };
    const { next, letNext } = subscribeAs(auth);
    expect(await next()).toEqual({ data: { tick: { n: 1 } } });
    lose(auth);
    letNext();
    const answer = await next();
    expect(answer.data).toEqual({ tick: null });
    expect(answer.errors).toMatchObject([{ path: ['tick'], extensions: { code: 'FORBIDDEN' } }]);
  });

  test.each(['cost', 'price'])(
    'tells at most 100 refusals of %s with each event, and that there are more',
    async (field) => {
      const { all } = subscribeAs({ scopes: ['ticks'] }, { query: `subscription { tick { list { ${field} } } }` });
      const answers = await all();
      expect(answers.map(({ errors }) => errors?.length)).toEqual([101, 101]);
      for (const { errors } of answers) expect(errors?.[100]?.extensions?.moreRefusals).toBe(true);
    },
  );
});

async function* subscribeToYoga({ query, auth, ...setup }: Subscriber): AsyncGenerator<Answer> {
  const { url, close } = await startYoga({ ...setup, auth: () => auth });
  try {
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
    const { body } = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    yield* answersIn(body as unknown as AsyncIterable<Uint8Array>);
  } finally {
    await close();
  }
}

async function* answersIn(body: AsyncIterable<Uint8Array>): AsyncGenerator<Answer> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^event: next\ndata: (.*)$/m.exec(event)?.[1];
      if (data) yield JSON.parse(data) as Answer;
    }
  }
}

async function* subscribeToEnvelop({ query, auth, ...setup }: Subscriber): AsyncGenerator<Answer> {
  const { schema, parse, contextFactory, subscribe } = envelopOf(setup)({ auth });
  const result = await subscribe({ schema, document: parse(query), contextValue: await contextFactory() });
  const answers = Symbol.asyncIterator in result ? result : [result];
  for await (const answer of answers) yield JSON.parse(JSON.stringify(answer)) as Answer;
}
