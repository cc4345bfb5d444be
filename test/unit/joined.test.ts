import { expect, test } from 'vitest';
import { joined } from '../../src/joined.js';

test('what is asked for while it is done is done once, and anew after that, whether or not it went well', async () => {
  let times = 0;
  const done = joined(async () => {
    times += 1;
    if (times === 2) throw new Error('no');
    return times;
  });
  expect(await Promise.all([done(), done(), done()])).toEqual([1, 1, 1]);
  expect(await Promise.allSettled([done(), done()])).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  expect(await done()).toBe(3);
});
