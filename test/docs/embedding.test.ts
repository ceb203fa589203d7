/** The page on embedding keeps its word: the twenty lines are twenty, and every row of failures has tests of its name. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../tools/tidy/source.js'
import { examplesInMarkdown } from './examples.js'

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const PAGE = textOf('docs/embedding.md')
const TESTS = ['failures', 'failures-later'].map((name) => textOf(`test/store/${name}.test.ts`)).join('')

/** The first cells of the table below a head that begins with this cell. */
const rowsBelow = (head: string): readonly string[] => {
  const lines = PAGE.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`)) + 2
  const length = lines.slice(start).findIndex((line) => !line.startsWith('| '))
  return lines.slice(start, start + length).map((line) => line.split(' | ')[0]?.slice(2) ?? '')
}

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
  it('names tests for every section that promises something', () => {
    const sections = [...PAGE.matchAll(/^## (.+)$/gm)].map(([, name]) => name)
    expect(rowsBelow('section')).toEqual(sections.slice(0, -2))
    expect(sections.slice(-2)).toEqual(['What is not promised', 'Which tests hold this page'])
  })
})
