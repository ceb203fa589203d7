/** The check can fail: laws that are wrong on purpose are caught, each with the shortest history that shows it. */
import { describe, expect, it } from 'vitest'
import type { Bounds, Law } from './bounds.js'
import { BROKEN, DEAD_ARROW, READS_TOO_MUCH } from './broken-laws.js'
import { checkLaw } from './check.js'
import { failureText } from './report.js'

const SMALL: Bounds = { amount: 2, refunds: 2, captures: 1, disputes: 1 }

const failureOf = (law: Law, bounds = SMALL): string =>
  failureText(law, bounds, checkLaw(law, bounds)) ?? 'every law holds'

/** What is said of each, and the commands of the shortest history that shows it. */
const CAUGHT: Readonly<Record<keyof typeof BROKEN, readonly [law: string, history: string]>> = {
  'the ceiling is what was authorised': ['standing refunds are at most what was captured', 'authorize capture request'],
  'a failed refund still counts': [
    'a refund that ends gives back exactly its amount',
    'authorize capture request fail',
  ],
  'a refund that succeeded stays unsettled': [
    'unsettled is the sum of the refunds that stand and have not succeeded',
    'authorize capture request succeed',
  ],
  'a failed refund gives its share of the fee back': [
    'the fee that came back is what refunds and direct returns brought back, and never falls',
    'authorize capture request fail',
  ],
  'a dispute holds nothing': ['a refund is accepted only where it may be', 'authorize capture open request'],
  'a dispute that is won stays': ['the dispute hold has what open disputes hold', 'authorize capture open close'],
  'the same request is another refund': ['the same request twice equals once', 'authorize capture request'],
  'a refusal changes a field': [
    'deciding and evolving throw nothing and change no input',
    'authorize capture request refuse',
  ],
  'a refusal is not listed': ['release is refused only as PRECEDENCE lists, not with NoTransfer', 'authorize release'],
  'a fee is returned twice': ['what was returned directly was returned', 'authorize capture returnFee'],
  'a refund is posted when it is refused': [
    'the customer gets what is refunded and what is lost in disputes, and pays what is captured',
    'authorize capture request refuse',
  ],
  'refundable says one more': [
    'refundable is what a request without legs may ask, and not one more',
    'authorize capture',
  ],
  'an arrow is missing': [
    'no arrow of the refund leads from pending by succeed to succeeded',
    'authorize capture request succeed',
  ],
}

const commandsIn = (failure: string): string => (failure.match(/(?<=^ {2}\d+\. )\w+/gm) ?? []).join(' ')

describe('a law that is wrong is caught where', { timeout: 120_000 }, () => {
  it.each(Object.entries(BROKEN))('%s', (name, wrong) => {
    const [law, history] = CAUGHT[name as keyof typeof BROKEN]
    const failure = failureOf(wrong)
    expect(failure).toContain(`broken: ${law}`)
    expect(commandsIn(failure)).toBe(history)
  })

  it('an arrow of a lifecycle is dead', () => {
    expect(failureOf(DEAD_ARROW)).toContain('refund: failed succeed succeeded')
  })
})

describe('the check', { timeout: 120_000 }, () => {
  it('fails when the law reads what the states do not keep', () => {
    expect(failureOf(READS_TOO_MUCH, { ...SMALL, amount: 1 })).toContain(
      'this check keeps too little: the law reads unkept',
    )
  })

  it('tells a history that can be read', () => {
    const failure = failureOf(BROKEN['a failed refund gives its share of the fee back'])
    expect(failure.split('\n').slice(1)).toEqual([
      '  1. authorize, id ch_1, amount 1, status authorized -> authorized, captured 0, standing 0',
      '  2. capture, amount 1, fee 1 -> authorized, captured 1, standing 0, fee 0 of 1 back',
      '  3. request, id re_1, amount 1, with fee, born pending, policy holding -> authorized, captured 1, standing 1, fee 1 of 1 back, re_1 pending',
      '  4. fail re_1, failureReason unknown <- here',
    ])
  })

  it('stops when it is told to, and names what it left', () => {
    let asked = 0
    const { left, broken, states } = checkLaw(BROKEN['an arrow is missing'], SMALL, { goOn: () => asked++ < 0 })
    expect({ broken, states }).toEqual({ broken: null, states: 0 })
    expect(left).toContain('2 authorised, authorized, 0 captured in 0, fee 0, transfer 0')
  })
})
