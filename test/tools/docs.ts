/**
 * `npm run docs` writes the generated pages, the charts in the README and the tables of the schema; `npm run docs -- --check` writes nothing, names
 * the files that are stale, and then exits 1.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { errorsPage } from './docs-errors.js'
import { chartOf, lifecyclesPage } from './docs-lifecycles.js'
import { withSchema } from './docs-schema.js'
import { ROOT } from './tidy/source.js'

export interface Generated {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
}

const read = (path: string): string => (existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : '')

/** The text with everything between `<!-- chart of NAME -->` and `<!-- end of chart -->` replaced by that chart. */
export const withCharts = (text: string): string =>
  text.replace(
    /(<!-- chart of (\w+) -->\n)[\s\S]*?(<!-- end of chart -->)/g,
    (_, start: string, id: string, end: string) => `${start}${chartOf(id)}\n${end}`,
  )

/** Every generated file as it belongs. */
export const generated = (): readonly Generated[] => [
  { path: 'README.md', text: withCharts(read('README.md')) },
  { path: 'docs/errors.md', text: errorsPage() },
  { path: 'docs/lifecycles.md', text: lifecyclesPage() },
  { path: 'docs/schema.md', text: withSchema(read('docs/schema.md')) },
]

/** The paths of the files that are not as they belong. */
export const stale = (): readonly string[] =>
  generated()
    .filter(({ path, text }) => read(path) !== text)
    .map(({ path }) => path)

const write = (): void => {
  for (const { path, text } of generated()) writeFileSync(join(ROOT, path), text)
}

const check = (): void => {
  for (const path of stale()) process.stderr.write(`${path} is stale: npm run docs\n`)
  process.exitCode = stale().length === 0 ? 0 : 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.argv.includes('--check') ? check() : write()
