/** The page on embedding keeps its word: the twenty lines are twenty, and every row of failures has tests of its name. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../tools/tidy/source.js'
import { examplesInMarkdown } from './examples.js'
import { loadModule } from './load.js'
import { run } from './run.js'
import { firstTwice, EMBEDDING as PAGE, storeChanges, withStore } from './stores.js'
import { removeFolder, useFolder } from './temporary.js'

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const TESTS = ['failures', 'failures-later'].map((name) => textOf(`test/store/${name}.test.ts`)).join('')

/** The rows of the table below a head that begins with this cell. */
const linesBelow = (head: string): readonly string[] => {
  const lines = PAGE.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`)) + 2
  const length = lines.slice(start).findIndex((line) => !line.startsWith('| '))
  return lines.slice(start, start + length)
}

const rowsBelow = (head: string): readonly string[] =>
  linesBelow(head).map((line) => line.split(' | ')[0]?.slice(2) ?? '')

/** Whether a test, or a group of tests, in the file has a title that begins so. */
const hasTest = (path: string, title: string): boolean =>
  [...textOf(path).matchAll(/\b(?:it|describe)(?:\.each\([^\n]*\))?\((['`"])(.+?)\1,/g)].some(([, , name]) =>
    name?.startsWith(title),
  )

let folder = ''
beforeAll(() => {
  folder = useFolder()
})
afterAll(removeFolder)

describe('docs/embedding.md', () => {
  it('embeds a desk in twenty lines', () => {
    const [first] = examplesInMarkdown('docs/embedding.md', PAGE)
    expect(first?.name).toBe('In twenty lines')
    expect(first?.code.split('\n').length).toBeLessThanOrEqual(20)
    expect(first?.code.split('\n').filter((line) => line.length > 120)).toEqual([])
  })
  it('promises what a test of the same name holds, and nothing else', () => {
    const tested = [...TESTS.matchAll(/^describe\('(.+)', /gm)].map(([, name]) => name)
    expect(rowsBelow('what fails')).toEqual(tested)
    expect(tested.length).toBeGreaterThan(10)
  })
  it('goes from memory to one file by its line, in the twenty lines and in all others', async () => {
    const [, line] = storeChanges.find(([from]) => from.endsWith('/libsql')) ?? []
    expect(line).toContain("'shop.db'")
    const programs = examplesInMarkdown('docs/embedding.md', PAGE).map((program, index) =>
      withStore(program, '/libsql', (text) => text.replace("'shop.db'", JSON.stringify(join(folder, `${index}.db`)))),
    )
    const changed = programs.filter((program) => program !== null)
    expect(changed.length).toBeGreaterThan(3)
    for (const program of changed) await run(program, {}, loadModule)
  })
  it('may run its first program again on the file that it has kept, and says what is answered then', async () => {
    const path = JSON.stringify(join(folder, 'kept.db'))
    const [once, again] = firstTwice('/libsql', (text) => text.replace("'shop.db'", path))
    expect(again.code).not.toBe(once.code)
    await run(once, {}, loadModule)
    await run(again, {}, loadModule)
  })
  it('closes a store that is to be closed in the program that it changes', () => {
    expect(PAGE).toContain('put\n`await store.close()` at its end')
    expect(firstTwice('/postgres')[0].code).toMatch(/^await store\.close\(\)$/m)
  })
  it('names for every failure of a database tests that there are', () => {
    const rows = linesBelow('what breaks')
    const claims = rows.map((row) => [...row.matchAll(/\[([^\]]+)\]\(\.\.\/(test\/[^)]+)\)/g)])
    expect(claims.filter((links) => links.length === 0)).toEqual([])
    expect(claims.length).toBeGreaterThan(10)
    const gone = claims.flat().filter(([, title = '', path = '']) => !hasTest(path, title))
    expect(gone.map(([link]) => link)).toEqual([])
  })
  it('names tests for every section that promises something', () => {
    const sections = [...PAGE.matchAll(/^## (.+)$/gm)].map(([, name]) => name)
    expect(rowsBelow('section')).toEqual(sections.slice(0, -2))
    expect(sections.slice(-2)).toEqual(['What is not promised', 'Which tests hold this page'])
  })
})
