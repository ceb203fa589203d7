/** Money is taken: exact events, exact books. */
import { describe, expect, it } from 'vitest'
import { type Books, type Command, type Currency, captureCharge, decide, stripe } from '../../../src/index.js'
import { authorizeUsd, afterAll as booksAfter, ch_1, eur_, later, leftOf, rightOf, usd, usd_ } from '../../fixtures.js'
import { charge as chargeWith, eventsOf as events, refusalOf as refusal } from './given.js'

const at = later(5)
const charge = ({ charge }: Books) => charge
const next = (books: Books, command: Command): Books => booksAfter([command], books)
const authorized = (): Books => booksAfter([authorizeUsd(10)])
const fresh = chargeWith({ status: 'authorized', captured: usd(0), captures: 0, capturedAt: null })
const capture = (amount: number | 'remaining', final = true): Command<'capture'> =>
  captureCharge({ amount: amount === 'remaining' ? amount : usd(amount), final, at })
const leg = (amount: number, currency: Currency = usd_) => ({ amount: usd(amount), currency })

describe('a capture', () => {
  it('takes an amount and gives up the rest', () => {
    expect(events(authorized(), capture(6))).toEqual([
      {
        type: 'ChargeCaptured',
        charge: ch_1,
        currency: usd_,
        amount: 6,
        final: true,
        released: 4,
        fee: null,
        transfer: null,
        payer: 'merchant',
        processorFee: null,
        at,
      },
    ])
    expect(charge(next(authorized(), capture(6)))).toEqual({
      ...fresh,
      status: 'captured',
      captured: 6,
      captures: 1,
      released: 4,
      capturedAt: at,
    })
  })

  it('leaves what is left capturable until it is final', () => {
    const part = next(authorized(), capture(6, false))
    expect(charge(part)).toEqual({ ...fresh, captured: 6, captures: 1, capturedAt: at })
    const whole = next(part, { ...capture('remaining'), at: later(9) })
    expect(charge(whole)).toEqual({ ...fresh, status: 'captured', captured: 10, captures: 2, capturedAt: later(9) })
  })

  it('of nothing closes a charge of which something was captured', () => {
    const part = next(authorized(), capture(6, false))
    const closed = { ...fresh, status: 'captured', captured: 6, captures: 1, released: 4, capturedAt: at }
    expect(charge(next(part, { ...capture(0), at: later(9) }))).toEqual(closed)
    const all = next(authorized(), capture(10, false))
    expect(charge(next(all, { ...capture('remaining'), at: later(9) }))).toEqual({
      ...closed,
      captured: 10,
      released: 0,
    })
  })

  it.each([
    [[], capture(0), 'InvalidAmount'],
    [[capture(6, false)], capture(0, false), 'InvalidAmount'],
    [[capture(6, false)], capture(-1), 'InvalidAmount'],
    [[capture(10, false)], capture('remaining', false), 'CaptureExceedsAuthorized'],
    [[capture(10, false)], capture(1), 'CaptureExceedsAuthorized'],
    [[capture(6, false)], capture(5), 'CaptureExceedsAuthorized'],
    [[capture(6)], capture(1), 'MoveNotAllowed'],
  ] as const)('takes nothing that is not there (%#)', (way, command, tag) => {
    expect(refusal(booksAfter([authorizeUsd(10), ...way]), command)._tag).toBe(tag)
  })

  it('says how much may still be captured', () => {
    const part = next(authorized(), capture(6, false))
    expect(refusal(part, capture(5))).toEqual({
      _tag: 'CaptureExceedsAuthorized',
      charge: ch_1,
      requested: 5,
      capturable: 4,
      currency: usd_,
    })
    expect(charge(next(part, capture(4)))).toMatchObject({ captured: 10, released: 0 })
  })

  it('sends legs out, each in one currency', () => {
    const first = { ...capture(4, false), fee: leg(1), transfer: leg(9, eur_) }
    expect(events(authorized(), first)).toMatchObject([
      { fee: leg(1), transfer: leg(9, eur_), payer: 'connected_account' },
    ])
    const part = next(authorized(), first)
    expect(charge(part)).toMatchObject({
      fee: { total: 1, basis: 0, returned: 0, returnedDirectly: 0, currency: usd_ },
      transfer: { total: 9, basis: 0, returned: 0, returnedDirectly: 0, currency: eur_ },
    })
    const second = { ...capture(4, false), fee: leg(2), transfer: leg(3, eur_) }
    expect(charge(next(part, second))).toMatchObject({ fee: { total: 3 }, transfer: { total: 12 } })
    expect(events(part, { ...capture(4), fee: leg(1) })).toMatchObject([{ transfer: null, payer: 'connected_account' }])
    expect(refusal(part, { ...capture(4), fee: leg(2, eur_) })).toEqual({
      _tag: 'CurrencyMismatch',
      expected: usd_,
      given: eur_,
    })
  })

  it('takes a leg of nothing for none', () => {
    const none = { ...capture(4), fee: leg(0, eur_), transfer: leg(0) }
    expect(events(authorized(), none)).toMatchObject([{ fee: null, transfer: null, payer: 'merchant' }])
    expect(charge(next(authorized(), none))).toMatchObject({ fee: null, transfer: null })
  })

  it.each([
    ['fee', leg(5)],
    ['transfer', leg(5)],
  ] as const)('sends no %s out that is more than it takes', (name, more) => {
    expect(refusal(authorized(), { ...capture(4), [name]: more })).toEqual({
      _tag: 'LegExceedsCapture',
      charge: ch_1,
      leg: name,
      requested: 5,
      captured: 4,
      currency: usd_,
    })
    expect(events(authorized(), { ...capture(5), [name]: more })).toHaveLength(1)
    expect(events(authorized(), { ...capture(4), [name]: leg(5, eur_) })).toHaveLength(1)
  })

  it.each(['fee', 'transfer'] as const)('keeps the sum of every %s an amount', (name) => {
    const part = next(authorized(), { ...capture(4, false), [name]: leg(999_999_999_999_990, eur_) })
    const more = (amount: number) => ({ ...capture(4), [name]: leg(amount, eur_) })
    expect(refusal(part, more(10))).toEqual({
      _tag: 'InvalidAmount',
      field: name,
      value: 10,
      problem: 'tooLarge',
      step: 1,
    })
    expect(events(part, more(9))).toHaveLength(1)
  })

  it.each([
    ['fee', { fee: leg(-1) }, -1, 'notPositive'],
    ['transfer', { transfer: leg(0.5) }, 0.5, 'notAnInteger'],
    ['processorFee', { processorFee: usd(-1) }, -1, 'notPositive'],
    ['processorFee', { processorFee: usd(1e15) }, 1e15, 'tooLarge'],
  ] as const)('refuses a %s of no amount', (field, part, value, problem) => {
    expect(refusal(authorized(), { ...capture(4), ...part })).toEqual({
      _tag: 'InvalidAmount',
      field,
      value,
      problem,
      step: 1,
    })
  })

  it('notes what the processor keeps', () => {
    expect(events(authorized(), { ...capture(4), processorFee: usd(0) })).toMatchObject([{ processorFee: 0 }])
    expect(events(authorized(), { ...capture(4), processorFee: usd(7) })).toMatchObject([{ processorFee: 7 }])
  })

  it('keeps to the steps of the currency, but for the rest', () => {
    const steps = { ...stripe, currencies: { decimals: {}, steps: { usd: 4 } } }
    expect(leftOf(decide(capture(6), authorized(), steps))).toMatchObject({ problem: 'notAMultiple', step: 4 })
    expect(rightOf(decide(capture(8), authorized(), steps))).toHaveLength(1)
    expect(rightOf(decide(capture('remaining'), authorized(), steps))).toMatchObject([{ amount: 10 }])
  })
})

it('a command that says nothing else takes all, finally, for nobody else', () => {
  expect(captureCharge({ amount: usd(4), at })).toEqual({
    type: 'capture',
    amount: 4,
    final: true,
    fee: null,
    transfer: null,
    processorFee: null,
    at,
  })
  const chosen = { final: false, fee: leg(1), transfer: leg(2), processorFee: usd(3) }
  expect(captureCharge({ amount: usd(4), ...chosen, at })).toEqual({ type: 'capture', amount: 4, ...chosen, at })
})
