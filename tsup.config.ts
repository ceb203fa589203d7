import { defineConfig, type Options } from 'tsup'
import { bundledLicenses } from './test/tools/bundled-licenses.js'

const common: Options = { target: 'node20', outDir: 'dist', sourcemap: false, treeshake: false, silent: true }

/** Loaded only where a database is asked for. One of them is no JavaScript. */
const DRIVERS = ['libsql', 'pg']

/**
 * The entries as ESM and CJS, and the bin.
 *
 * No splitting: each entry is one file with its share of the domain inside, so that the main entry imports nothing at all,
 * not even a chunk. The domain is pure data and pure functions, so a second copy changes no behaviour. The types do share
 * their declarations, because a brand declared twice would be two types.
 */
export default defineConfig([
  {
    ...common,
    entry: {
      index: 'src/index.ts',
      'reports/index': 'src/reports/index.ts',
      'machine/index': 'src/machine/index.ts',
      'stripe/index': 'src/stripe/index.ts',
      'store/index': 'src/store/index.ts',
      'store/libsql/index': 'src/store/libsql/index.ts',
      'store/postgres/index': 'src/store/postgres/index.ts',
      'server/index': 'src/server/index.ts',
      'testing/index': 'src/testing/index.ts',
    },
    format: ['esm', 'cjs'],
    platform: 'neutral',
    // Only the server and the databases have these; the packages are optional peers.
    external: [/^node:/, 'fastify', ...DRIVERS],
    splitting: false,
    // tsup passes `baseUrl` to the compiler, which TypeScript 6 calls deprecated.
    dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  },
  {
    ...common,
    entry: { 'cli/main': 'src/cli/main.ts' },
    format: ['cjs'],
    platform: 'node',
    splitting: false,
    shims: true,
    dts: false,
    // Everything inside, the web framework too: the bin runs from the tarball alone. A database's driver is found beside the package.
    noExternal: [new RegExp(`^(?!(${DRIVERS.join('|')})$)`)],
    external: [...DRIVERS],
    // Two thirds of it are the framework's, which nobody reads here. Names stay, for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    esbuildPlugins: [bundledLicenses('dist/cli/licenses.txt')],
    banner: { js: '#!/usr/bin/env node' },
  },
])
