import { defineConfig } from 'vitest/config'

const everyTest = ['test/**/*.test.ts']
/** Suites that build, pack and install. */
const slow = ['test/package/**/*.test.ts']
/** Suites that need a PostgreSQL, which they start themselves. */
const postgres = ['test/postgres/**/*.test.ts']
/** Suites that race on databases, kill them and trace them. */
const database = ['test/faults/**/*.test.ts', 'test/races/**/*.test.ts']

/** Not isolated: the law has no state that a test could leave behind, and each worker loads the compiler once. */
const shared = { environment: 'node' as const, isolate: false, setupFiles: ['test/setup.ts'], testTimeout: 30_000 }

/** `quick` is what `npm test` runs; `package` is `npm run test:package`, `postgres` and `database` the suites on databases. */
export default defineConfig({
  test: {
    globalSetup: ['test/seed.ts'],
    projects: [
      { test: { ...shared, name: 'quick', include: everyTest, exclude: [...slow, ...postgres, ...database] } },
      { test: { ...shared, name: 'package', include: slow, testTimeout: 300_000, hookTimeout: 600_000 } },
      {
        test: {
          ...shared,
          name: 'postgres',
          include: postgres,
          globalSetup: ['test/tools/postgres/setup.ts'],
          testTimeout: 120_000,
        },
      },
      { test: { ...shared, name: 'database', include: database, testTimeout: 300_000, fileParallelism: false } },
    ],
  },
})
