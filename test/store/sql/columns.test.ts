/** Rows in columns and back. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Rows } from '../../../src/store/codec/rows.js'
import type { RowKind } from '../../../src/store/errors.js'
import { joinRow, splitRow } from '../../../src/store/sql/columns.js'
import { anyHistory } from '../../arbitraries/histories.js'
import { captured, leftOf, rightOf } from '../../fixtures.js'
import { runs } from '../../tools/runs.js'
import { ACCOUNT, type AnyRow, read, rowsOf } from '../codec/given.js'
import { goldenRows } from '../codec/golden.js'

const both = <Kind extends RowKind>(kind: Kind, row: Rows[Kind]): Rows[Kind] => {
  const { body, ...columns } = splitRow(kind, row)
  // As a database gives it back.
  return rightOf(joinRow(kind, JSON.parse(JSON.stringify({ ...columns, body }))))
}

const LONG = 'x'.repeat(5000)
/** Every id longer than any index takes. */
const lengthened = (json: unknown): unknown =>
  JSON.parse(JSON.stringify(json).replace(/"(ch|re|dp)_(\w+)(\.\d+)?"/g, `"$1_${LONG.slice(10)}$2$3"`))

describe('a row in columns', () => {
  it('is the same when it is read', () => {
    fc.assert(
      fc.property(anyHistory(), fc.json(), (history, body) => {
        for (const { kind, row } of rowsOf(history, JSON.parse(body)) as readonly AnyRow[])
          expect(both(kind, row)).toEqual(row)
      }),
      { numRuns: runs(30) },
    )
  })

  it.each(goldenRows().map(({ kind, json }, index) => ({ kind, json, name: `${kind} ${index}` })))(
    'is the same when its ids are too long for an index: $name',
    ({ kind, json }) => {
      const row = rightOf(read(kind, lengthened(json)))
      expect(both(kind, row)).toEqual(row)
    },
  )

  it.each(['kind', 'id'])('is the same when its %s alone is too long for an index', (name) => {
    const document = { kind: 'kind', id: 'id', createdAt: captured(1).createdAt, labels: [], body: null, [name]: LONG }
    const row = { account: ACCOUNT, version: 1, document }
    expect(both('document', row)).toEqual(row)
  })

  it('has nothing in its body that stands in a column', () => {
    const { body, ...columns } = splitRow('charge', {
      account: ACCOUNT,
      version: 2,
      acknowledged: 1,
      charge: captured(1234),
    })
    expect(columns).toEqual({
      account: ACCOUNT,
      id: 'ch_1',
      created_at: captured(1234).createdAt,
      version: 2,
      acknowledged: 1,
      authorized: 1234,
      captured: 1234,
      released: 0,
      standing: 0,
      unsettled: 0,
    })
    expect(body).not.toContain('1234')
    expect(body).not.toContain('ch_1')
  })

  const charge = splitRow('charge', { account: ACCOUNT, version: 2, acknowledged: 1, charge: captured(1000) })

  it.each([
    ['a figure that breaks a law', { ...charge, standing: 1001 }, 'charge: standing 1001 is more than captured 1000'],
    ['a body that is no JSON', { ...charge, body: '{' }, 'body: is no JSON object'],
    ['a body that is a list', { ...charge, body: '[]' }, 'body: is no JSON object'],
    [
      'a figure that stands in the body as well',
      {
        ...charge,
        body: charge.body
          .replace('{"charge":{', '{"charge":{"standing":0,')
          .replace('"charge":{', '"charge":{"standing":0,'),
      },
      'charge.standing: stands twice, and differs',
    ],
  ])('is refused with its id where it has %s', (_, columns, problem) => {
    const refused = leftOf(joinRow('charge', columns))
    expect(refused).toMatchObject({ row: 'charge', account: ACCOUNT, id: 'ch_1' })
    expect(refused.problems.join()).toContain(problem)
  })

  it('is refused where a column names another than its body', () => {
    const long = splitRow('charge', {
      account: ACCOUNT,
      version: 1,
      acknowledged: 0,
      charge: { ...captured(1), id: LONG as never },
    })
    expect(long.id).toMatch(/^#[0-9a-f]{64}$/)
    expect(leftOf(joinRow('charge', { ...long, id: 'ch_2' })).problems).toEqual([
      'charge.id: stands twice, and differs',
    ])
  })
})
