/** Commands at random on one charge, small enough that many meet: accepted ones and refused ones. */
import fc from 'fast-check'
import { type Command, captureCharge, requestRefund } from '../../src/index.js'
import { ch_1, ch_2, dp_1, dp_2, eur_, now, re_1, re_2, usd, usd_ } from '../fixtures.js'

const amount = fc.integer({ min: 0, max: 12 }).map(usd)
const asked = fc.oneof({ weight: 3, arbitrary: amount }, { weight: 1, arbitrary: fc.constant('remaining' as const) })
const code = fc.oneof({ weight: 9, arbitrary: fc.constant(usd_) }, { weight: 1, arbitrary: fc.constant(eur_) })
const leg = fc.option(fc.record({ amount, currency: code }))
const answer = fc.constantFrom(
  { status: 'pending', pendingReason: null } as const,
  { status: 'requires_action', expiresAt: null } as const,
  { status: 'succeeded' } as const,
)
const at = now

const authorize = fc
  .record({
    id: fc.constantFrom(ch_1, ch_1, ch_1, ch_2),
    amount: fc.constantFrom(0, 10, 10, 10).map(usd),
    currency: fc.constant(usd_),
    status: fc.constantFrom('authorized' as const, 'authorized' as const, 'pending' as const),
  })
  .map((fields): Command => ({ type: 'authorize', ...fields, at }))

const capture = fc
  .record({ amount: asked, final: fc.boolean(), fee: leg, transfer: leg })
  .map((fields): Command => captureCharge({ ...fields, at }))

const request = fc
  .record({
    id: fc.constantFrom(re_1, re_2),
    amount: asked,
    currency: code,
    legs: fc.record({ fee: fc.boolean(), transfer: fc.boolean() }),
    born: fc.oneof(answer, fc.constant({ status: 'requested' } as const)),
  })
  .map((fields): Command => requestRefund({ ...fields, at }))

const open = fc
  .record({
    id: fc.constantFrom(dp_1, dp_2),
    amount: asked.map((some) => (some === 'remaining' ? usd(11) : some)),
    currency: code,
    stage: fc.constantFrom('inquiry' as const, 'open' as const),
  })
  .map((fields): Command => ({ type: 'open', ...fields, at }))

const close = fc
  .constantFrom('won' as const, 'lost' as const, 'inquiry_closed' as const, 'prevented' as const)
  .map((outcome): Command => ({ type: 'close', outcome, at }))

const bare = fc.constantFrom<Command>(
  { type: 'release', at },
  { type: 'expire', at },
  { type: 'decline', failure: 'card_declined', at },
  { type: 'refuse', refusal: 'insufficient_balance', at },
  { type: 'succeed', at },
  { type: 'fail', failureReason: 'declined', at },
  { type: 'cancel', failureReason: null, at },
  { type: 'requireAction', expiresAt: null, at },
  { type: 'submit', pendingReason: null, at },
  { type: 'editMetadata', metadata: {}, at },
  { type: 'escalate', at },
)

export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: authorize },
  { weight: 4, arbitrary: capture },
  { weight: 6, arbitrary: request },
  { weight: 2, arbitrary: open },
  { weight: 2, arbitrary: close },
  { weight: 3, arbitrary: bare },
  { weight: 1, arbitrary: answer.map((given): Command => ({ type: 'acknowledge', answer: given, at })) },
  { weight: 1, arbitrary: asked.map((some): Command => ({ type: 'returnFee', amount: some, at })) },
  { weight: 1, arbitrary: asked.map((some): Command => ({ type: 'reverseTransfer', amount: some, at })) },
)
