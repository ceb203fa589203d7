/** `expand`: a list is expanded with what stands in it, whether that is said or not. */
import { describe, expect, it } from 'vitest'
import { errorOf, paid, refusal, said, serving } from '../given.js'

const { sdk } = serving()

describe('expand', () => {
  it('takes a list of an object with and without `data`', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    await stripe.refunds.create({ charge, amount: 400 })
    const one = await stripe.charges.retrieve(charge, { expand: ['refunds'] })
    expect(one.refunds?.data).toHaveLength(1)
    expect(await stripe.charges.retrieve(charge, { expand: ['refunds.data'] })).toEqual(one)
    const { data } = await stripe.charges.list({ expand: ['data.refunds.data'] })
    expect(data).toEqual([one])
  })

  it.each(['data', 'data.amount'])('takes no %s of a list that is answered', async (path) => {
    const error = await errorOf(sdk().charges.list({ expand: [path] }))
    expect(said(error)).toEqual(refusal(`This property cannot be expanded (${path}).`))
  })
})
