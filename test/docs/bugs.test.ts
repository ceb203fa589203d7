/** The page of bugs says the same in its rows, in its table and in the README, and what it claims has a test. */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, readTree } from '../tools/tidy/source.js'

const PAGE = readFileSync(join(ROOT, 'docs/bugs.md'), 'utf8')
const README = readFileSync(join(ROOT, 'README.md'), 'utf8')
const VERDICTS = ['impossible', 'refused', 'detectable', 'outside']

interface Row {
  readonly id: string
  readonly verdict: string
  /** What follows the verdict. */
  readonly how: string
}

/** The rows of a class: `| R01 | thread | what happened | **verdict**. How |`. */
const rowsIn = (section: string): readonly Row[] =>
  [...section.matchAll(/^\| (R\d\d) \| \[.*\]\(https:.*\) \| .* \| \*\*(\w+)\*\*(.*) \|$/gm)].map((match) => ({
    id: match[1] ?? '',
    verdict: match[2] ?? '',
    how: match[3] ?? '',
  }))

const classes = PAGE.split(/^## /m)
  .slice(1)
  .map((section) => ({ name: section.split('\n')[0] ?? '', rows: rowsIn(section) }))
const rows = classes.flatMap((one) => one.rows)

const idsOf = (some: readonly Row[], verdict: string): readonly string[] =>
  some.filter((row) => row.verdict === verdict).map(({ id }) => id)

/** The ids in the tests of a folder whose file names begin so. */
const idsIn = (folder: string, beginning: string): readonly string[] =>
  readTree(folder)
    .filter(({ path }) => basename(path).startsWith(beginning))
    .flatMap(({ text }) => text.match(/\bR\d\d\b/g) ?? [])

describe('docs/bugs.md', () => {
  it('has every report once', () => {
    expect(rows.map(({ id }) => id).sort()).toEqual(rows.map((_, index) => `R${String(index + 1).padStart(2, '0')}`))
  })
  it('gives each report one of the four verdicts', () => {
    expect(rows.filter(({ verdict }) => !VERDICTS.includes(verdict))).toEqual([])
  })
  it.each(classes)('sums up $name in its table', ({ name, rows: own }) => {
    const cells = VERDICTS.map((verdict) => idsOf(own, verdict).join(' ')).join(' | ')
    expect(PAGE).toContain(`| [${name}](#${name}) | ${cells} |`)
  })
  it('counts its rows', () => {
    expect(PAGE).toContain(`| **rows** | ${VERDICTS.map((verdict) => idsOf(rows, verdict).length).join(' | ')} |`)
    expect(PAGE).toContain(`\n${rows.length} reports from public issue trackers, in ${classes.length} classes`)
  })
  it('is counted rightly in the README', () => {
    expect(README.replace(/\s+/g, ' ')).toContain(`${rows.length} reports of that kind`)
    expect(README.replace(/\s+/g, ' ')).toContain(`${classes.length} classes`)
  })
  it('names a test for everything that it calls impossible or refused', () => {
    const claimed = [...idsOf(rows, 'impossible'), ...idsOf(rows, 'refused')]
    const tested = [...idsIn('test/domain', ''), ...idsIn('test/store', 'bugs')]
    expect(claimed.filter((id) => !tested.includes(id))).toEqual([])
  })
  it('names a test of the desk for every row that speaks of it', () => {
    const claimed = rows.filter(({ how }) => /\bdesk\b/.test(how)).map(({ id }) => id)
    const tested = idsIn('test/store', 'bugs')
    expect(claimed.filter((id) => !tested.includes(id))).toEqual([])
    expect(claimed).toContain('R01')
  })
  it('names a test of each database for every row that speaks of one', () => {
    const claimed = rows.filter(({ how }) => /\bdatabase\b/.test(how)).map(({ id }) => id)
    const inSqlite = idsIn('test/docs', 'schema')
    const inPostgres = idsIn('test/postgres', 'docs')
    expect(claimed.filter((id) => !inSqlite.includes(id) || !inPostgres.includes(id))).toEqual([])
    expect(claimed).toContain('R01')
  })
  it('has every row that a test names', () => {
    const known = rows.map(({ id }) => id)
    const tested = [...idsIn('test/domain', 'bugs'), ...idsIn('test/store', 'bugs')]
    expect(tested.filter((id) => !known.includes(id))).toEqual([])
  })
})
