import { absorb, all, type Requirement } from '../requirement.js';

const KEY = 'scopeRules';
const NONE: Requirement[] = [];

export type Extensions = Readonly<Record<string, unknown>> | null | undefined;

/**
 * Extensions that also say which rule the element itself has.
 *
 * Tools that merge schemas write the SDL anew, and join the lists of two directives into one. Extensions they merge by
 * key: both rules stay apart, and both hold.
 */
export function recordRule(extensions: Extensions, rule: Requirement): Record<string, unknown> {
  const before = recordedRules(extensions);
  if (before.length === 0) return { ...extensions, [KEY]: recordOf(rule) };
  // Of rules that were merged, each stays apart: together they are no list that stands in the SDL.
  if (JSON.stringify(all(before)) === JSON.stringify(rule)) return { ...extensions };
  return { ...extensions, [KEY]: { ...recordIn(extensions), ...recordOf(rule) } };
}

const records = new WeakMap<Requirement, object>();

function recordOf(rule: Requirement): object {
  const known = records.get(rule);
  if (known) return known;
  const record = Object.freeze({ [JSON.stringify(rule)]: true });
  records.set(rule, record);
  return record;
}

/** The rules that were recorded for an element, each of which holds. */
export function recordedRules(extensions: Extensions): Requirement[] {
  if (!extensions?.[KEY]) return NONE;
  return Object.keys(recordIn(extensions)).map((rule) => absorb(JSON.parse(rule) as Requirement));
}

function recordIn(extensions: Extensions): object {
  const record = extensions?.[KEY];
  return typeof record === 'object' && record !== null ? record : {};
}
