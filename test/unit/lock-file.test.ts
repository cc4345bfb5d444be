import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const lock = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');

test('the lock file names no registry, so that each machine asks its own', () => {
  expect(lock).not.toMatch(/"resolved": "http/);
});

test('the lock file holds the packages of every platform: without them npm ci fails on another', () => {
  const { packages } = JSON.parse(lock) as { packages: Record<string, { optionalDependencies?: object }> };
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
  const held = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  expect(wanted.filter((name) => !held.has(name))).toEqual([]);
});
