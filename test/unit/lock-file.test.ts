import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

describe.each(['package-lock.json', 'examples/frontend/package-lock.json'])('%s', (path) => {
  const lock = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

  test('names no registry, so that each machine asks its own', () => {
    expect(lock).not.toMatch(/"resolved": "http/);
  });

  test('holds the packages of every platform: without them npm ci fails on another', () => {
    const { packages } = JSON.parse(lock) as { packages: Record<string, { optionalDependencies?: object }> };
    const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    const held = new Set(Object.keys(packages).map((name) => name.slice(name.lastIndexOf('node_modules/') + 13)));
    expect(wanted.filter((name) => !held.has(name))).toEqual([]);
  });
});
