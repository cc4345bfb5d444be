import { defineConfig } from 'vitest/config';
import { resolve } from './vitest.config.js';

/** What Stryker runs for each mutant of the engine: its unit tests, but for those that start processes or servers. */
export default defineConfig({
  resolve,
  test: { include: ['test/unit/scopes/*.test.ts'], exclude: ['test/unit/scopes/cli.test.ts'] },
});
