import { expect, test } from 'vitest';
import { Metrics } from '../../../src/metrics/metrics.js';
import { samplesOf } from '../../support/metrics.js';

const start = () => new Metrics({ database: 'sqlite', scopes: ['me', 'items'] });

const seriesIn = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('ten thousand names, of everybody and in every spelling, make as many series as two hundred', async () => {
  const metrics = start();
  const count = async () =>
    seriesIn(await metrics.text()).filter((line) => line.startsWith('scopeql_operation')).length;
  const ask = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) {
      const operation = { name: `N${at}`, type: 'query' };
      metrics.answered({ operation, outcome: 'ok', ...(at % 2 === 0 && { accountId: 'a' }) }, 0.001);
    }
  };
  ask(0, 200);
  const before = await count();
  ask(0, 10_000);
  // What is over counts together: one series of the counter, and one of the histogram, which is fifteen.
  expect(await count()).toBe(before + 16);
  const operations = samplesOf(await metrics.text(), 'scopeql_operations_total');
  expect(Object.keys(operations)).toHaveLength(201);
  expect(operations['{operation="other",type="query",outcome="ok"}']).toBe(9_800);
  expect(Object.values(operations).reduce((sum, value) => sum + value)).toBe(10_200);
});

test('those who have signed in and those who have not cannot take the names of the others', async () => {
  const metrics = start();
  const ask = (name: string, accountId?: string) =>
    metrics.answered({ operation: { name, type: 'query' }, outcome: 'ok', ...(accountId && { accountId }) });
  for (let at = 0; at < 150; at += 1) ask(`M${at}`, 'a');
  for (let at = 0; at < 150; at += 1) ask(`N${at}`);
  // One that is told apart counts as itself, whoever asks.
  ask('M0');
  const operations = samplesOf(await metrics.text(), 'scopeql_operations_total');
  const names = Object.keys(operations).map((labels) => /operation="(\w+)"/.exec(labels)?.[1] ?? '');
  expect(names.filter((name) => name.startsWith('N'))).toHaveLength(100);
  expect(names.filter((name) => name.startsWith('M'))).toHaveLength(100);
  expect(operations['{operation="M0",type="query",outcome="ok"}']).toBe(2);
});

test.each(['anonymous', 'none', 'other'])(
  'an operation that is called %s is not taken for what that stands for',
  async (name) => {
    const metrics = start();
    metrics.answered({ operation: { name, type: 'query' }, outcome: 'ok' });
    expect(samplesOf(await metrics.text(), 'scopeql_operations_total')).toEqual({
      '{operation="other",type="query",outcome="ok"}': 1,
    });
  },
);

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is a name like any other', async (name) => {
  const metrics = start();
  metrics.answered({ operation: { name, type: 'query' }, outcome: 'ok' }, 0.001);
  expect(samplesOf(await metrics.text(), 'scopeql_operations_total')).toEqual({
    [`{operation="${name}",type="query",outcome="ok"}`]: 1,
  });
});

test('a scope that is not in the catalogue is not counted', async () => {
  const metrics = start();
  metrics.answered({ outcome: 'FORBIDDEN', missingScopes: ['items', 'of a role of long ago'] });
  expect(samplesOf(await metrics.text(), 'scopeql_refusals_total')).toEqual({ '{scope="items"}': 1 });
});

test('two applications in one process count each for itself', async () => {
  const [one, other] = [start(), start()];
  one.signedIn('password', 'ok');
  expect(samplesOf(await one.text(), 'scopeql_sign_ins_total')).toEqual({ '{method="password",outcome="ok"}': 1 });
  expect(samplesOf(await other.text(), 'scopeql_sign_ins_total')).toEqual({});
});
