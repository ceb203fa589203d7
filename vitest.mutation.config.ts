import { defineConfig } from 'vitest/config'

/**
 * The law suite that `npm run mutation` runs for every mutant: one seed, so that a score can be repeated. Modules are loaded
 * once, unless a mutant sits in code that only runs while they load.
 */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts', 'test/reports/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['test/setup.ts'],
    isolate: process.env.MUTATION_FRESH === '1',
    env: { FC_SEED: '20260826', FC_RUNS: '0.3' },
  },
})
