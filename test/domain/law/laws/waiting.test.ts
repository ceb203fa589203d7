/** The laws of waiting. `docs/laws.md` lists them under the names of these tests. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RefundPolicy, type Refusal, requestRefund, transient } from '../../../../src/index.js'
import { forAll } from '../../../arbitraries/for-all.js'
import { anyHistory } from '../../../arbitraries/histories.js'
import { anyPolicy } from '../../../arbitraries/policies.js'
import { frozen, refundNumber, USD, units } from '../../../arbitraries/values.js'
import { type Asked, disputesOf, refundsOf, type Step, step, type World } from '../../../arbitraries/world.js'

/** What may happen while nobody does anything but wait: each of these, in any number and order. */
const waits = (world: World): readonly Asked[] => {
  const { charge } = world
  if (charge === null) return []
  const at = charge.createdAt
  const { id, authorized: amount, currency } = charge
  const promise: Asked = {
    command: { type: 'authorize', id, amount, currency, status: 'authorized', at },
    refund: null,
    dispute: null,
  }
  const failures = refundsOf(world).flatMap(({ id, status }): readonly Asked[] => {
    if (status === 'requested') return [{ command: { type: 'refuse', refusal: 'no', at }, refund: id, dispute: null }]
    if (status !== 'pending' && status !== 'requires_action') return []
    return [{ command: { type: 'fail', failureReason: 'declined', at }, refund: id, dispute: null }]
  })
  const wins = disputesOf(world).flatMap(({ id, status }): readonly Asked[] =>
    status === 'open' ? [{ command: { type: 'close', outcome: 'won', at }, refund: null, dispute: id }] : [],
  )
  return [...(charge.status === 'pending' ? [promise] : []), ...failures, ...wins]
}

const subsets = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: 2 ** items.length }, (_, set) => items.filter((_, index) => (set >> index) % 2 === 1))

const waited = (world: World, policy: RefundPolicy, happenings: readonly Asked[]): World =>
  happenings.reduce((now, asked) => step(now, asked, policy).after, world)

/** Policies without the rules under which waiting may help although the refusal does not say so; see the tests below. */
const plainerPolicy = anyPolicy.map((policy) =>
  frozen({
    ...policy,
    partial: true,
    count: policy.count === null ? null : { ...policy.count, of: 'made' as const },
  }),
)

const refusedRequests = (steps: readonly Step[]) =>
  steps.flatMap((taken) =>
    taken.command.type === 'request' && taken.result._tag === 'Left' ? [{ taken, refusal: taken.result.left }] : [],
  )

/** A share may round down to nothing once less stands: then nothing is due, and a spent leg is no reason to refuse. */
const isAboutShares = ({ _tag }: Refusal): boolean =>
  _tag === 'TransferFullyReversed' || _tag === 'ApplicationFeeFullyRefunded'

const history = anyHistory({ policy: plainerPolicy, wildness: 2, length: 16 })

describe('waiting', () => {
  it('never helps where the refusal says that it does not', () => {
    forAll(history, ({ steps, policy }) => {
      for (const { taken, refusal } of refusedRequests(steps)) {
        if (transient(refusal) || isAboutShares(refusal)) continue
        for (const happenings of subsets(waits(taken.before).slice(0, 5)))
          expect(step(waited(taken.before, policy, happenings), taken, policy).result._tag).toBe('Left')
      }
    })
  })

  it('overcomes the refusal where the refusal says that it helps', () => {
    forAll(history, ({ steps, policy }) => {
      for (const { taken, refusal } of refusedRequests(steps)) {
        if (!transient(refusal)) continue
        const best = waited(taken.before, policy, waits(taken.before))
        const { result } = step(best, taken, policy)
        if (result._tag === 'Left') expect(result.left._tag).not.toBe(refusal._tag)
      }
    })
  })

  it('makes an amount fit exactly when it fits into what is left at best', () => {
    const anySize = fc.integer({ min: 1, max: 1200 })
    forAll(fc.tuple(history, anySize), ([{ world, policy }, size]) => {
      const { charge } = world
      if (charge === null || policy.count !== null || policy.window !== null) return
      const amount = Math.max(1, Math.floor((charge.captured / 1000) * size))
      const unit = policy.currencies.steps.usd ?? 1
      const command = requestRefund({
        id: refundNumber(99),
        amount: units(amount - (amount % unit) + unit),
        currency: USD,
        at: charge.createdAt,
      })
      const asked: Asked = { command, refund: command.id, dispute: null }
      const now = step(world, asked, policy)
      if (now.result._tag === 'Right' || now.result.left._tag !== 'ExceedsRemaining') return
      const best = step(waited(world, policy, waits(world)), asked, policy)
      expect(transient(now.result.left)).toBe(best.result._tag === 'Right')
    })
  })
})
