import { defineConfig, type Options } from 'tsup'
import { bundledLicenses } from './test/tools/bundled-licenses.js'

const common: Options = { target: 'node20', outDir: 'dist', sourcemap: false, treeshake: false, silent: true }

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
      'server/index': 'src/server/index.ts',
      'testing/index': 'src/testing/index.ts',
    },
    format: ['esm', 'cjs'],
    platform: 'neutral',
    // Only the server has these; fastify is an optional peer.
    external: [/^node:/, 'fastify'],
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
    // Everything inside, the web framework too: the bin runs from the tarball alone.
    noExternal: [/.*/],
    // Two thirds of it are the framework's, which nobody reads here. Names stay, for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    esbuildPlugins: [bundledLicenses('dist/cli/licenses.txt')],
    banner: { js: '#!/usr/bin/env node' },
  },
])
