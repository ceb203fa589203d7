import { defineConfig } from 'vitest/config'

const everyTest = ['test/**/*.test.ts']
/** Suites that build, pack and install. */
const slow = ['test/package/**/*.test.ts']

/** Not isolated: the law has no state that a test could leave behind, and each worker loads the compiler once. */
const shared = { environment: 'node' as const, isolate: false, setupFiles: ['test/setup.ts'], testTimeout: 30_000 }

/** `quick` is what `npm test` runs; `package` is `npm run test:package`. */
export default defineConfig({
  test: {
    globalSetup: ['test/seed.ts'],
    projects: [
      { test: { ...shared, name: 'quick', include: everyTest, exclude: slow } },
      { test: { ...shared, name: 'package', include: slow, testTimeout: 300_000, hookTimeout: 600_000 } },
    ],
  },
})
