/** How many are told apart of those who have signed in, and as many of others, who are whoever likes. */
const MOST_NAMES = 100;

const ANONYMOUS = 'anonymous';
const OTHER = 'other';
/** What stands for an operation that was not valid, or not looked at. */
export const NONE = 'none';

const taken: ReadonlySet<string> = new Set([ANONYMOUS, OTHER, NONE]);

/** The names of operations, as a label: the first that come. Clients choose them, and each is some twenty series. */
export class OperationNames {
  readonly #names = new Set<string>();
  readonly #left = { strangers: MOST_NAMES, accounts: MOST_NAMES };

  /**
   * @param name of a valid operation, or undefined where it has none
   * @param by who has asked for it
   */
  labelOf(name: string | undefined, by: 'strangers' | 'accounts'): string {
    if (name === undefined) return ANONYMOUS;
    if (this.#names.has(name)) return name;
    if (this.#left[by] === 0 || taken.has(name)) return OTHER;
    this.#left[by] -= 1;
    this.#names.add(name);
    return name;
  }
}
