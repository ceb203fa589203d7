/** A thousand different charges, each with a request that is accepted and one that is refused. */
import {
  type Books,
  type Charge,
  type Command,
  type Currency,
  captureCharge,
  chargeId,
  holding,
  type Refund,
  type RefundPolicy,
  refund,
  refundId,
  requestRefund,
  stripe,
} from '../../src/index.js'
import { afterAll, dp_1, dp_2, eur_, later, now, rightOf, usd, usd_ } from '../fixtures.js'

export interface Input {
  readonly charge: Charge
  readonly request: Command<'request'>
  readonly known: Refund | null
  readonly policy: RefundPolicy
}

const HOW_MANY = 1000
const INDICES = Array.from({ length: HOW_MANY }, (_, index) => index)

/** A policy that leaves no check out. */
const bounded: RefundPolicy = {
  ...stripe,
  name: 'bounded',
  window: { seconds: 180 * 86_400, from: 'capture' },
  count: { limit: 50, of: 'made', withCaptures: true },
}
const POLICIES = [stripe, holding, bounded, stripe] as const
const REASONS = [null, 'duplicate', 'requested_by_customer'] as const
const BORN = [{ status: 'requested' }, { status: 'succeeded' }] as const

export const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] as T

const amountOf = (index: number): number => 2000 + 37 * index

const requestOf = (index: number, amount: number | 'remaining'): Command<'request'> =>
  requestRefund({
    id: rightOf(refundId(`re_${index}`)),
    amount: amount === 'remaining' ? amount : usd(amount),
    currency: usd_,
    reason: pick(REASONS, index),
    born: pick(BORN, index >> 2),
    at: later(index),
  })

const chargeOf = ({ charge }: Books): Charge => {
  if (charge === null) throw new Error('expected a charge')
  return charge
}

const afterOn = (charge: Charge, ...commands: readonly Command[]): Charge =>
  chargeOf(afterAll(commands, { charge, refund: null, dispute: null }))

const authorizedAt = (index: number): Charge => {
  const id = rightOf(chargeId(`ch_${index}`))
  const amount = usd(amountOf(index))
  return chargeOf(afterAll([{ type: 'authorize', id, amount, currency: usd_, status: 'authorized', at: now }]))
}

const legOf = (asked: boolean, amount: number, currency: Currency) => (asked ? { amount: usd(amount), currency } : null)

const open = (index: number): Command<'open'> => {
  const amount = usd(amountOf(index))
  return { type: 'open', id: pick([dp_1, dp_2], index), amount, currency: usd_, stage: 'open', at: now }
}

/** Captured once or twice, some with legs, some with a dispute that was won, some refunded before. */
const chargeAt = (index: number): Charge => {
  const fee = legOf(index % 7 === 0, 1 + (index % 100), usd_)
  const transfer = legOf(index % 11 === 0, 1000, eur_)
  const first = captureCharge({ amount: usd(1000), final: false, at: now })
  const captured = afterOn(
    authorizedAt(index),
    ...(index % 6 === 0 ? [first] : []),
    captureCharge({ amount: 'remaining', fee, transfer, at: now }),
  )
  const won: readonly Command[] = [open(index), { type: 'close', outcome: 'won', at: now }]
  return refundedBefore(index % 5 === 0 ? afterOn(captured, ...won) : captured, index)
}

const refundedBefore = (charge: Charge, index: number): Charge =>
  INDICES.slice(0, index % 4).reduce<Charge>(
    (so_far, part) => rightOf(refund(so_far, requestOf(HOW_MANY + 4 * index + part, 100 + index))).charge,
    charge,
  )

/** Different amounts; every ninth request is for all that remains. */
const acceptedAt = (index: number): Input => ({
  charge: chargeAt(index),
  request: requestOf(index, index % 9 === 0 ? 'remaining' : 100 + index),
  known: null,
  policy: pick(POLICIES, index),
})

type Spoil = (input: Input, index: number) => Input

/** One refusal after the other, in equal parts: what is wrong with an input that would have been accepted. */
const SPOILS: readonly Spoil[] = [
  (input, index) => ({ ...input, request: requestOf(index, amountOf(index) + 1) }),
  (input, index) => ({ ...input, charge: rightOf(refund(input.charge, requestOf(index, 'remaining'))).charge }),
  (input, index) => ({ ...input, charge: afterOn(input.charge, open(index)) }),
  (input, index) => ({ ...input, charge: authorizedAt(index), request: requestOf(index, 'remaining') }),
  (input) => ({ ...input, request: { ...input.request, currency: eur_ } }),
  (input, index) => ({ ...input, known: rightOf(refund(input.charge, requestOf(index, 1))).refund }),
]

/** The charge as a store hands it out. */
const stored = (input: Input): Input => ({ ...input, charge: JSON.parse(JSON.stringify(input.charge)) })

const made = INDICES.map(acceptedAt)

export const accepted: readonly Input[] = made.map(stored)
export const refused: readonly Input[] = made.map((input, index) => stored(pick(SPOILS, index)(input, index)))
/** As `accepted`, with the charges as the law left them: they are to have the same shape inside V8, or spreads get slow. */
export const asMade: readonly Input[] = made
