/** Simpler rules for a leg's share, each with the smallest case in which it breaks a law. The law's own rule breaks none. */
import { describe, expect, it } from 'vitest'
import { type Leg, shareOf } from '../../../src/domain/records/leg.js'
import { usd, usd_ } from '../../fixtures.js'
import { type Broken, firstBroken, nearest, type Rule, type World } from './shares.js'

const rest = ({ total, returned }: World): number => total - returned

/** F(basis + amount) − F(basis), with another divisor than what was captured. */
const cumulative = ({ total, basis }: World, amount: number, divisor: number): number =>
  nearest(total, basis + amount, divisor) - nearest(total, basis, divisor)

const legOf = ({ total, basis, returned }: World): Leg => ({
  total: usd(total),
  basis: usd(basis),
  returned: usd(returned),
  returnedDirectly: usd(0),
  currency: usd_,
})

const law: Rule = {
  share: (world, amount) => shareOf(legOf(world), usd(world.captured), usd(amount)).amount,
  decided: 'acknowledged',
  failure: 'keeps the share',
}

/** Each with whether more is captured after refunds, where the case needs that. */
const WRONG: Readonly<Record<string, { readonly rule: Rule; readonly captures: boolean; readonly breaks: Broken }>> = {
  'dividing by what was authorised': {
    rule: { ...law, share: (world, amount) => Math.min(cumulative(world, amount, world.authorized), rest(world)) },
    captures: false,
    breaks: {
      authorized: 2,
      captured: 1,
      total: 2,
      moves: ['refund 1'],
      law: 'returns at least what the standing refunds come to, unless a capture came after them',
    },
  },
  'giving the share back when the refund fails': {
    rule: { ...law, failure: 'gives the share back' },
    captures: false,
    breaks: {
      authorized: 2,
      captured: 2,
      total: 1,
      moves: ['refund 1', 'refund 1', 'fail 1 (refund 1)'],
      law: 'returns at least what the standing refunds come to, unless a capture came after them',
    },
  },
  'deciding the share before the processor takes the refund on': {
    rule: { ...law, decided: 'requested' },
    captures: false,
    breaks: {
      authorized: 1,
      captured: 1,
      total: 1,
      moves: ['request 1', 'return 1 directly', 'acknowledge 1 (refund 1)'],
      law: 'returns of a leg something between nothing and all of it',
    },
  },
  'rounding every share by itself': {
    rule: { ...law, share: (world, amount) => Math.min(nearest(world.total, amount, world.captured), rest(world)) },
    captures: false,
    breaks: {
      authorized: 3,
      captured: 3,
      total: 1,
      moves: ['refund 1', 'refund 1'],
      law: 'returns at least what the standing refunds come to, unless a capture came after them',
    },
  },
  'not catching up after a capture that sent a larger share out': {
    rule: { ...law, share: (world, amount) => Math.min(cumulative(world, amount, world.captured), rest(world)) },
    captures: true,
    breaks: {
      authorized: 2,
      captured: 1,
      total: 1,
      moves: ['refund 1', 'capture 1 with 2', 'refund 1'],
      law: 'returns all of a leg once all that was captured stands refunded with it',
    },
  },
}

const SEARCH = { largest: 3, moves: 4 }

describe.each(Object.entries(WRONG))('%s', (_, { rule, captures, breaks }) => {
  it('breaks a law', () => {
    expect(firstBroken(rule, { ...SEARCH, captures })).toEqual(breaks)
  })
})

describe('the rule of the law', () => {
  it.each([false, true])('breaks none in the same search, with more captures: %s', (captures) => {
    expect(firstBroken(law, { ...SEARCH, captures })).toBeNull()
  })
})
