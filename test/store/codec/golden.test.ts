/** Rows that version 1 wrote load for ever. Lines are added to the file, never changed. */
import { describe, expect, it } from 'vitest'
import { PRECEDENCE } from '../../../src/domain/law/errors.js'
import { chargeLifecycle, disputeLifecycle, refundLifecycle } from '../../../src/index.js'
import { rightOf } from '../../fixtures.js'
import { EVENT_TYPES, read, rewritten } from './given.js'
import { goldenRows, type Members } from './golden.js'

const ROWS = goldenRows()

/** The texts that stand at `path` in the rows of a kind. */
const seen = (kind: string, ...path: readonly string[]): readonly string[] => {
  const found = ROWS.filter((row) => row.kind === kind).map(({ json }) =>
    path.reduce<unknown>((value, name) => (value as Members | undefined)?.[name], json),
  )
  return [...new Set(found.filter((word) => typeof word === 'string'))].sort()
}

const statusesOf = (chart: { readonly states: object }): readonly string[] =>
  Object.keys(chart.states)
    .filter((status) => status !== 'absent')
    .sort()

describe('the rows of version 1', () => {
  it.each(ROWS.map((row, index) => ({ line: index + 1, ...row })))(
    'load: line $line, $kind $id',
    ({ kind, json, text }) => {
      const row = rightOf(read(kind, json))
      expect(JSON.stringify(rewritten(kind, row))).toBe(text)
    },
  )

  it('are of every kind, status, event and command', () => {
    expect([...new Set(ROWS.map(({ kind }) => kind))].sort()).toEqual([
      'charge',
      'dispute',
      'document',
      'due',
      'event',
      'key',
      'refund',
    ])
    expect(seen('charge', 'charge', 'status')).toEqual(statusesOf(chargeLifecycle))
    expect(seen('refund', 'refund', 'status')).toEqual(statusesOf(refundLifecycle))
    expect(seen('dispute', 'dispute', 'status')).toEqual(statusesOf(disputeLifecycle))
    expect(seen('event', 'event', 'type')).toEqual([...EVENT_TYPES].sort())
    expect(seen('due', 'work', 'command', 'type')).toEqual(Object.keys(PRECEDENCE).sort())
    expect(seen('due', 'work', 'type')).toEqual(['move', 'task'])
    expect(seen('key', 'record', 'answer', '_tag')).toEqual(['Left', 'Right'])
  })
})
