/** Transfers, fees and what comes back of them; lists. */
import { describe, expect, it } from 'vitest'
import { newFeeRefund, withFeeRefunds } from '../../../src/stripe/objects/application-fee.js'
import { newList, newSublist } from '../../../src/stripe/objects/list.js'
import { newTransferReversal, withReversals } from '../../../src/stripe/objects/transfer.js'
import { FEE, TRANSFER } from './given.js'

const reversal = (id: string, amount: number) =>
  newTransferReversal({
    id,
    amount,
    balance_transaction: null,
    created: 1,
    currency: 'usd',
    destination_payment_refund: null,
    source_refund: null,
    transfer: 'tr_1',
  })

const refund = (id: string, amount: number) =>
  newFeeRefund({ id, amount, balance_transaction: null, created: 1, currency: 'usd', fee: 'fee_1' })

describe('a transfer', () => {
  it('of 880 that came back as 367 and 513 is reversed, and not before', () => {
    const first = withReversals(TRANSFER, [reversal('trr_1', 367)])
    expect([first.amount_reversed, first.reversed]).toEqual([367, false])
    const second = withReversals(first, [reversal('trr_2', 513), reversal('trr_1', 367)])
    expect([second.amount_reversed, second.reversed, second.reversals.total_count]).toEqual([880, true, 2])
  })
})

describe('an application fee', () => {
  it('of 30 that came back as 15, 3 and 12 is refunded, and not before', () => {
    const some = withFeeRefunds(FEE, { returned: 18, refunds: [refund('fr_2', 3), refund('fr_1', 15)] })
    expect([some.amount_refunded, some.refunded]).toEqual([18, false])
    const all = withFeeRefunds(some, { returned: 30, refunds: [refund('fr_3', 12), ...some.refunds.data] })
    expect([all.amount_refunded, all.refunded, all.refunds.total_count]).toEqual([30, true, 3])
  })
  it('counts in its own currency, whatever the refund is in', () => {
    const cad = withFeeRefunds(FEE, { returned: 15, refunds: [{ ...refund('fr_1', 20), currency: 'cad' }] })
    expect([cad.amount_refunded, cad.refunds.data[0]?.amount]).toEqual([15, 20])
  })
})

describe('a list', () => {
  it('inside an object shows ten, counts all, and says that there are more', () => {
    const items = Array.from({ length: 11 }, (_, at) => at)
    const list = newSublist('/v1/charges/ch_1/refunds', items)
    expect([list.data, list.has_more, list.total_count]).toEqual([items.slice(0, 10), true, 11])
    expect(newSublist('/', items.slice(1)).has_more).toBe(false)
  })
  it('of its own counts nothing', () => {
    expect(Object.keys(newList({ url: '/v1/refunds', data: [], has_more: false }))).toEqual([
      'object',
      'data',
      'has_more',
      'url',
    ])
  })
})
