import { configDefaults, defineConfig } from 'vitest/config';

/** Vitest would load graphql twice, once as a module and once through its CommonJS users, and each copy refuses the other's schemas. */
export const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

export default defineConfig({
  resolve,
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(process.env.TEST_DATABASE_URL ? [] : ['test/postgres/**'])],
  },
});
