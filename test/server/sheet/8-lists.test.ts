/** Fact sheet 8: lists. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { newAccount, paid, serving } from '../given.js'

const { sdk, http, server } = serving({ clock: 'manual' })

/** An account with a charge that was refunded `count` times, one unit each. */
const refundedTimes = async (count: number) => {
  const as = newAccount()
  const stripe = sdk(as)
  const { id } = await paid(stripe, 100_000)
  const refunds: string[] = []
  for (let index = 0; index < count; index += 1)
    refunds.unshift((await stripe.refunds.create({ charge: id, amount: 1 })).id)
  return { as, stripe, charge: id, refunds }
}

describe('lists', () => {
  it('newest first', async () => {
    const { stripe, refunds } = await refundedTimes(4)
    expect((await stripe.refunds.list()).data.map(({ id }) => id)).toEqual(refunds)
  })

  it.each([
    ['', 10],
    ['limit=0', 1],
    ['limit=101', 100],
    ['limit=-5', 1],
    ['limit=1000000000000', 100],
    ['limit=3', 3],
  ])('limit is clamped silently: %s', async (query, length) => {
    lists ??= await refundedTimes(105)
    const { as } = lists
    const { status, body } = await http('GET', `/v1/refunds?${query}`, { as })
    expect([status, body.data?.length, body.has_more]).toEqual([200, length, true])
  })
  let lists: Awaited<ReturnType<typeof refundedTimes>> | null = null

  it('limit, not an integer', async () => {
    const { status, body } = await http('GET', '/v1/refunds?limit=abc')
    expect(status).toBe(400)
    expect(body.error).toMatchObject({
      code: 'parameter_invalid_integer',
      message: 'Invalid integer: abc',
      param: 'limit',
    })
  })

  it('envelope: object, data, has_more, url; no total_count at top level', async () => {
    const { as } = await refundedTimes(1)
    const { body } = await http('GET', '/v1/refunds?limit=5', { as })
    expect(Object.keys(body)).toEqual(['object', 'data', 'has_more', 'url'])
    expect(body.url).toBe('/v1/refunds')
  })

  it('starting_after, ending_before are exclusive', async () => {
    const { stripe, refunds } = await refundedTimes(5)
    const [a, b, c, d, e] = refunds as [string, string, string, string, string]
    const ids = async (params: object) => {
      const { data, has_more } = await stripe.refunds.list(params)
      return [data.map(({ id }) => id), has_more]
    }
    expect(await ids({ starting_after: c })).toEqual([[d, e], false])
    expect(await ids({ starting_after: a, limit: 2 })).toEqual([[b, c], true])
    expect(await ids({ ending_before: d })).toEqual([[a, b, c], false])
    expect(await ids({ ending_before: d, limit: 2 })).toEqual([[b, c], true])
    expect(await ids({ starting_after: e })).toEqual([[], false])
  })

  it('walking by either cursor sees each once, in order', async () => {
    const { stripe, refunds } = await refundedTimes(23)
    const walked: string[] = []
    for await (const { id } of stripe.refunds.list({ limit: 4 })) walked.push(id)
    expect(walked).toEqual(refunds)
  })

  it('unknown cursor: 400, not 404', async () => {
    const { as } = await refundedTimes(1)
    const { status, body } = await http('GET', '/v1/refunds?ending_before=re_none', { as })
    expect([status, body.error?.code, body.error?.param]).toEqual([400, 'resource_missing', 'ending_before'])
  })

  it("filters charge, payment_intent, created; an unknown charge's list is empty", async () => {
    const { as, stripe, charge, refunds } = await refundedTimes(2)
    const other = await paid(stripe)
    await server().advance(100)
    const late = await stripe.refunds.create({ charge: other.id, amount: 1 })
    const ids = async (query: string) =>
      ((await http('GET', `/v1/refunds?${query}`, { as })).body.data ?? []).map(({ id }) => id)
    expect(await ids(`charge=${charge}`)).toEqual(refunds)
    expect(await ids(`charge=${other.id}`)).toEqual([late.id])
    expect(await ids('charge=ch_none')).toEqual([])
    expect(await ids('payment_intent=pi_none')).toEqual([])
    expect(await ids(`created=${late.created}`)).toEqual([late.id])
    expect(await ids(`created[gte]=${late.created}`)).toEqual([late.id])
    expect(await ids(`created[lt]=${late.created}`)).toEqual(refunds)
    expect(await ids(`created[gt]=${late.created - 100}&created[lte]=${late.created}`)).toEqual([late.id])
  })
})
