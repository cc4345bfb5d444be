import { defineConfig } from 'vitest/config';
import { resolve } from './vitest.config.js';

/** What Stryker runs for each mutant of the engine: its unit tests, with a small share of the random ones. */
export default defineConfig({
  resolve,
  test: { include: ['test/unit/scopes/*.test.ts'], env: { SCOPES_RUNS: '30' } },
});
