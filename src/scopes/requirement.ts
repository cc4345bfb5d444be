/** Scopes that are needed together. */
export type Alternative = readonly string[];

/**
 * What an element requires: one of the alternatives, each of them whole (the outer list is OR, an inner one AND).
 * `[[]]` asks for somebody who is signed in, whatever their scopes.
 */
export type Requirement = readonly Alternative[];

/** The scopes somebody holds; null is nobody. */
export type Grant = readonly string[] | ReadonlySet<string> | null;

export const SIGNED_IN: Requirement = frozen([[]]);

/** What may come of combining requirements. Their alternatives multiply: twenty pairs would make a million. */
const MOST_ALTERNATIVES = 256;
const MOST_COMBINED = 2_048;

/**
 * Both requirements at once.
 * @returns the product of their alternatives, without those that another one makes superfluous
 * @throws RangeError where more than 256 alternatives would be left
 */
export function both(left: Requirement, right: Requirement): Requirement {
  if (left.length * right.length > MOST_COMBINED) throw tooMany();
  const sum = absorb(left.flatMap((some) => right.map((more) => [...some, ...more])));
  if (sum.length > MOST_ALTERNATIVES) throw tooMany();
  return sum;
}

/**
 * Every one of the requirements; undefined where none of them asks for anything.
 * @throws RangeError where more than 256 alternatives would be left
 */
export function all(requirements: Iterable<Requirement | undefined>): Requirement | undefined {
  let sum: Requirement | undefined;
  for (const requirement of requirements) sum = sum && requirement ? both(sum, requirement) : (sum ?? requirement);
  return sum;
}

/** Drops each alternative that contains another one whole: (a) or (a and b) is (a). */
export function absorb(alternatives: Requirement): Requirement {
  const [only = []] = alternatives;
  if (alternatives.length === 1) return frozen([only.length > 1 ? [...new Set(only)] : [...only]]);
  const sets = alternatives.map((scopes) => new Set(scopes));
  const superfluous = (candidate: Set<string>, index: number) =>
    sets.some((other, at) => at !== index && isSubset(other, candidate) && (other.size < candidate.size || at < index));
  return frozen(sets.filter((set, index) => !superfluous(set, index)).map((set) => [...set]));
}

/** A requirement carries to whoever formats errors, who must not be able to change it. */
function frozen(alternatives: readonly string[][]): Requirement {
  for (const scopes of alternatives) Object.freeze(scopes);
  return Object.freeze(alternatives);
}

function tooMany(): RangeError {
  return new RangeError(`More than ${MOST_ALTERNATIVES} alternatives: fewer scopes, or fewer ways in, would say it.`);
}

/** Whether somebody with this grant meets the requirement; nobody ever does. */
export function isMet(requirement: Requirement, grant: Grant): boolean {
  if (grant === null) return false;
  for (const scopes of requirement) if (holdsAll(grant, scopes)) return true;
  return false;
}

/** Whether whoever meets the one requirement meets the other too. Undefined asks for nothing. */
export function implies(met: Requirement | undefined, other: Requirement | undefined): boolean {
  if (!other) return true;
  return met?.every((scopes) => isMet(other, scopes)) ?? false;
}

/** The alternative that lacks the fewest scopes (of several, the first): the nearest way in. */
export function nearest(requirement: Requirement, grant: Grant): Alternative {
  return requirement.reduce((best, next) => (lacking(next, grant).length < lacking(best, grant).length ? next : best));
}

/** Those of the scopes that the grant lacks, in the order given. */
export function lacking(scopes: Alternative, grant: Grant): string[] {
  return scopes.filter((scope) => grant === null || !holds(grant, scope));
}

/** Whether any scope would help; if not, signing in is enough. */
export function asksForScopes(requirement: Requirement): boolean {
  return requirement.some((scopes) => scopes.length > 0);
}

/** A requirement in plain words: `a and b, or c`; `signing in` where it asks for no scope. */
export function inWords(requirement: Requirement): string {
  return requirement.map((scopes) => scopes.join(' and ')).join(', or ') || 'signing in';
}

function holdsAll(grant: NonNullable<Grant>, scopes: Alternative): boolean {
  for (const scope of scopes) if (!holds(grant, scope)) return false;
  return true;
}

function holds(grant: NonNullable<Grant>, scope: string): boolean {
  return Array.isArray(grant) ? grant.includes(scope) : (grant as ReadonlySet<string>).has(scope);
}

function isSubset(small: ReadonlySet<string>, large: ReadonlySet<string>): boolean {
  for (const element of small) if (!large.has(element)) return false;
  return true;
}
