/** How many are told apart. */
const MOST_NAMES = 200;
/** Of these, how many may be taken by those who have not signed in, which is whoever likes. */
const MOST_OF_STRANGERS = MOST_NAMES / 2;

const ANONYMOUS = 'anonymous';
const OTHER = 'other';
/** What stands for an operation that was not valid, or not looked at. */
export const NONE = 'none';

/** The names of operations, as a label: the first that come. Clients choose them, and each would be some thirty lines of metrics. */
export class OperationNames {
  readonly #names = new Set<string>();

  /** @param name of a valid operation, or undefined where it has none */
  labelOf(name: string | undefined, isOfStranger: boolean): string {
    if (name === undefined) return ANONYMOUS;
    if (this.#names.has(name)) return name;
    const most = isOfStranger ? MOST_OF_STRANGERS : MOST_NAMES;
    if (this.#names.size >= most || [ANONYMOUS, OTHER, NONE].includes(name)) return OTHER;
    this.#names.add(name);
    return name;
  }
}
