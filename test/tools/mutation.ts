/**
 * `npm run mutation`: Stryker on the domain, against the law suite (`vitest.mutation.config.ts`). `npm run mutation:short`: on
 * the files that decide about money. Exits 1 when a test file was lost on the way, or the score is below the limit.
 *
 * Stryker says nothing of test files that it could not load, and a suite with holes has a score all the same.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, readTree } from './tidy/source.js'

const SHORT = ['law/decide-request', 'law/evolve-charge', 'law/remaining', 'records/leg', 'money/minor-units']
/** Of the covered mutants that are not static, in percent. */
const LIMIT = 95

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>
  readonly testFiles: Readonly<Record<string, unknown>>
}

const only = process.argv.includes('--short')
  ? ['--mutate', SHORT.map((file) => `src/domain/${file}.ts`).join(',')]
  : []
const stryker = join(ROOT, 'node_modules/@stryker-mutator/core/bin/stryker.js')
const { status } = spawnSync(process.execPath, [stryker, 'run', ...only], { cwd: ROOT, stdio: 'inherit' })
if (status !== 0) process.exit(1)

const report: Report = JSON.parse(readFileSync(join(ROOT, 'reports/mutation.json'), 'utf8'))
const statuses = Object.values(report.files).flatMap(({ mutants }) => mutants.map((mutant) => mutant.status))
const count = (wanted: string): number => statuses.filter((one) => one === wanted).length

const killed = count('Killed') + count('Timeout')
const survived = count('Survived')
const score = (100 * killed) / (killed + survived)
const lost = readTree('test/domain')
  .map(({ path }) => path)
  .filter((path) => path.endsWith('.test.ts') && !(path in report.testFiles))

process.stdout.write(
  `${statuses.length} mutants: ${killed} killed (${count('Timeout')} by a time-out), ${survived} survived, ` +
    `${count('NoCoverage')} not covered, ${count('Ignored')} static\n` +
    `score of covered, non-static mutants: ${score.toFixed(2)} % (limit ${LIMIT} %), ` +
    `${Object.keys(report.testFiles).length} test files\n`,
)
for (const path of lost) process.stderr.write(`lost on the way: ${path}\n`)
process.exitCode = lost.length === 0 && score >= LIMIT ? 0 : 1
