/** Fact sheet 2b: what is wrong with the parameters of a refund. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { coded, type Heard, newAccount, paid, refusal, serving, told } from '../given.js'

const { sdk, http } = serving()

/** A charge of 10.00, and how to ask for its refund with a form. */
const charged = async () => {
  const as = newAccount()
  const { id } = await paid(sdk(as))
  return {
    id,
    as,
    asking: (form: string): Promise<Heard> => http('POST', '/v1/refunds', { as, form: `charge=${id}&${form}` }),
  }
}

const integer = coded('parameter_invalid_integer')
const missing = coded('resource_missing')

describe('amount', () => {
  it.each(['0', '-1', '-5'])('amount 0 or negative: %s', async (amount) => {
    const { asking } = await charged()
    const answer = await asking(`amount=${amount}`)
    expect(told(answer)).toEqual(
      refusal('This value must be greater than or equal to 1.', { ...integer, param: 'amount' }),
    )
    expect(answer.headers.get('stripe-should-retry')).toBeNull()
  })

  it.each(['25.00', 'abc', '1e3', '10.5', ' 7', '0x10', '+5', '05'])('amount not an integer: %s', async (amount) => {
    const { asking } = await charged()
    const answer = await asking(`amount=${encodeURIComponent(amount)}`)
    expect(told(answer)).toEqual(refusal(`Invalid integer: ${amount}`, { ...integer, param: 'amount' }))
  })

  it('amount > 99999999: greater than the charge, as of any other', async () => {
    const { asking } = await charged()
    expect(told(await asking('amount=100000000'))).toEqual(
      refusal('Refund amount ($1,000,000.00) is greater than charge amount ($10.00)', { param: 'amount' }),
    )
  })

  it('amount of digits is text on the wire and a number here', async () => {
    const { asking } = await charged()
    expect((await asking('amount=300')).body).toMatchObject({ amount: 300 })
  })
})

describe('what is refunded', () => {
  it('neither charge nor payment_intent', async () => {
    expect(told(await http('POST', '/v1/refunds', { form: 'amount=1' }))).toEqual(
      refusal('One of the following params should be provided for this request: payment_intent or charge.'),
    )
  })

  it.each(['charge', 'payment_intent'])('an empty id is no id: %s', async (param) => {
    const message =
      `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' ` +
      `cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`
    const answer = await http('POST', '/v1/refunds', { form: `${param}=` })
    expect(told(answer)).toEqual(refusal(message, { ...coded('parameter_invalid_empty'), param }))
  })

  it('both given, disagreeing: refused', async () => {
    const { id, as } = await charged()
    const stripe = sdk(as)
    const other = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
    })
    const answer = await http('POST', '/v1/refunds', { as, form: { charge: id, payment_intent: other.id } })
    expect(told(answer)).toEqual(
      refusal(`Charge ${id} does not belong to PaymentIntent ${other.id}.`, { param: 'payment_intent' }),
    )
    const agreeing = { charge: other.latest_charge as string, payment_intent: other.id }
    expect((await http('POST', '/v1/refunds', { as, form: agreeing })).status).toBe(200)
  })

  it.each(['ch_none', 'none', '1', 'pi_3', '%E2%82%AC', 'a'.repeat(300)])(
    'unknown charge, POST /v1/refunds: %s',
    async (id) => {
      const answer = await http('POST', '/v1/refunds', { form: `charge=${id}` })
      const message = `No such charge: '${decodeURIComponent(id)}'`
      expect(told(answer)).toEqual(refusal(message, { status: 404, ...missing, param: 'id' }))
    },
  )

  it.each(['refund', 'refunds'])('unknown charge, /v1/charges/{c}/%s', async (path) => {
    const answer = await http('POST', `/v1/charges/ch_none/${path}`, { form: '' })
    expect(told(answer)).toEqual(refusal("No such charge: 'ch_none'", { status: 404, ...missing, param: 'charge' }))
  })

  it('unknown payment_intent', async () => {
    const answer = await http('POST', '/v1/refunds', { form: 'payment_intent=pi_none' })
    const more = { status: 404, ...missing, param: 'payment_intent' }
    expect(told(answer)).toEqual(refusal("No such payment_intent: 'pi_none'", more))
  })

  it('unknown refund, or refund of another charge in the scoped path', async () => {
    const { id, as } = await charged()
    const other = await paid(sdk(as))
    const { id: refund } = await sdk(as).refunds.create({ charge: other.id })
    for (const path of ['/v1/refunds/re_none', `/v1/charges/${id}/refunds/${refund}`]) {
      const answer = await http('GET', path, { as })
      const wanted = path.split('/').at(-1)
      const more = { status: 404, ...missing, param: 'refund' }
      expect(told(answer)).toEqual(refusal(`No such refund: '${wanted}'`, more))
    }
  })

  it('is looked up in the account of the key alone', async () => {
    const { id } = await charged()
    const answer = await http('POST', '/v1/refunds', { as: newAccount(), form: `charge=${id}` })
    expect(answer.body.error?.message).toBe(`No such charge: '${id}'`)
  })
})

describe('lists', () => {
  it('bad cursor starting_after: 400', async () => {
    const answer = await http('GET', '/v1/refunds?starting_after=re_none')
    expect(told(answer)).toEqual(refusal("No such refund: 're_none'", { ...missing, param: 'starting_after' }))
  })

  it('both cursors', async () => {
    const answer = await http('GET', '/v1/refunds?starting_after=re_1&ending_before=re_2')
    const message = 'Received both starting_after and ending_before parameters. Please pass in only one.'
    expect(told(answer)).toEqual(refusal(message))
  })
})

describe('words', () => {
  it.each(['because', 'expired_uncaptured_charge', 'Duplicate'])('bad reason: %s', async (reason) => {
    const { asking } = await charged()
    const message = 'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer'
    expect(told(await asking(`reason=${reason}`))).toEqual(refusal(message, { param: 'reason' }))
  })

  it('one unknown param', async () => {
    const { asking } = await charged()
    const more = { ...coded('parameter_unknown'), param: 'wat' }
    expect(told(await asking('wat=1'))).toEqual(refusal('Received unknown parameter: wat', more))
  })

  it('one unknown param, nested', async () => {
    const answer = await http('GET', '/v1/refunds?created[foo]=1')
    const more = { ...coded('parameter_unknown'), param: 'created[foo]' }
    expect(told(answer)).toEqual(refusal('Received unknown parameter: created[foo]', more))
  })

  it('several unknown params', async () => {
    const { asking } = await charged()
    const more = { ...coded('parameter_unknown'), param: 'wat' }
    expect(told(await asking('wat=1&huh=2'))).toEqual(refusal('Received unknown parameters: wat, huh', more))
  })

  it('amount, reason on refund update', async () => {
    const { asking, as } = await charged()
    const { body: refund } = await asking('amount=1')
    const answer = await http('POST', `/v1/refunds/${refund.id}`, { as, form: 'amount=5&reason=duplicate' })
    const more = { ...coded('parameter_unknown'), param: 'amount' }
    expect(told(answer)).toEqual(refusal('Received unknown parameters: amount, reason', more))
  })

  it('missing required (other endpoints)', async () => {
    const answer = await http('POST', '/v1/charges', { form: 'amount=100&source=tok_visa' })
    const more = { ...coded('parameter_missing'), param: 'currency' }
    expect(told(answer)).toEqual(refusal('Missing required param: currency.', more))
  })
})

describe('metadata', () => {
  const keys = (count: number): string => Array.from({ length: count }, (_, at) => `metadata[k${at}]=v`).join('&')

  it('metadata > 50 keys', async () => {
    const { asking } = await charged()
    expect((await asking(`amount=1&${keys(50)}`)).status).toBe(200)
    const message =
      "Metadata can have up to 50 keys, but you've set 51. Email us at support+metadata@stripe.com for more information."
    expect(told(await asking(`amount=1&${keys(51)}`))).toEqual(refusal(message, { param: 'metadata' }))
  })

  it('metadata key > 40', async () => {
    const { asking } = await charged()
    const key = 'k'.repeat(41)
    const message = `Metadata keys can have up to 40 characters, but you passed in a key that is 41 characters. Invalid key: ${key}`
    expect(told(await asking(`metadata[${key}]=v`))).toEqual(refusal(message, { param: 'metadata' }))
  })

  it('metadata value > 500', async () => {
    const { asking } = await charged()
    const answer = await asking(`metadata[k]=${'v'.repeat(801)}`)
    expect(told(answer)).toMatchObject(
      refusal(
        expect.stringMatching(
          /^Metadata values can have up to 500 characters, but you passed in a value that is 801 characters. Invalid value: v+/,
        ) as unknown as string,
        { param: 'metadata' },
      ),
    )
  })
})

describe('cancel', () => {
  it('cancel a non-cancelable refund', async () => {
    const { asking, as } = await charged()
    const { body: refund } = await asking('amount=1')
    const answer = await http('POST', `/v1/refunds/${refund.id}/cancel`, { as, form: '' })
    expect(told(answer)).toEqual(refusal('Canceling this refund is unsupported.'))
  })
})
