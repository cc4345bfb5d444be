import fc, { type Arbitrary } from 'fast-check';

// Inputs that begin as good ones. Bytes are written as text, one character a byte (latin1), which is also how they are shown.

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Where in a text, as a part of its length: one good for every length. Most numbers of `fc.double` are next to 0. */
export const place = fc.nat(1_000).map((thousandths) => thousandths / 1_000);
const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));

type Change = (text: string) => string;

const at = (text: string, part: number) => Math.floor(part * text.length);

const changes: Arbitrary<Change> = fc.oneof(
  // flip a bit
  fc.tuple(place, fc.nat(7)).map(
    ([where, bit]): Change =>
      (text) => {
        const index = Math.min(at(text, where), text.length - 1);
        const flipped = String.fromCharCode((text.charCodeAt(index) || 0) ^ (1 << bit));
        return text.slice(0, Math.max(0, index)) + flipped + text.slice(index + 1);
      },
  ),
  // insert
  fc.tuple(place, fc.string({ unit: byte, minLength: 1, maxLength: 6 })).map(
    ([where, more]): Change =>
      (text) => {
        return text.slice(0, at(text, where)) + more + text.slice(at(text, where));
      },
  ),
  // delete, duplicate
  fc.tuple(place, fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 2, 3)).map(
    ([where, length, times]): Change =>
      (text) => {
        const from = at(text, where);
        const piece = text.slice(from, from + length);
        return text.slice(0, from) + piece.repeat(times) + text.slice(from + length);
      },
  ),
  // truncate
  place.map(
    (where): Change =>
      (text) =>
        text.slice(0, at(text, where)),
  ),
);

/** A few changes to the bytes of one of these. */
export function mutated(valid: readonly string[]): Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...valid), fc.array(changes, { minLength: 1, maxLength: 4 }))
    .map(([text, all]) => all.reduce((changed, change) => change(changed), text));
}

const nested = fc
  .tuple(fc.integer({ min: 1, max: 20_000 }), fc.constantFrom(['[', ']'], ['{"a":', '}']))
  .map(([depth, [open = '', close = '']]) => `${open.repeat(depth)}0${close.repeat(depth)}`);

/** JSON that is well-formed, and as odd as that can be. */
export const jsonText: Arbitrary<string> = fc.oneof(
  fc.json(),
  nested,
  fc.constantFrom(
    ...['null', 'true', '0', '-0', '1e400', '-1e400', '1E-400', '99999999999999999999', '2147483648', '0.1'],
    ...['""', '"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"\\ufeff"', '[]', '{}', '[null]', '[[]]'],
    ...['{"__proto__":{"x":1}}', '{"constructor":{"prototype":{"x":1}}}', '{"toString":1,"hasOwnProperty":null}'],
  ),
  fc.integer({ min: 1, max: 9 }).map((power) => JSON.stringify('x'.repeat(2 ** power * 100))),
);
