/** What GraphiQL keeps its tabs and its history in. */
interface Kept {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  clear(): void;
  readonly length: number;
}

const PREFIX = 'graphiql:';
const HISTORY: ReadonlySet<string> = new Set([`${PREFIX}queries`, `${PREFIX}favorites`]);

/**
 * A storage for GraphiQL in which no headers are kept: a token may stand in those that somebody types. GraphiQL leaves them out
 * of its tabs where it is told to, and writes them into its history all the same.
 */
export function storedWithoutHeaders(storage: Kept & { key(index: number): string | null }): Kept {
  const keys = () =>
    Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
      key.startsWith(PREFIX),
    );
  return {
    getItem: (key) => storage.getItem(key),
    setItem: (key, value) => storage.setItem(key, HISTORY.has(key) ? withoutHeaders(value) : value),
    removeItem: (key) => storage.removeItem(key),
    clear: () => {
      for (const key of keys()) storage.removeItem(key);
    },
    get length() {
      return keys().length;
    },
  };
}

/** Operation and variables are strings in there, and stay as they are. */
function withoutHeaders(history: string): string {
  return JSON.stringify(JSON.parse(history), (key, value) => (key === 'headers' ? undefined : value));
}
