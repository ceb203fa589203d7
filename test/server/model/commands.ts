/** What may be done to the server: each by the official SDK, and each told to the model as well. */
import fc from 'fast-check'
import type Stripe from 'stripe'
import { expect } from 'vitest'
import { isLeft } from '../../../src/index.js'
import type { RefundEndpoint } from '../../../src/stripe/errors/refusal-context.js'
import { chargeIn, errorOf } from '../given.js'
import {
  type Card,
  captureOf,
  lawful,
  type Model,
  type ModelCharge,
  modelCharge,
  passTime,
  type Real,
  requestOf,
  words,
} from './model.js'

type Step = fc.AsyncCommand<Model, Real>

const step = (
  told: string,
  run: (model: Model, real: Real) => Promise<void>,
  check: (model: Model) => boolean = hasCharge,
): Step => ({
  check,
  run,
  toString: () => told,
})

const hasCharge = ({ charges }: Model): boolean => charges.length > 0
const picked = ({ charges }: Model, pick: number): ModelCharge => charges[pick % charges.length] as ModelCharge

interface Paying {
  readonly amount: number
  readonly card: Card
  readonly how: 'charge' | 'held' | 'intent'
  readonly legs: 'both' | 'none' | 'transfer'
}

const pay = ({ amount, card, how, legs }: Paying): Step =>
  step(
    `pay ${amount} by ${how} with ${card}, legs ${legs}`,
    async (model, { stripe }) => {
      const out: Pick<Stripe.ChargeCreateParams, 'application_fee_amount' | 'transfer_data'> =
        legs === 'none'
          ? {}
          : {
              transfer_data: { destination: 'acct_shop' },
              ...(legs === 'both' ? { application_fee_amount: Math.floor(amount / 7) + 1 } : {}),
            }
      const common = { amount, currency: 'usd', ...out }
      const asked = { fee: out.application_fee_amount ?? null, transfer: out.transfer_data !== undefined }
      if (how !== 'intent') {
        const made = await stripe.charges.create({ ...common, source: `tok_${card}`, capture: how === 'charge' })
        model.charges.push(modelled(made, { card, intent: null, out: asked }, how === 'charge'))
        return
      }
      const intent = await stripe.paymentIntents.create({
        ...common,
        payment_method: `pm_card_${card}`,
        confirm: true,
      })
      const made = await stripe.charges.retrieve(chargeIn(intent))
      model.charges.push(modelled(made, { card, intent: intent.id, out: asked }, true))
    },
    () => true,
  )

const modelled = (
  made: Stripe.Charge,
  of: Pick<ModelCharge, 'card' | 'intent' | 'out'>,
  captured: boolean,
): ModelCharge => {
  const charge = modelCharge(made, { ...of, ...legIds(made) })
  if (captured) expect(isLeft(lawful(charge, captureOf(charge, made.amount)))).toBe(false)
  return charge
}

const legIds = ({ application_fee, transfer }: Stripe.Charge): Pick<ModelCharge, 'fee' | 'transfer'> => ({
  fee: application_fee as string | null,
  transfer: (transfer as string | undefined) ?? null,
})

interface Refunding {
  readonly pick: number
  /** In thousandths of the charge; null for all that remains. */
  readonly share: number | null
  readonly over: boolean
  readonly via: 'charge' | 'intent' | 'legacy' | 'refunds'
  readonly fee: boolean
  readonly transfer: boolean
}

const refund = ({ pick, share, over, via, fee, transfer }: Refunding): Step =>
  step(
    `refund ${share} of #${pick}${over ? ', too much' : ''} via ${via}, legs ${fee}/${transfer}`,
    async (model, real) => {
      const of = picked(model, pick)
      const whole = of.charge.authorized
      const amount = share === null ? 'remaining' : Math.max(1, Math.floor((whole * share) / 1000)) + (over ? whole : 0)
      // An authorisation without a PaymentIntent is given up by a refund of all of it.
      if (of.charge.status === 'authorized' && of.intent === null && (amount === 'remaining' || amount === whole))
        return
      const legs = { refund_application_fee: fee, reverse_transfer: transfer }
      const asked = { ...(amount === 'remaining' ? {} : { amount }), ...legs }
      const call = calling(real, of, via, asked)
      const trial = lawful(structuredClone(of), requestOf(of, 're_trial', amount, { fee, transfer }))
      if (isLeft(trial)) {
        const { statusCode: status, message, code, param } = await errorOf(call)
        expect({ status, message, code, param }).toEqual(words(of, trial.left, amount, ENDPOINTS[via]))
        return
      }
      const made = await call
      const id = made.object === 'refund' ? made.id : ((await newestOf(real, of)) ?? '')
      const done = lawful(of, requestOf(of, id, amount, { fee, transfer }))
      expect(isLeft(done)).toBe(false)
      if (made.object === 'refund') expect(made.amount).toBe(of.refunds.get(id)?.amount)
    },
  )

const ENDPOINTS: Readonly<Record<Refunding['via'], RefundEndpoint>> = {
  charge: 'POST /v1/charges/{charge}/refunds',
  intent: 'POST /v1/refunds',
  legacy: 'POST /v1/charges/{charge}/refund',
  refunds: 'POST /v1/refunds',
}

const calling = (
  { stripe }: Real,
  of: ModelCharge,
  via: Refunding['via'],
  asked: object,
): Promise<Stripe.Charge | Stripe.Refund> => {
  const { id } = of.charge
  if (via === 'legacy' || via === 'charge')
    return stripe.rawRequest(
      'POST',
      `/v1/charges/${id}/refund${via === 'legacy' ? '' : 's'}`,
      asked as never,
    ) as Promise<never>
  return stripe.refunds.create({
    ...(via === 'intent' && of.intent !== null ? { payment_intent: of.intent } : { charge: id }),
    ...asked,
  })
}

const newestOf = async ({ stripe }: Real, of: ModelCharge): Promise<string | undefined> =>
  (await stripe.refunds.list({ charge: of.charge.id, limit: 1 })).data[0]?.id

/** Twenty at once: never one unit too much, and each that is refused asked for more than was left at the end. */
const race = (pick: number, shares: readonly number[]): Step =>
  step(`race of ${shares.join(', ')} on #${pick}`, async (model, real) => {
    const of = picked(model, pick)
    const amounts = shares.map((share) => Math.max(1, Math.floor((of.charge.authorized * share) / 1000)))
    if (of.charge.status === 'authorized') return
    const answers = await Promise.allSettled(
      amounts.map((amount) => real.stripe.refunds.create({ charge: of.charge.id, amount })),
    )
    const made = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
    const { data } = await real.stripe.refunds.list({ charge: of.charge.id, limit: 100 })
    const order = data.map(({ id }) => id).reverse()
    made.sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id))
    for (const { id, amount } of made)
      expect(isLeft(lawful(of, requestOf(of, id, amount, { fee: false, transfer: false })))).toBe(false)
    for (const [index, answer] of answers.entries())
      if (answer.status === 'rejected')
        expect(
          isLeft(
            lawful(
              structuredClone(of),
              requestOf(of, 're_trial', amounts[index] ?? 0, { fee: false, transfer: false }),
            ),
          ),
        ).toBe(true)
  })

const capture = (pick: number, share: number): Step =>
  step(`capture ${share} of #${pick}`, async (model, { stripe }) => {
    const of = picked(model, pick)
    if (of.charge.status !== 'authorized') return
    const amount = Math.max(50, Math.floor((of.charge.authorized * share) / 1000))
    const done = lawful(of, captureOf(of, amount))
    const call = stripe.charges.capture(of.charge.id, { amount })
    if (isLeft(done)) expect((await errorOf(call)).statusCode).toBe(400)
    else Object.assign(of, legIds(await call))
  })

const time: Step = step('time passes', async (model, { called }) => {
  await called.server().advance(10)
  passTime(model)
})

const dispute = (pick: number, won: boolean | null): Step =>
  step(`dispute #${pick}, won: ${won}`, async (model, { called, as }) => {
    const of = picked(model, pick)
    if (of.charge.status !== 'captured' || of.dispute !== null) return
    const { status, body } = await called.http('POST', '/_control/disputes', { as, form: { charge: of.charge.id } })
    expect(status).toBe(200)
    const { id, amount } = body as unknown as { id: string; amount: number }
    const opened = lawful(of, {
      type: 'open',
      id: id as never,
      amount: amount as never,
      currency: of.charge.currency,
      stage: 'open',
    })
    expect(isLeft(opened)).toBe(false)
    if (won === null) return
    await called.http('POST', `/_control/disputes/${id}/${won ? 'win' : 'lose'}`, { as })
    expect(isLeft(lawful(of, { type: 'close', outcome: won ? 'won' : 'lost' }))).toBe(false)
  })

const fail = (pick: number, which: number): Step =>
  step(`refund ${which} of #${pick} fails`, async (model, { called, as }) => {
    const of = picked(model, pick)
    const ids = [...of.refunds.keys()]
    const id = ids[which % Math.max(1, ids.length)]
    if (id === undefined) return
    const done = lawful(of, { type: 'fail', failureReason: 'declined' }, id)
    const form = { failure_reason: 'declined' }
    const { status } = await called.http('POST', `/_control/refunds/${id}/fail`, { as, form })
    expect(status).toBe(isLeft(done) ? 400 : 200)
  })

const share = fc.integer({ min: 1, max: 1000 })
const pick = fc.nat({ max: 9 })

export const COMMANDS: fc.Arbitrary<Step>[] = [
  fc
    .record<Paying>({
      amount: fc.integer({ min: 50, max: 100_000 }),
      card: fc.constantFrom('visa', 'pendingRefund', 'refundFail'),
      how: fc.constantFrom('charge', 'held', 'intent'),
      legs: fc.constantFrom('none', 'none', 'transfer', 'both'),
    })
    .map(pay),
  fc
    .record<Refunding>({
      pick,
      share: fc.option(share),
      over: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
      via: fc.constantFrom('charge', 'intent', 'legacy', 'refunds'),
      fee: fc.boolean(),
      transfer: fc.boolean(),
    })
    .map(refund),
  fc.tuple(pick, fc.array(share, { minLength: 20, maxLength: 20 })).map(([one, shares]) => race(one, shares)),
  fc.tuple(pick, share).map(([one, part]) => capture(one, part)),
  fc.constant(time),
  fc.tuple(pick, fc.option(fc.boolean())).map(([one, won]) => dispute(one, won)),
  fc.tuple(pick, fc.nat({ max: 9 })).map(([one, which]) => fail(one, which)),
]
