import fc from 'fast-check';
import { NO_RULES, pick, type Rule, type Rules, SIGNED_IN } from './schema-model.js';

/** All the scopes there are. */
export const SCOPES = ['a', 'b', 'c', 'd'];

const alternative = fc.uniqueArray(fc.constantFrom(...SCOPES), { minLength: 1, maxLength: 2 });
const alternatives = fc.array(alternative, { minLength: 1, maxLength: 3 });

/** What becomes the rules on one element. */
export interface RawRules {
  /** Of a hundred; the higher, the more likely there are rules at all. */
  gate: number;
  form: number;
  first: Rule;
  second: Rule;
}

export const rawRules: fc.Arbitrary<RawRules> = fc.record({
  gate: fc.nat(99),
  form: fc.nat(9),
  first: alternatives,
  second: alternatives,
});

/** The rules on a type or a field, where `percent` of them have any. */
export function rulesFrom(raw: RawRules | undefined, percent: number, mayExtend: boolean): Rules {
  if (!raw || raw.gate < 100 - percent) return NO_RULES;
  const forms = mayExtend ? [...PLAIN_FORMS, ...EXTENDED_FORMS] : PLAIN_FORMS;
  return pick(forms, raw.form)(raw.first, raw.second);
}

/** The rule on an argument or an input field, which knows no `@authenticated`. */
export function inputRulesFrom(raw: RawRules | undefined, percent: number): Rules {
  return raw && raw.gate >= 100 - percent ? { written: [raw.first], extended: [] } : NO_RULES;
}

type Form = (first: Rule, second: Rule) => Rules;

const PLAIN_FORMS: readonly Form[] = [
  (first) => ({ written: [first], extended: [] }),
  () => ({ written: [SIGNED_IN], extended: [] }),
  (first) => ({ written: [first], extended: [] }),
  (first) => ({ written: [SIGNED_IN, first], extended: [] }),
];

const EXTENDED_FORMS: readonly Form[] = [
  (first, second) => ({ written: [first], extended: [second] }),
  (first) => ({ written: [], extended: [first] }),
  (first) => ({ written: [first], extended: [SIGNED_IN] }),
  (first, second) => ({ written: [first], extended: [second] }),
  () => ({ written: [], extended: [SIGNED_IN] }),
  (first) => ({ written: [SIGNED_IN], extended: [first] }),
];
