/**
 * The command line from the sources, bundled as it starts. tsx reads each of some 300 files by itself: where none is cached yet that
 * takes more than the second in which a server has to be ready.
 */
import { rm } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const ROOT = new URL('../../', import.meta.url)
// Below node_modules, from where packages are found; one for each process.
const outfile = fileURLToPath(new URL(`node_modules/.cache/refund-machine/cli-${process.pid}.mjs`, ROOT))

await build({
  entryPoints: [fileURLToPath(new URL('src/cli/main.ts', ROOT))],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'error',
})
await import(pathToFileURL(outfile).href)
await rm(outfile)
