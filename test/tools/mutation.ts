/**
 * `npm run mutation`: Stryker on the domain and its reports, against the law suite (`vitest.mutation.config.ts`). Exits 1 when the score is
 * below the limit or a test file was lost on the way: Stryker says nothing of those that it could not load, and a suite with
 * holes has a score all the same.
 *
 * `--short`: only the files that decide about money, as CI does.
 * `--static`: only the mutants that the last full run left out as static, those in code that runs while a module loads. Each
 * needs all tests in fresh modules.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { ROOT, readTree } from './tidy/source.js'

const SHORT = ['law/decide-request', 'law/evolve-charge', 'law/remaining', 'records/leg', 'money/minor-units']
/** Of the covered mutants that are not static, in percent. */
const LIMIT = 95
const FULL = 'reports/mutation.json'
const STATIC = 'reports/mutation-static.json'

interface Place {
  readonly line: number
  readonly column: number
}
interface Mutant {
  readonly mutatorName: string
  readonly replacement: string
  readonly status: string
  readonly location: { readonly start: Place; readonly end: Place }
}
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>
  readonly testFiles: Readonly<Record<string, unknown>>
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
const read = (report: string): Report => JSON.parse(readFileSync(join(ROOT, report), 'utf8'))
const run = (options: ConstructorParameters<typeof Stryker>[0]) => new Stryker(options).runMutationTest()

const countOf = (mutants: readonly Mutant[]): ((...statuses: readonly string[]) => number) => {
  return (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length
}

/** The mutants and what became of them; whether enough were killed by all the tests there are. */
const judge = ({ files, testFiles }: Report): boolean => {
  const mutants = Object.values(files).flatMap((file) => file.mutants)
  const count = countOf(mutants)
  const score = (100 * count('Killed', 'Timeout')) / count('Killed', 'Timeout', 'Survived')
  const lost = ['test/domain', 'test/reports']
    .flatMap(readTree)
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.test.ts') && !(path in testFiles))
  print(
    `${mutants.length} mutants: ${count('Killed')} killed, ${count('Timeout')} timed out, ${count('Survived')} survived, ` +
      `${count('NoCoverage')} not covered, ${count('Ignored')} static`,
  )
  print(`${score.toFixed(2)} % of the covered ones that are not static were killed, at least ${LIMIT} % must be`)
  for (const path of lost) print(`lost on the way: ${path}`)
  return lost.length === 0 && score >= LIMIT
}

const keyOf = ({ mutatorName, replacement, location }: Mutant): string =>
  JSON.stringify([mutatorName, replacement, location])

/** Only what was static is counted: a place may hold other mutants as well. */
const staticOnes = async (): Promise<void> => {
  const left = Object.entries(read(FULL).files).flatMap(([path, { mutants }]) =>
    mutants.filter(({ status }) => status === 'Ignored').map((mutant) => ({ path, mutant })),
  )
  const mutate = left.map(({ path, mutant: { location } }) => {
    const { start, end } = location
    return `${path}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`
  })
  process.env.MUTATION_FRESH = '1'
  await run({
    mutate: [...new Set(mutate)],
    ignoreStatic: false,
    jsonReporter: { fileName: STATIC },
    thresholds: { break: null },
  })
  const wanted = new Set(left.map(({ path, mutant }) => path + keyOf(mutant)))
  const tried = Object.entries(read(STATIC).files).flatMap(([path, { mutants }]) =>
    mutants.filter((mutant) => wanted.has(path + keyOf(mutant))),
  )
  const count = countOf(tried)
  print(`${left.length} static mutants: ${count('Killed', 'Timeout')} killed, ${count('Survived')} survived`)
}

if (process.argv.includes('--static')) await staticOnes()
else {
  const short = {
    mutate: SHORT.map((file) => `src/domain/${file}.ts`),
    jsonReporter: { fileName: 'reports/mutation-short.json' },
  }
  const report = process.argv.includes('--short') ? short : { jsonReporter: { fileName: FULL } }
  await run(report)
  if (!judge(read(report.jsonReporter.fileName))) process.exitCode = 1
}
