import { both, type Requirement } from './requirement.js';

/** Keeps one object for each requirement there is, so that they compare by identity and are combined once. */
export class RequirementPool {
  readonly #kept = new Map<string, Requirement>();
  readonly #sums = new Map<Requirement, Map<Requirement, Requirement>>();

  keep(requirement: Requirement): Requirement {
    // No scope holds a space (RFC 6749, section 3.3).
    const key = requirement.map((scopes) => scopes.join(' ')).join('  ');
    const kept = this.#kept.get(key);
    if (kept) return kept;
    this.#kept.set(key, requirement);
    return requirement;
  }

  /**
   * Both requirements, each of which is kept here; undefined where neither asks for anything.
   * @throws RangeError where more than 256 alternatives would be left
   */
  both(left: Requirement | undefined, right: Requirement | undefined): Requirement | undefined {
    if (!left || !right || left === right) return left ?? right;
    const sums = this.#sums.get(left) ?? new Map<Requirement, Requirement>();
    this.#sums.set(left, sums);
    const sum = sums.get(right) ?? this.keep(both(left, right));
    sums.set(right, sum);
    return sum;
  }
}
