/** What happens in the demo, in order. */
import {
  type Charge,
  type Command,
  currency,
  type DisputeId,
  disputeId,
  type Either,
  type EpochSeconds,
  epochSeconds,
  isLeft,
  type MinorUnits,
  minorUnits,
  type RefundId,
  refundId,
  requestRefund,
} from '../index.js'

/** Something is asked of the books, or typed by somebody. */
export type Scene =
  | { readonly title: string; readonly command: Command; readonly refund: RefundId | null }
  | { readonly title: string; readonly typed: string }

/** Of a value of ours that no user touches: anything else is a bug. */
const sure = <A>(result: Either<unknown, A>): A => {
  if (isLeft(result)) throw new Error(`refund-machine: the demo is broken: ${JSON.stringify(result.left)}`)
  return result.right
}

const units = (amount: number): MinorUnits => sure(minorUnits(amount))
const [FIRST, SECOND, THIRD, FOURTH]: readonly [RefundId, RefundId, RefundId, RefundId] = [
  sure(refundId('re_first')),
  sure(refundId('re_second')),
  sure(refundId('re_third')),
  sure(refundId('re_fourth')),
]
const DISPUTE: DisputeId = sure(disputeId('dp_first'))
const SUCCEEDED = { status: 'succeeded' } as const

/** The scenes. Each happens a minute after the one before, from an hour after the charge was made. */
export const scenes = (charge: Charge): readonly Scene[] => {
  const own = charge.currency
  const foreign = sure(currency(own === 'eur' ? 'usd' : 'eur'))
  let at = sure(epochSeconds(charge.createdAt + 3600))
  const next = (): EpochSeconds => {
    at = sure(epochSeconds(at + 60))
    return at
  }
  const ask = (id: RefundId, amount: MinorUnits | 'remaining', more: object = { born: SUCCEEDED }): Command =>
    requestRefund({ id, amount, currency: own, at: next(), ...more })
  const of = (title: string, command: Command, refund: RefundId | null = null): Scene => ({ title, command, refund })
  return [
    of('Refund a part', ask(FIRST, units(3000)), FIRST),
    of('Ask for the same again, as after a lost answer', ask(FIRST, units(3000)), FIRST),
    of('Ask for more than is left', ask(SECOND, units(8000)), SECOND),
    { title: 'Type an amount that is too fine', typed: '20.005' },
    of('Ask in another currency', ask(SECOND, units(2000), { currency: foreign }), SECOND),
    of('Reserve another part, before the processor is called', ask(SECOND, units(2000), {}), SECOND),
    of(
      'The processor takes it on',
      { type: 'acknowledge', answer: { status: 'pending', pendingReason: 'processing' }, at: next() },
      SECOND,
    ),
    of('Ask for more than is left, while a refund may still fail', ask(THIRD, units(7000)), THIRD),
    of('The refund succeeds', { type: 'succeed', at: next() }, SECOND),
    of("The customer's bank opens a dispute", {
      type: 'open',
      id: DISPUTE,
      amount: units(2500),
      currency: own,
      stage: 'open',
      at: next(),
    }),
    of('Ask while the dispute is open', ask(THIRD, units(1000)), THIRD),
    of('The dispute is won', { type: 'close', outcome: 'won', at: next() }),
    of('Refund all that remains', ask(THIRD, 'remaining'), THIRD),
    of('Ask once more', ask(FOURTH, units(1)), FOURTH),
    of(
      'The second refund comes back late from the bank',
      { type: 'fail', failureReason: 'expired_or_canceled_card', at: next() },
      SECOND,
    ),
    of('Try to let it succeed after all', { type: 'succeed', at: next() }, SECOND),
    of('Refund a part of it again', ask(FOURTH, units(1500)), FOURTH),
  ]
}
