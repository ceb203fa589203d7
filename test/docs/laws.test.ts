/** The laws in the documentation and the tests that prove them are the same. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const text = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

/** The first cell of every row below a head of `law`. */
const documented = text('../../docs/laws.md')
  .split('\n')
  .flatMap((line) => /^\| (?!law \|)(.+?) \|/.exec(line)?.[1] ?? [])

const proved = readdirSync(new URL('../domain/law/laws', import.meta.url)).flatMap((file) =>
  [...text(`../domain/law/laws/${file}`).matchAll(/^\s*it\('(.+)', /gm)].map(([, name]) => name),
)

describe('docs/laws.md', () => {
  it('lists every law that is proved, and no other', () => {
    expect([...documented].sort()).toEqual([...proved].sort())
  })

  it('lists no law twice', () => {
    expect(documented).toHaveLength(new Set(documented).size)
    expect(documented.length).toBeGreaterThan(30)
  })

  it('gives every law an equation', () => {
    const rows = text('../../docs/laws.md')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| law |'))
    expect(rows.filter((row) => row.split(' | ').length !== 3 && !/ \| \|$/.test(row))).toEqual([])
    expect(rows.filter((row) => (row.split(' | ')[1] ?? '').length < 3)).toEqual([])
  })
})
