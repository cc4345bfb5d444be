import { expect, test } from 'vitest';
import { storedWithoutHeaders } from '../../../src/explorer/stored-without-headers.js';

/** As the browser's. */
class MemoryStorage {
  readonly kept = new Map<string, string>();
  getItem = (key: string) => this.kept.get(key) ?? null;
  setItem = (key: string, value: string) => void this.kept.set(key, value);
  removeItem = (key: string) => void this.kept.delete(key);
  clear = () => this.kept.clear();
  key = (index: number) => [...this.kept.keys()][index] ?? null;
  get length() {
    return this.kept.size;
  }
}

test('headers are not kept with the history, and the rest is', () => {
  const storage = new MemoryStorage();
  const entry = { query: '{ me { id } }', variables: '{"headers": 1}', operationName: 'Me' };
  for (const key of ['queries', 'favorites']) {
    const history = { [key]: [{ ...entry, headers: '{"Authorization":"Bearer secret"}' }] };
    storedWithoutHeaders(storage).setItem(`graphiql:${key}`, JSON.stringify(history));
    expect(JSON.parse(storage.getItem(`graphiql:${key}`) ?? '')).toEqual({ [key]: [entry] });
  }
});

test('what is in the editors is kept as it is', () => {
  const storage = new MemoryStorage();
  const kept = storedWithoutHeaders(storage);
  kept.setItem('graphiql:variables', '{ "headers": 1 }');
  expect(kept.getItem('graphiql:variables')).toBe('{ "headers": 1 }');
});

test('clearing it leaves what is not of GraphiQL', () => {
  const storage = new MemoryStorage();
  const kept = storedWithoutHeaders(storage);
  storage.setItem('other', 'x');
  for (const name of ['a', 'b', 'c']) kept.setItem(`graphiql:${name}`, 'x');
  expect(kept.length).toBe(3);
  kept.removeItem('graphiql:a');
  kept.clear();
  expect([...storage.kept.keys()]).toEqual(['other']);
});
