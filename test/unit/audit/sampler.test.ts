import { expect, test } from 'vitest';
import { createSampler } from '../../../src/audit/sampler.js';
import { FakeClock } from '../../support/clock.js';

test('a key is recorded so often in a minute, and again in the next', () => {
  const clock = new FakeClock();
  const isRecorded = createSampler(2, clock.now);
  const three = () => [isRecorded('a'), isRecorded('a'), isRecorded('a')];
  expect(three()).toEqual([true, true, false]);
  expect(isRecorded('b')).toBe(true);
  clock.advance({ seconds: 59 });
  expect(isRecorded('a')).toBe(false);
  clock.advance({ seconds: 1 });
  expect(three()).toEqual([true, true, false]);
});

test('a clock that is put back a day begins a new minute', () => {
  const clock = new FakeClock();
  const isRecorded = createSampler(1, clock.now);
  expect([isRecorded('a'), isRecorded('a')]).toEqual([true, false]);
  clock.advance({ days: -1 });
  expect([isRecorded('a'), isRecorded('a')]).toEqual([true, false]);
});
