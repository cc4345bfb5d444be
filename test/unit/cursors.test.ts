import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCursors } from '../../src/cursors.js';

const secret = Buffer.alloc(32, 1);
const position = fc.record({ createdAt: fc.integer({ min: 0 }), id: fc.uuid() });

test('a cursor leads back to its position', () => {
  const cursors = createCursors(() => [secret]);
  fc.assert(
    fc.property(fc.uuid(), position, (owner, at) => {
      expect(cursors.read(owner, cursors.write(owner, at))).toEqual(at);
    }),
  );
});

test('a cursor with any bit changed is none', () => {
  const cursors = createCursors(() => [secret]);
  fc.assert(
    fc.property(position, fc.nat(), (at, where) => {
      const bytes = Buffer.from(cursors.write('owner', at), 'base64url');
      const bit = where % (bytes.length * 8);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(cursors.read('owner', bytes.toString('base64url'))).toBeUndefined();
    }),
  );
});

test('a text that no server wrote is none', () => {
  const cursors = createCursors(() => [secret]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => cursors.read('owner', text) === undefined),
  );
});

test('a cursor is its list’s alone', () => {
  const cursors = createCursors(() => [secret]);
  const cursor = cursors.write('one', { createdAt: 1, id: 'x' });
  expect(cursors.read('another', cursor)).toBeUndefined();
});

test('a cursor survives a rotation of the keys, and not their retirement', () => {
  const cursor = createCursors(() => [secret]).write('owner', { createdAt: 1, id: 'x' });
  const next = Buffer.alloc(32, 2);
  expect(createCursors(() => [next, secret]).read('owner', cursor)).toEqual({ createdAt: 1, id: 'x' });
  expect(createCursors(() => [next]).read('owner', cursor)).toBeUndefined();
});
