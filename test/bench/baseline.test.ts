/** The bench compares like with like: the baseline and the pipes decide as the law does, in as many lines as the issue allows. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { refund } from '../../src/index.js'
import { accepted, asMade, type Input, refused } from './inputs.js'
import { refundByPipes } from './pipes.js'
import { reduce } from './reducer.js'

const byLaw = ({ charge, request, known, policy }: Input) => refund(charge, request, { known, policy })

/** The law's answer, as the reducer gives it. */
const newCharge = (input: Input) => {
  const decided = byLaw(input)
  return decided._tag === 'Left' ? decided.left._tag : decided.right.charge
}
const refusals = refused.map(newCharge)

describe('the inputs', () => {
  it('are accepted, a thousand different ones', () => {
    expect(accepted.map(byLaw).filter(({ _tag }) => _tag === 'Left')).toEqual([])
    expect(new Set(accepted.map(({ charge }) => JSON.stringify(charge))).size).toBe(1000)
  })
  it('are refused, in six ways alike', () => {
    expect(new Set(refusals)).toEqual(
      new Set([
        'ExceedsRemaining',
        'AlreadyRefunded',
        'ChargeDisputed',
        'ChargeNotCaptured',
        'CurrencyMismatch',
        'RefundIdTaken',
      ]),
    )
  })
  it('hold the same charges as made and as stored', () => {
    expect(asMade.map(({ charge }) => charge)).toEqual(accepted.map(({ charge }) => charge))
  })
})

describe('the reducer', () => {
  it('makes the charges that the law makes', () => {
    expect(accepted.map((input) => reduce(input.charge, input.request, input))).toEqual(accepted.map(newCharge))
  })
  it('refuses what the law refuses, for the same reason', () => {
    expect(refused.map((input) => reduce(input.charge, input.request, input))).toEqual(refusals)
  })
  it('has at most 40 lines', () => {
    const lines = readFileSync(new URL('./reducer.ts', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n')
    expect(lines.length).toBeLessThanOrEqual(40)
  })
})

describe('the pipes', () => {
  it.each([
    ['accept', accepted],
    ['refuse', refused],
  ])('%s as the law does', (_, inputs) => {
    expect(inputs.map(refundByPipes)).toEqual(inputs.map(byLaw))
  })
})
