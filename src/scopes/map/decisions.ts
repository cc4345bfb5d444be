import { type Grant, isMet, type Requirement } from '../requirement.js';

/** For each requirement's number, 1 where somebody meets it. */
export type Decided = Readonly<Uint8Array>;

/** The number of what asks for nothing, which everybody meets. */
export const OPEN = 0;

/** The number of what is never decided beforehand. */
export const UNDECIDED = 1;

/** The number of the first requirement. */
const FIRST = 2;

/** So many sets of scopes are remembered, the oldest dropped first. */
const MOST_SETS = 1_000;

/** What somebody may do, decided once for each set of scopes and each requirement of a schema. */
export class Decisions {
  readonly #numbers = new Map<Requirement, number>();
  readonly #scopes = new Map<string, number>();
  readonly #bySet = new Map<string, Decided>();
  readonly #nobody: Decided;

  constructor(requirements: Iterable<Requirement>) {
    for (const requirement of requirements) {
      if (this.#numbers.has(requirement)) continue;
      this.#numbers.set(requirement, this.#numbers.size + FIRST);
      for (const scope of requirement.flat()) if (!this.#scopes.has(scope)) this.#scopes.set(scope, this.#scopes.size);
    }
    this.#nobody = this.#decide(null);
  }

  /** Of a requirement of this schema, the object itself; undefined asks for nothing. */
  numberOf(requirement: Requirement | undefined): number {
    return (requirement && this.#numbers.get(requirement)) ?? OPEN;
  }

  /** Whether somebody of whom this is decided meets a requirement of this schema; everybody meets undefined. */
  allows(decided: Decided, requirement: Requirement | undefined): boolean {
    return decided[this.numberOf(requirement)] === 1;
  }

  /** The same object for the same scopes, as long as it is remembered. */
  of(grant: Grant): Decided {
    if (grant === null) return this.#nobody;
    // By number: two sets of names could be written alike, such as "a b" and "a", "b".
    const held: number[] = [];
    for (const scope of grant) {
      const number = this.#scopes.get(scope);
      if (number !== undefined) held.push(number);
    }
    const key = held.sort((a, b) => a - b).join();
    return this.#bySet.get(key) ?? this.#remember(key, this.#decide(grant));
  }

  #remember(key: string, decided: Decided): Decided {
    const [oldest] = this.#bySet.keys();
    if (oldest !== undefined && this.#bySet.size >= MOST_SETS) this.#bySet.delete(oldest);
    this.#bySet.set(key, decided);
    return decided;
  }

  #decide(grant: Grant): Decided {
    const scopes = grant && new Set(grant);
    const decided = new Uint8Array(this.#numbers.size + FIRST);
    decided[OPEN] = 1;
    for (const [requirement, number] of this.#numbers) decided[number] = isMet(requirement, scopes) ? 1 : 0;
    return decided;
  }
}
