/** Whether asking again may help. */
import { describe, expect, it } from 'vitest'
import { worthRetrying } from '../../src/store/errors.js'
import type { Account } from '../../src/store/names.js'
import { ch_1, dp_1, later, usd, usd_ } from '../fixtures.js'

const main = 'main' as Account
type Given = Parameters<typeof worthRetrying>[0]

const ROWS: readonly (readonly [worth: boolean, error: Given])[] = [
  [true, { _tag: 'StoreUnavailable', operation: 'commit', written: 'unknown', cause: null }],
  [true, { _tag: 'Conflict', account: main, charge: ch_1, attempts: 8 }],
  [true, { _tag: 'KeyInFlight', key: 'k', until: later(60) }],
  [false, { _tag: 'KeyReused', key: 'k', differs: 'path', usedFor: 'refund', givenFor: 'capture' }],
  [false, { _tag: 'InvalidInput', problems: ['reason: expected text'] }],
  [false, { _tag: 'InvalidName', field: 'account', value: '', problem: 'empty' }],
  [false, { _tag: 'InvalidId', field: 'charge', value: '', problem: 'empty' }],
  [false, { _tag: 'InvalidTime', field: 'at', value: 0.5 }],
  [false, { _tag: 'InvalidRow', row: 'charge', account: 'main', id: 'ch_1', problems: ['standing'] }],
  [false, { _tag: 'LeaseLost', of: 'due', id: '1' }],
  [false, { _tag: 'NotFound', of: 'refund', id: 're_1' }],
  [false, { _tag: 'UnknownCursor', field: 'startingAfter', cursor: 're_1' }],
  [false, { _tag: 'InvalidPage', field: 'limit', value: 0 }],
  [true, { _tag: 'ChargeDisputed', charge: ch_1, stage: 'open' }],
  [false, { _tag: 'ChargeDisputed', charge: ch_1, stage: 'lost' }],
  [true, { _tag: 'AlreadyRefunded', charge: ch_1, standing: usd(5), unsettled: usd(5), currency: usd_ }],
  [false, { _tag: 'DisputeIdTaken', dispute: dp_1 }],
]

describe('asking again', () => {
  it.each(ROWS.map(([worth, error]) => [worth ? 'may help' : 'does not help', error._tag, worth, error] as const))(
    '%s after %s',
    (_, __, worth, error) => {
      expect(worthRetrying(error)).toBe(worth)
    },
  )
})
