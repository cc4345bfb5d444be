import { expect, test } from 'vitest';
import { networkOf } from '../../../src/auth/network.js';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:c000:201', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '8193:3512:1:2'],
  ['2001:0db8:1:2::', '8193:3512:1:2'],
  ['2001:db8::1', '8193:3512:0:0'],
  ['fe80::1%eth0', '65152:0:0:0'],
  ['unknown', 'unknown'],
])('%s is of the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
