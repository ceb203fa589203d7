/**
 * What each entry costs in a bundle: minified and gzipped bytes, with its dependencies and without. Exits 1 when the main
 * entry is above its limit or imports anything.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import PACKAGE from '../../package.json' with { type: 'json' }
import { ROOT } from './tidy/source.js'

/** Of the main entry, in bytes: 8 kB. */
const LIMIT = 8 * 1024
const AIM = 5000

/** The server is for Node only, and so is its web framework; and the drivers of databases are. */
const FOR_NODE = /\/(server|libsql|postgres)\//

interface Cost {
  readonly minified: number
  readonly gzipped: number
  /** What the bundle still imports. */
  readonly imports: readonly string[]
}

const costOf = async (contents: string, packages: 'bundle' | 'external'): Promise<Cost> => {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    outfile: 'out.js',
    format: 'esm',
    target: 'es2022',
    platform: FOR_NODE.test(contents) ? 'node' : 'browser',
    packages,
    // Native code of SQLite, and what pg takes where it is there, are in no bundle.
    external: ['libsql', 'pg-native', 'pg-cloudflare'],
  })
  const code = outputFiles[0]?.contents ?? new Uint8Array()
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path))
  return { minified: code.length, gzipped: gzipSync(code, { level: 9 }).length, imports }
}

const row = (cells: readonly (string | number)[]): string =>
  cells.map((cell, column) => (column === 0 ? String(cell).padEnd(26) : String(cell).padStart(14))).join('')

const print = (...cells: readonly (string | number)[]): void => {
  process.stdout.write(`${row(cells)}\n`)
}

const entries = Object.keys(PACKAGE.exports)
  .map((subpath) => ({ name: subpath.replace(/^\./, 'refund-machine'), file: join('src', subpath, 'index.ts') }))
  .filter(({ file }) => existsSync(join(ROOT, file)))

print('bytes', 'minified', 'gzipped', 'own minified', 'own gzipped')
for (const { name, file } of entries) {
  const contents = `export * from './${file}'`
  const [all, own] = [await costOf(contents, 'bundle'), await costOf(contents, 'external')]
  print(name, all.minified, all.gzipped, own.minified, own.gzipped)
}
const one = await costOf("export { refund } from './src/index.ts'", 'bundle')
print('  { refund } alone', one.minified, one.gzipped)

const main = await costOf("export * from './src/index.ts'", 'external')
const problems = [
  ...main.imports.map((path) => `the main entry imports ${path}`),
  ...(main.gzipped > LIMIT ? [`the main entry has ${main.gzipped} bytes, more than ${LIMIT}`] : []),
]
for (const problem of problems) process.stderr.write(`${problem}\n`)
if (problems.length === 0) process.stdout.write(`main entry: ${main.gzipped} of ${LIMIT} bytes, aim ${AIM}\n`)
process.exitCode = problems.length === 0 ? 0 : 1
