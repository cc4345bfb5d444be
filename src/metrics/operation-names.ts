/** How many are told apart of those who have signed in, and as many of others, who are whoever likes. */
const MOST_NAMES = 100;

const ANONYMOUS = 'anonymous';
const OTHER = 'other';
/** What stands for an operation that was not valid, or not looked at. */
export const NONE = 'none';

const taken: ReadonlySet<string> = new Set([ANONYMOUS, OTHER, NONE]);

/** Tells names apart, the first that come, until it is full. */
class FirstNames {
  readonly #names = new Set<string>();

  get all(): readonly string[] {
    return [...this.#names];
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  labelOf(name: string): string {
    if (this.#names.size < MOST_NAMES) this.#names.add(name);
    return this.#names.has(name) ? name : OTHER;
  }
}

/** The names of operations, as a label. Clients choose them, and each is some twenty series. */
export class OperationNames {
  readonly #told = { strangers: new FirstNames(), accounts: new FirstNames() };

  /** Those which have been told apart because somebody who had signed in came with them. */
  get ofAccounts(): readonly string[] {
    return this.#told.accounts.all;
  }

  /**
   * @param name of a valid operation, or undefined where it has none
   * @param by who has asked for it
   */
  labelOf(name: string | undefined, by: 'strangers' | 'accounts'): string {
    if (name === undefined) return ANONYMOUS;
    if (taken.has(name)) return OTHER;
    const { strangers, accounts } = this.#told;
    return strangers.has(name) || accounts.has(name) ? name : this.#told[by].labelOf(name);
  }
}

/** The labels of several processes in their sum, which has room for no more names than each of them: processes come and go. */
export class SummedNames {
  readonly #told = { strangers: new FirstNames(), accounts: new FirstNames() };

  /**
   * It is the same each time: were a name told apart that was added to the rest before, the rest would fall. Hence who came with it
   * counts here, and in one process it is always the same.
   * @param label in one process
   * @param by who came with it first there
   */
  labelOf(label: string, by: 'strangers' | 'accounts'): string {
    return taken.has(label) ? label : this.#told[by].labelOf(label);
  }
}
