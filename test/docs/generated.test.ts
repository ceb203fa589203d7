import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PRECEDENCE } from '../../src/reports/index.js'
import { generated, withCharts } from '../tools/docs.js'
import { chartOf } from '../tools/docs-lifecycles.js'
import { refusalsDeclared, waitingHelps } from '../tools/docs-source.js'
import { ROOT } from '../tools/tidy/source.js'

describe('npm run docs', () => {
  it.each(generated())('would write $path again', ({ path, text }) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text)
  })
  it('puts the charts between their marks and leaves the rest', () => {
    const marked = 'a\n<!-- chart of refund -->\nold\n<!-- end of chart -->\nb\n'
    expect(withCharts(marked)).toBe(`a\n<!-- chart of refund -->\n${chartOf('refund')}\n<!-- end of chart -->\nb\n`)
  })
  it('knows every refusal that a command may be given, its fields, and when waiting helps', () => {
    const tags = [...new Set(Object.values(PRECEDENCE).flat())].sort()
    expect([...refusalsDeclared().keys()].sort()).toEqual(tags)
    expect([...waitingHelps().keys()].sort()).toEqual(tags)
    expect([...refusalsDeclared()].filter(([, { fields }]) => fields.length === 0)).toEqual([])
  })
  it('reads when waiting helps off the law', () => {
    const rules = waitingHelps()
    expect(rules.get('ChargeDisputed')).toBe("when `stage === 'open'`")
    expect(rules.get('TooManyRefunds')).toBe('never')
    expect(rules.get('ExceedsRemaining')).toBe("when `requested === 'remaining' ? atBest > 0 : requested <= atBest`")
  })
})
