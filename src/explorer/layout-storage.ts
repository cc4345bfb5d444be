/** What GraphiQL keeps its tabs, its history and its layout in. */
interface Kept {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  clear(): void;
  readonly length: number;
}

const PREFIX = 'graphiql:';
const LAYOUT: ReadonlySet<string> = new Set([
  `${PREFIX}docExplorerFlex`,
  `${PREFIX}editorFlex`,
  `${PREFIX}secondaryEditorFlex`,
]);

/**
 * A storage for GraphiQL in which nothing is kept but how large its parts are. A password or a token may stand in every
 * operation, variable and header that somebody types, and half typed it cannot be told from the rest: tabs and history last as
 * long as the page. What earlier versions have kept of them is removed.
 */
export function layoutStorage(storage: Kept & { key(index: number): string | null }): Kept {
  const keys = () =>
    Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
      key.startsWith(PREFIX),
    );
  const remove = (those: readonly string[]) => {
    for (const key of those) storage.removeItem(key);
  };
  remove(keys().filter((key) => !LAYOUT.has(key)));
  return {
    getItem: (key) => storage.getItem(key),
    setItem: (key, value) => {
      if (LAYOUT.has(key)) storage.setItem(key, value);
    },
    removeItem: (key) => storage.removeItem(key),
    clear: () => remove(keys()),
    get length() {
      return keys().length;
    },
  };
}
