import { expect, test } from 'vitest';
import { layoutStorage } from '../../../src/explorer/layout-storage.js';

/** As the browser's. */
class MemoryStorage {
  readonly kept: Map<string, string>;
  constructor(kept: Readonly<Record<string, string>> = {}) {
    this.kept = new Map(Object.entries(kept));
  }
  getItem = (key: string) => this.kept.get(key) ?? null;
  setItem = (key: string, value: string) => void this.kept.set(key, value);
  removeItem = (key: string) => void this.kept.delete(key);
  clear = () => this.kept.clear();
  key = (index: number) => [...this.kept.keys()][index] ?? null;
  get length() {
    return this.kept.size;
  }
}

const SIZE = 'graphiql:editorFlex';

test.each([
  'graphiql:query',
  'graphiql:variables',
  'graphiql:headers',
  'graphiql:operationName',
  'graphiql:tabState',
  'graphiql:queries',
  'graphiql:favorites',
  'graphiql:of a later version',
])('what is typed is not kept: %s', (key) => {
  const storage = new MemoryStorage();
  layoutStorage(storage).setItem(key, 'secret');
  expect([...storage.kept]).toEqual([]);
});

test('how large the parts are is kept', () => {
  const storage = new MemoryStorage();
  layoutStorage(storage).setItem(SIZE, '2');
  expect([...storage.kept]).toEqual([[SIZE, '2']]);
  expect(layoutStorage(storage).getItem(SIZE)).toBe('2');
});

test('what an earlier version has kept of what was typed is removed', () => {
  const typed = { 'graphiql:variables': 'secret', 'graphiql:queries': 'secret', 'graphiql:tabState': 'secret' };
  const storage = new MemoryStorage({ ...typed, [SIZE]: '2', other: 'x' });
  layoutStorage(storage);
  expect([...storage.kept.keys()]).toEqual([SIZE, 'other']);
});

test('clearing it leaves what is not of GraphiQL', () => {
  const storage = new MemoryStorage({ other: 'x' });
  const kept = layoutStorage(storage);
  for (const name of ['docExplorerFlex', 'editorFlex', 'secondaryEditorFlex']) kept.setItem(`graphiql:${name}`, '1');
  expect(kept.length).toBe(3);
  kept.removeItem(SIZE);
  expect(kept.length).toBe(2);
  kept.clear();
  expect([...storage.kept.keys()]).toEqual(['other']);
});
