/** Fact sheet 2d: what is checked before what. Each case mends only what the one before was refused for. */
import { describe, expect, it } from 'vitest'
import { chargeIn, errorOf, newAccount, paid, paidByIntent, serving } from '../given.js'

const { sdk, http } = serving()

describe('order of checks', () => {
  it('from the key to the legs', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const declined = await errorOf(paidByIntent(stripe, 1000, { payment_method: 'pm_card_visa_chargeDeclined' }))
    const { charge: failed } = declined.raw as { charge?: string }
    const held = chargeIn(await paidByIntent(stripe, 1000, { capture_method: 'manual' }))
    const { id: disputed } = await paid(stripe, 1000, { source: 'tok_createDispute' })
    const { id: spent } = await paid(stripe)
    await stripe.refunds.create({ charge: spent })
    const { id: part } = await paid(stripe)
    await stripe.refunds.create({ charge: part, amount: 500 })

    const legs = 'reverse_transfer=true'
    const key = { 'idempotency-key': 'used' }
    await http('POST', '/v1/refunds', { as, headers: key, form: { charge: part, amount: 1 } })
    const rows: readonly (readonly [said: string | RegExp, form: string, headers?: Record<string, string>])[] = [
      [/^Invalid API Key/, `wat=1&amount=x&${legs}`, { authorization: 'Bearer sk_live_1', ...key }],
      [/^Keys for idempotent requests/, `wat=1&amount=x&${legs}`, key],
      [/^Received unknown parameter: wat/, `wat=1&amount=x&${legs}`],
      [/^Invalid integer: x/, `amount=x&reason=because&${legs}`],
      [/^Invalid reason/, `amount=2000&reason=because&${legs}`],
      [/^One of the following params/, `amount=2000&${legs}`],
      [/^No such charge/, `charge=ch_none&amount=2000&${legs}`],
      [/does not have a successful charge/, `charge=${failed}&amount=2000&${legs}`],
      [/^This uncaptured Charge/, `charge=${held}&amount=2000&${legs}`],
      [/has been charged back/, `charge=${disputed}&amount=2000&${legs}`],
      [/has already been refunded/, `charge=${spent}&amount=2000&${legs}`],
      [/is greater than charge amount/, `charge=${part}&amount=2000&${legs}`],
      [/is greater than unrefunded amount/, `charge=${part}&amount=1000&${legs}`],
      [/does not have an associated transfer/, `charge=${part}&amount=100&${legs}`],
    ]
    const found: string[] = []
    for (const [, form, headers] of rows) {
      const { status, body } = await http('POST', '/v1/refunds', { as, form, ...(headers ? { headers } : {}) })
      expect(status).toBeGreaterThanOrEqual(400)
      found.push(String(body.error?.message))
    }
    expect(found).toEqual(rows.map(([said]) => expect.stringMatching(said)))
    expect((await stripe.refunds.create({ charge: part, amount: 100 })).status).toBe('succeeded')
  })

  it('disputed before already refunded, which is not recorded', async () => {
    const as = newAccount()
    const { id } = await paid(sdk(as))
    await sdk(as).refunds.create({ charge: id })
    await http('POST', '/_control/disputes', { as, form: { charge: id } })
    const { body } = await http('POST', '/v1/refunds', { as, form: { charge: id } })
    expect(body.error?.code).toBe('charge_disputed')
  })

  it.each([
    ['reason=because', 'reason'],
    [`metadata[${'k'.repeat(41)}]=v`, 'metadata'],
  ])('the place of %s, which is not recorded: before anything is executed, so it is not kept', async (form, param) => {
    const as = newAccount()
    const { id } = await paid(sdk(as))
    const ask = (more: string) =>
      http('POST', '/v1/refunds', { as, headers: { 'idempotency-key': 'k' }, form: `charge=${id}&amount=1${more}` })
    const refused = await ask(`&${form}`)
    expect([refused.status, refused.body.error?.param]).toEqual([400, param])
    expect(refused.headers.has('stripe-should-retry')).toBe(false)
    expect((await ask('')).status).toBe(200)
  })

  it('executed refusals say not to try again, parameters refused before say nothing of it', async () => {
    const as = newAccount()
    const { id } = await paid(sdk(as))
    const executed = await http('POST', '/v1/refunds', { as, form: { charge: id, amount: 2000 } })
    expect(executed.headers.get('stripe-should-retry')).toBe('false')
    const before = await http('POST', '/v1/refunds', { as, form: { charge: id, amount: -1 } })
    expect(before.headers.has('stripe-should-retry')).toBe(false)
  })

  it('already-refunded beats both amount checks', async () => {
    const as = newAccount()
    const { id } = await paid(sdk(as))
    await sdk(as).refunds.create({ charge: id })
    for (const amount of [1, 1000, 2000]) {
      const { body } = await http('POST', '/v1/refunds', { as, form: { charge: id, amount } })
      expect(body.error?.code).toBe('charge_already_refunded')
    }
  })
})
