import fc from 'fast-check';
import { rawRules } from './raw-rules.js';
import { rawType } from './raw-type.js';
import { rawValue } from './raw-value.js';

const rawInput = fc.record({ type: rawType, default: fc.option(rawValue(1)), rules: rawRules });
export type RawInput = RawOf<typeof rawInput>;

const rawField = fc.record({ type: rawType, arguments: fc.array(rawInput, { maxLength: 2 }), rules: rawRules });
export type RawField = RawOf<typeof rawField>;

/** How a type repeats a field of its interfaces. */
const rawHeir = fc.record({
  narrowing: fc.nat(9),
  rules: rawRules,
  argumentRules: fc.array(rawRules, { maxLength: 2 }),
  extra: fc.option(rawInput),
});
export type RawHeir = RawOf<typeof rawHeir>;

const rawComposite = fc.record({
  interfaces: fc.nat(7),
  implementsByExtension: fc.boolean(),
  fields: fc.array(rawField, { minLength: 1, maxLength: 4 }),
  heirs: fc.array(rawHeir, { maxLength: 4 }),
  rules: rawRules,
});
export type RawComposite = RawOf<typeof rawComposite>;

/** Numbers that become a schema: whatever they are, the schema is valid. */
export const rawSchema = fc.record({
  /** Percent of the elements that have a rule. */
  density: fc.integer({ min: 3, max: 25 }),
  /** Percent of the arguments and input fields that have one. */
  inputDensity: fc.integer({ min: 5, max: 40 }),
  mayExtend: fc.boolean(),
  query: rawComposite,
  mutation: rawComposite,
  objects: fc.array(rawComposite, { minLength: 2, maxLength: 5 }),
  interfaces: fc.array(rawComposite, { maxLength: 3 }),
  unions: fc.array(fc.nat(127), { maxLength: 2 }),
  inputs: fc.array(fc.array(rawInput, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
  enum: rawRules,
  scalar: rawRules,
});
export type RawSchema = RawOf<typeof rawSchema>;

type RawOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Raw> ? Raw : never;
