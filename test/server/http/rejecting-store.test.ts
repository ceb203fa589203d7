/** A store that breaks its word and rejects: what it said nothing of is not kept as an answer. */
import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../src/store/memory/memory.js'
import type { Store } from '../../../src/store/port.js'
import { newAccount, paid, serving, told } from '../given.js'

const inner = memoryStore()
let broken: 'find' | 'list' | null = null
const rejects = (): Promise<never> => Promise.reject(new Error('the line is dead'))
const store: Store = {
  ...inner,
  find: (asked) => (broken === 'find' ? rejects : inner.find(asked)),
  list: (asked) => {
    if (broken === 'list') throw new Error('the line is dead')
    return inner.list(asked)
  },
}
const reported: unknown[] = []
const { http, sdk } = serving({
  store,
  report: (problem) => {
    reported.push(problem)
  },
})

const FAULT = { status: 500, type: 'api_error', message: 'An unknown error occurred' }

describe('a store that rejects', () => {
  it.each(['find', 'list'] as const)('as it is asked to %s is answered with a 500 that is not kept', async (how) => {
    const as = newAccount()
    const stripe = sdk(as)
    const sold = await paid(stripe, 1000, { transfer_data: { destination: 'acct_shop' } })
    const { id } = await stripe.refunds.create({ charge: sold.id, amount: 100, reverse_transfer: true })
    const ask = () =>
      http('POST', `/v1/refunds/${id}`, {
        as,
        form: { 'expand[0]': 'charge', 'expand[1]': 'transfer_reversal.transfer.destination_payment' },
        headers: { 'idempotency-key': 'k1', 'stripe-version': '2020-08-27' },
      })
    broken = how
    const first = await ask()
    broken = null
    expect(told(first)).toEqual(FAULT)
    expect(reported.splice(0)).toMatchObject([{ _tag: 'StoreUnavailable', operation: how }])
    const again = await ask()
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, null])
  })
})
