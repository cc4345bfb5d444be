import { expect, test } from 'vitest';
import { Metrics } from '../../../src/metrics/metrics.js';
import { SummedNames } from '../../../src/metrics/operation-names.js';
import { relabel } from '../../../src/metrics/relabel.js';
import { sumOf } from '../../../src/metrics/sum.js';
import { samplesOf } from '../../support/metrics.js';

/** A process that has answered operations of these names, of somebody who has signed in or of others. */
function processWith(names: readonly (string | undefined)[], accountId?: string): Metrics {
  const metrics = new Metrics({ database: 'sqlite', scopes: ['me'] });
  for (const name of names) {
    metrics.answered({ operation: { name, type: 'query' }, outcome: 'ok', ...(accountId && { accountId }) }, 0.002);
  }
  return metrics;
}

/** How many of each name there are in the sum, which is made once and can be asked again. */
function summed(...processes: Metrics[]) {
  const names = new SummedNames();
  return async () => {
    const counted = await Promise.all(processes.map(async (each) => relabel(await each.snapshot(), names)));
    const text = await sumOf(counted).metrics();
    const byName = (metric: string) =>
      Object.entries(samplesOf(text, metric)).map(([labels, value]) => [/operation="(\w+)"/.exec(labels)?.[1], value]);
    const operations = Object.fromEntries(byName('scopeql_operations_total'));
    expect(Object.fromEntries(byName('scopeql_operation_duration_seconds_count'))).toEqual(operations);
    return operations;
  };
}

const hundred = (letter: string) => Array.from({ length: 100 }, (_, at) => `${letter}${at}`);

test('the sum of processes tells no more names apart than one of them, and leaves nothing out', async () => {
  const read = summed(
    ...['A', 'B', 'C'].flatMap((letter) => [
      processWith([...hundred(letter), 'Over'], 'a'),
      processWith([...hundred(letter.toLowerCase()), 'Over']),
    ]),
  );
  const expected = Object.fromEntries([...hundred('A'), ...hundred('a')].map((name) => [name, 1]));
  expect(await read()).toEqual({ ...expected, other: 406 });
});

test('what counts under another name than its own goes on to when somebody comes with it who has signed in', async () => {
  const strangers = processWith(hundred('N'));
  const [late, account] = [processWith(['Mine', 'N0']), processWith([])];
  const read = summed(strangers, late, account);
  expect(await read()).toMatchObject({ N0: 2, other: 1 });
  account.answered({ operation: { name: 'Mine', type: 'query' }, outcome: 'ok', accountId: 'a' }, 0.002);
  expect(await read()).toMatchObject({ N0: 2, other: 1, Mine: 1 });
  late.answered({ operation: { name: 'Mine', type: 'query' }, outcome: 'ok', accountId: 'a' }, 0.002);
  expect(await read()).toMatchObject({ N0: 2, other: 2, Mine: 1 });
});

test('what stands for a name stands for it in the sum, even where that has no room', async () => {
  const nothing = processWith([]);
  nothing.answered({ outcome: 'BAD_REQUEST' }, 0.002);
  const read = summed(processWith(hundred('N')), processWith([undefined, 'other']), nothing);
  expect(await read()).toMatchObject({ anonymous: 1, other: 1, none: 1 });
});
