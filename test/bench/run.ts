/**
 * `npm run bench -- [NAME…] [--json] [--quick]`: times and sizes, each with its limit; exits 1 when one is broken.
 *
 * Bundled by esbuild first, as the package is, so that what is measured is what ships. Each case runs in its own process:
 * what V8 learns in one does not change the next. `--quick` only shows that the bench runs, and judges no limit.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { ROOT } from '../tools/tidy/source.js'
import { CASES } from './cases.js'
import type { Finding } from './measure.js'

/** Under node_modules, from where packages resolve and which is never committed. */
const BUNDLE = join(ROOT, 'node_modules/.cache/bench/main.mjs')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
})

const measure = (name: string): Finding => {
  const effort = values.quick ? ['--quick'] : []
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', BUNDLE, name, ...effort], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`case ${name} failed\n${stderr}`)
  return JSON.parse(stdout)
}

const verdict = ({ limit, ok }: Finding): string => {
  if (limit === null) return 'no limit'
  return `${limit}: ${ok ? 'ok' : 'BROKEN'}`
}

const row = (found: Finding): string => {
  const figures = Object.entries(found.figures).map(([name, value]) => `${name} ${value}`)
  const ratio = found.ratio === null ? '' : `ratio ${found.ratio}`
  return `${found.name.padEnd(22)} ${ratio.padEnd(12)} ${verdict(found)}\n  ${figures.join(', ')}`
}

const print = (found: Finding): void => {
  const { name, figures, ...rest } = found
  process.stdout.write(`${values.json ? JSON.stringify({ name, ...figures, ...rest }) : row(found)}\n`)
}

const wanted = Object.keys(CASES).filter((name) => positionals.length === 0 || positionals.includes(name))
const unknown = positionals.filter((name) => !(name in CASES))
if (unknown.length > 0) {
  process.stderr.write(`no case ${unknown.join(', ')}; there are: ${Object.keys(CASES).join(', ')}\n`)
  process.exit(2)
}

await build({
  entryPoints: [join(ROOT, 'test/bench/main.ts')],
  outfile: BUNDLE,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
})

let broken = 0
for (const name of wanted) {
  const found = measure(name)
  print(found)
  if (!found.ok) broken += 1
}
process.exitCode = broken === 0 ? 0 : 1
