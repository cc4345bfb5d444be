import fc from 'fast-check';
import { type RawValue, rawValue } from './raw-value.js';

/** What becomes a selection. */
export interface RawSelection {
  /** 0 to 8: a field; 9 to 11: an inline fragment; 12: a named fragment; 13 to 15: a named fragment again. */
  form: number;
  target: number;
  /** 0 to 5: the usual response key; 6 and 7: another one; 8 and 9: one that other object types use too. */
  key: number;
  /** 0 to 21: no condition; 22 to 25: literals; 26 to 29: variables. */
  skip: number;
  include: number;
  isSplit: boolean;
  arguments: readonly RawValue[];
  children: readonly RawSelection[];
}

function rawSelection(depth: number): fc.Arbitrary<RawSelection> {
  return fc.record({
    form: fc.nat(15),
    target: fc.nat(99),
    key: fc.nat(9),
    skip: fc.nat(29),
    include: fc.nat(29),
    isSplit: fc.boolean(),
    arguments: fc.array(rawValue(3), { maxLength: 3 }),
    children: depth > 0 ? rawSelections(depth - 1, 4) : fc.constant<readonly RawSelection[]>([]),
  });
}

function rawSelections(depth: number, maxLength: number): fc.Arbitrary<readonly RawSelection[]> {
  return fc.array(rawSelection(depth), { minLength: 1, maxLength });
}

/** Numbers that become an operation once the schema is known: whatever they are, the operation is valid. */
export const rawOperation = fc.record({
  isMutation: fc.boolean(),
  selections: rawSelections(3, 8),
  /** Whether conditions are given as variables. */
  hasSwitches: fc.boolean(),
  /** Bits: what those variables are. */
  switches: fc.nat(127),
});
export type RawOperation = typeof rawOperation extends fc.Arbitrary<infer Raw> ? Raw : never;
