/** What happens to a charge before money is taken, and when it is given up: exact events, exact books. */
import { describe, expect, it } from 'vitest'
import { type Books, type Command, captureCharge, decide, EMPTY_BOOKS, stripe } from '../../../src/index.js'
import { units } from '../../arbitraries/values.js'
import {
  authorizeUsd,
  afterAll as booksAfter,
  ch_1,
  eur_,
  later,
  leftOf,
  now,
  rightOf,
  usd,
  usd_,
} from '../../fixtures.js'
import { charge as chargeWith, eventsOf as events, refusalOf as refusal } from './given.js'

const at = later(5)
const charge = ({ charge }: Books) => charge
const next = (books: Books, command: Command): Books => booksAfter([command], books)
const authorized = (): Books => booksAfter([authorizeUsd(10)])
const capture = captureCharge({ amount: 'remaining', at })
const release: Command = { type: 'release', at }
const expire: Command = { type: 'expire', at }
const pending: Command<'authorize'> = { ...authorizeUsd(10), status: 'pending' }
const fresh = chargeWith({ status: 'authorized', captured: usd(0), captures: 0, capturedAt: null })

describe('a promise', () => {
  it('brings the charge into the books', () => {
    expect(events(EMPTY_BOOKS, authorizeUsd(10))).toEqual([
      { type: 'ChargeAuthorized', charge: ch_1, amount: 10, currency: usd_, at: now },
    ])
    expect(authorized()).toEqual({ charge: fresh, refund: null, dispute: null })
  })

  it('may be pending first', () => {
    expect(events(EMPTY_BOOKS, pending)).toEqual([
      { type: 'ChargePending', charge: ch_1, amount: 10, currency: usd_, at: now },
    ])
    expect(charge(booksAfter([pending]))).toEqual({ ...fresh, status: 'pending' })
    expect(charge(booksAfter([pending, { ...authorizeUsd(10), at }]))).toEqual(fresh)
  })

  it.each([
    ['pending', 'pending', [pending]],
    ['authorized', 'authorized', [authorizeUsd(10)]],
    ['pending', 'authorized', [authorizeUsd(10)]],
    ['authorized', 'captured', [authorizeUsd(10), capture]],
    ['pending', 'released', [authorizeUsd(10), release]],
  ] as const)('%s says nothing new of a charge that is %s', (status, _, way) => {
    expect(events(booksAfter(way), { ...authorizeUsd(10), status })).toEqual([])
  })

  it.each([{ amount: usd(11) }, { currency: eur_ }, { id: 'ch_2' as never }])(
    'with %j is not the one in the books',
    (other) => {
      for (const books of [authorized(), booksAfter([pending])])
        expect(refusal(books, { ...authorizeUsd(10), ...other })).toEqual({ _tag: 'ChargeIdTaken', charge: ch_1 })
    },
  )

  it('comes too late for a charge that failed', () => {
    const failed = booksAfter([pending, { type: 'decline', failure: 'card_declined', at }])
    for (const status of ['pending', 'authorized'] as const)
      expect(refusal(failed, { ...authorizeUsd(10), status })).toEqual({
        _tag: 'MoveNotAllowed',
        of: 'charge',
        from: 'failed',
        command: 'authorize',
      })
  })

  it.each([
    [0, 'notPositive'],
    [-0, 'notPositive'],
    [-1, 'notPositive'],
    [0.5, 'notAnInteger'],
    [Number.NaN, 'notAnInteger'],
    ['10', 'notAnInteger'],
    ['remaining', 'notAnInteger'],
    [undefined, 'notAnInteger'],
    [null, 'notAnInteger'],
    [1e15, 'tooLarge'],
  ])('of %s is of no amount', (value, problem) => {
    expect(refusal(EMPTY_BOOKS, { ...authorizeUsd(1), amount: units(value) })).toEqual({
      _tag: 'InvalidAmount',
      field: 'amount',
      value,
      problem,
      step: 1,
    })
  })

  it('keeps to the steps of the currency under the policy', () => {
    const krona = { ...authorizeUsd(150), currency: 'isk' as never }
    expect(leftOf(decide(krona, EMPTY_BOOKS, stripe))).toEqual({
      _tag: 'InvalidAmount',
      field: 'amount',
      value: 150,
      problem: 'notAMultiple',
      step: 100,
    })
    expect(rightOf(decide({ ...krona, amount: usd(200) }, EMPTY_BOOKS, stripe))).toHaveLength(1)
  })
})

describe('what is given up', () => {
  it.each([
    [release, 'ChargeReleased', 'released'],
    [expire, 'ChargeExpired', 'expired'],
  ] as const)('%j', (command, type, status) => {
    expect(events(authorized(), command)).toEqual([{ type, charge: ch_1, currency: usd_, amount: 10, at }])
    expect(charge(next(authorized(), command))).toEqual({ ...fresh, status, released: 10 })
    const part = next(authorized(), captureCharge({ amount: usd(6), final: false, at }))
    expect(events(part, command)).toEqual([{ type, charge: ch_1, currency: usd_, amount: 4, at }])
    expect(charge(next(part, command))).toEqual({ ...charge(part), status: 'captured', released: 4 })
  })

  it('a pending charge that is declined', () => {
    const books = booksAfter([pending])
    const decline: Command = { type: 'decline', failure: 'card_declined', at }
    expect(events(books, decline)).toEqual([
      { type: 'ChargeFailed', charge: ch_1, currency: usd_, failure: 'card_declined', at },
    ])
    expect(charge(next(books, decline))).toEqual({ ...fresh, status: 'failed', failure: 'card_declined' })
  })
})
