import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Books,
  type Charge,
  chargeId,
  currency,
  decide,
  EMPTY_BOOKS,
  evolve,
  holding,
  isLeft,
  type Refusal,
  type RefusalTag,
  stripe,
} from '../../src/index.js'
import { explain } from '../../src/reports/index.js'
import { authorized, captured, later, rightOf, usd, usd_ } from '../fixtures.js'
import { refusals } from '../tools/docs-refusals.js'
import { runs } from '../tools/runs.js'
import { anyCommand } from './given.js'

/** What each kind says of the refusals that the page of errors shows. */
const SENTENCES: Readonly<Record<RefusalTag, string>> = {
  InvalidAmount: 'The amount must be a whole number of minor units, such as cents, but 12.5 was given.',
  NotInBooks: 'There is no charge in the books, so nothing can happen to it.',
  ChargeIdTaken: 'Charge ch_1 is in the books already and is not the one given; a new charge needs a new id.',
  RefundIdTaken: 'Refund re_1 was asked with other details; ask as before, or with a new id.',
  RefundOfAnotherCharge: 'Refund re_1 belongs to charge ch_1, not to charge ch_2.',
  DisputeIdTaken: 'Dispute dp_1 is in the books already with another amount or currency.',
  DisputeOfAnotherCharge: 'Dispute dp_1 belongs to charge ch_1, not to charge ch_2.',
  CurrencyMismatch: 'The currency must be usd, but eur was given.',
  ChargeNotSuccessful: 'Charge ch_1 is still pending, so no money has been taken yet.',
  ChargeNotCaptured:
    'Nothing of charge ch_1 is captured: its authorisation of 10.00 USD can be released, not refunded.',
  PartialReleaseOfAuthorization:
    'Nothing of charge ch_1 is captured, and an authorisation is released whole; to give back 4.00 USD of 10.00 USD, capture 6.00 USD.',
  ChargeDisputed: 'Charge ch_1 is disputed, and cannot be refunded while the dispute is open.',
  AlreadyRefunded: 'Charge ch_1 is already refunded in full: 10.00 USD.',
  ExceedsRemaining: '8.00 USD was asked of charge ch_1, but only 7.00 USD of the 10.00 USD captured is left to refund.',
  WindowClosed: 'The time to refund charge ch_1 ended 3 days before this request.',
  TooManyRefunds: 'Charge ch_1 takes no more refunds: 20 are counted against a limit of 20.',
  PartialNotAllowed: 'Charge ch_1 is refunded whole or not at all: ask for 10.00 USD, not for 4.00 USD.',
  NoApplicationFee: 'Charge ch_1 has no application fee that could go back.',
  NoTransfer: 'Charge ch_1 has no transfer that could be reversed.',
  FeeNeedsTransferReversal:
    'The application fee of charge ch_1 was taken off its transfer and goes back only with it: ask for both.',
  TransferFullyReversed: 'The transfer of charge ch_1 is already reversed in full: 8.80 USD.',
  ApplicationFeeFullyRefunded: 'The application fee of charge ch_1 is already returned in full: 0.30 USD.',
  PartialLegRefundUnsupported:
    'With several captures, the fee and the transfer of charge ch_1 go back only with a refund of all that remains, 7.00 USD, and 4.00 USD was asked; return them directly instead.',
  LegReturnedDirectly:
    'The transfer of charge ch_1 was returned directly before, so with several captures no refund returns it any more; return the rest directly too.',
  MoveNotAllowed: 'A refund in status failed does not take the command succeed, but takes editMetadata.',
  CaptureExceedsAuthorized: '12.00 USD was to be captured of charge ch_1, but only 10.00 USD is left to capture.',
  LegExceedsCapture: 'The application fee of 11.00 USD is more than the 10.00 USD to be captured of charge ch_1.',
  ExceedsLeg: '0.40 USD was to be returned of the application fee of charge ch_1, but only 0.30 USD is left of it.',
}

describe('explain', () => {
  it.each(Object.values(refusals))('$_tag', (refusal) => {
    expect(explain(refusal)).toBe(SENTENCES[refusal._tag])
  })
})

type Variants<Tag extends RefusalTag> = readonly (readonly [variant: Partial<Refusal<Tag>>, said: string])[]

/** The sentence of a kind where the data differ from those of the page. */
const varied = <Tag extends RefusalTag>(tag: Tag, variants: Variants<Tag>): void => {
  describe(`explain ${tag}`, () => {
    it.each(variants)('of %j', (variant, said) => {
      const refusal = { ...refusals[tag], ...variant } as Refusal
      expect(explain(refusal)).toContain(said)
    })
  })
}

const MOST = 999_999_999_999_999
const amounts = { value: 0, problem: 'notPositive' } as const
const fine = { problem: 'notAnInteger' } as const

varied('InvalidAmount', [
  [amounts, 'The amount must be above 0, but 0 was given.'],
  [{ ...amounts, value: -5, field: 'fee' }, 'The application fee must be at least 0, but -5 was given.'],
  [{ ...amounts, value: -5, field: 'transfer' }, 'The transfer must be at least 0, but -5 was given.'],
  [{ ...amounts, value: -5, field: 'processorFee' }, "The processor's fee must be at least 0, but -5 was given."],
  [
    { value: MOST + 1, problem: 'tooLarge' },
    `The amount must be at most ${MOST} minor units, together with what came before, but ${MOST + 1} was given.`,
  ],
  [
    { value: 555, problem: 'notAMultiple', step: 100 },
    'The amount must be a multiple of 100 minor units in this currency, but 555 was given.',
  ],
  [{ ...fine, value: Number.NaN }, 'but no finite number was given.'],
  [{ ...fine, value: Number.POSITIVE_INFINITY }, 'but no finite number was given.'],
  [{ ...fine, value: undefined }, 'but nothing was given.'],
  [{ ...fine, value: null }, 'but nothing was given.'],
  [{ ...fine, value: 'NaN' }, 'but a value of type string was given.'],
  [{ ...fine, value: { amount: 5 } }, 'but a value of type object was given.'],
])

varied('NotInBooks', [[{ record: 'dispute' }, 'There is no dispute in the books, so nothing can happen to it.']])

// Callers in JavaScript give anything.
const wrongCode = 'USDOLLAR' as typeof usd_
const noCode = undefined as unknown as typeof usd_

varied('CurrencyMismatch', [
  [{ given: 'USD' as typeof usd_ }, 'The currency must be usd, but USD was given.'],
  [{ given: wrongCode }, 'The currency must be usd, but no currency code was given.'],
  [{ given: noCode }, 'The currency must be usd, but no currency code was given.'],
])

varied('ChargeNotSuccessful', [
  [{ status: 'authorized' }, 'Charge ch_1 is only authorised, so no money has been taken yet.'],
  [{ status: 'captured' }, 'Charge ch_1 is captured, and yet allows no such thing.'],
  [{ status: 'failed' }, 'Charge ch_1 failed, so no money was taken.'],
  [{ status: 'released' }, 'Charge ch_1 was released before anything was captured, so no money was taken.'],
  [{ status: 'expired' }, 'Charge ch_1 expired before anything was captured, so no money was taken.'],
])

varied('ChargeDisputed', [[{ stage: 'lost' }, 'Charge ch_1 lost a dispute, and cannot be refunded any more.']])

varied('AlreadyRefunded', [
  [{ unsettled: usd(400) }, 'Charge ch_1 is already refunded in full: 10.00 USD, of which 4.00 USD may still fail.'],
])

const beginning = '8.00 USD was asked of charge ch_1, but'

varied('ExceedsRemaining', [
  [
    { requested: 'remaining', remaining: usd(0) },
    'All that remains was asked of charge ch_1, but nothing of the 10.00 USD captured is left to refund.',
  ],
  [{ remaining: usd(700), charged: usd(700) }, `${beginning} only 7.00 USD was captured.`],
  [
    { unsettled: usd(300) },
    `${beginning} only 7.00 USD of the 10.00 USD captured is left to refund; 3.00 USD is in refunds that may still fail.`,
  ],
  [
    { held: usd(100) },
    `${beginning} only 7.00 USD of the 10.00 USD captured is left to refund; 1.00 USD is held by open disputes.`,
  ],
  [
    { held: usd(100), unsettled: usd(200) },
    'is left to refund; 1.00 USD is held by open disputes and 2.00 USD is in refunds that may still fail.',
  ],
])

const day = 86_400

varied('WindowClosed', [
  [{ at: later(1) }, 'ended less than a day before this request.'],
  [{ at: later(day - 1) }, 'ended less than a day before this request.'],
  [{ at: later(day) }, 'ended 1 day before this request.'],
  [{ at: later(2 * day - 1) }, 'ended 1 day before this request.'],
  [{ at: later(2 * day) }, 'ended 2 days before this request.'],
])

varied('TooManyRefunds', [[{ counted: 1, limit: 1 }, '1 is counted against a limit of 1.']])

varied('LegReturnedDirectly', [[{ leg: 'fee' }, 'The application fee of charge ch_1 was returned directly before,']])

varied('LegExceedsCapture', [
  [{ leg: 'transfer', captured: usd(0) }, 'No transfer can go out of a capture of nothing of charge ch_1.'],
])

varied('MoveNotAllowed', [
  [
    { of: 'charge', from: 'released', command: 'capture' },
    'A charge in status released does not take the command capture, and takes no other.',
  ],
  [
    { of: 'charge', from: 'captured', command: 'release' },
    'A charge in status captured does not take the command release, but takes request, returnFee or reverseTransfer.',
  ],
  [
    { of: 'charge', from: 'pending', command: 'expire' },
    'A charge in status pending does not take the command expire, but takes authorize or decline.',
  ],
  [
    { of: 'charge', from: 'absent', command: 'authorize' },
    'A charge in status absent takes the command authorize only to become pending or authorized.',
  ],
  [
    { of: 'refund', from: 'captured', command: 'fail' },
    'A refund in status captured does not take the command fail, and takes no other.',
  ],
  [
    { of: 'dispute', from: 'inquiry', command: 'close' },
    'A dispute in status inquiry takes the command close only to become inquiry_closed or prevented.',
  ],
  [
    { of: 'refund', from: 'requested', command: 'refuse' },
    'A refund in status requested takes the command refuse only to become refused.',
  ],
])

varied('CaptureExceedsAuthorized', [
  [
    { requested: 'remaining', capturable: usd(0) },
    'All that remains was to be captured of charge ch_1, but nothing is left to capture.',
  ],
])

describe('a sentence', () => {
  const jpy = rightOf(currency('jpy'))
  const isk = rightOf(currency('isk'))
  const of = (code: typeof jpy | typeof isk): Refusal => ({ ...refusals.AlreadyRefunded, currency: code })

  it('writes a currency without decimals without any', () => {
    expect(explain(of(jpy))).toBe('Charge ch_1 is already refunded in full: 1000 JPY.')
  })
  it('counts a currency as Stripe does unless the caller gives other rules', () => {
    expect(explain(of(isk))).toBe('Charge ch_1 is already refunded in full: 10.00 ISK.')
    expect(explain(of(isk), holding.currencies)).toBe('Charge ch_1 is already refunded in full: 1000 ISK.')
  })
  it.each([
    ['ch_1\nfatal: all is lost', 'ch_1?fatal:?all?is?lost'],
    ['ch_\u2028\u0007\u200b', 'ch_???'],
    ['x'.repeat(81), `${'x'.repeat(79)}…`],
    ['x'.repeat(80), 'x'.repeat(80)],
  ])('of the id %j shows %j', (id, shown) => {
    const charge = rightOf(chargeId(id))
    expect(explain({ _tag: 'NoTransfer', charge })).toBe(`Charge ${shown} has no transfer that could be reversed.`)
  })

  it('is whole, and one line, for every refusal that the law gives', () => {
    const seen = new Set<RefusalTag>()
    const fee = { amount: usd(3), currency: usd_ }
    const inBooks = (charge: Charge): Books => ({ charge, refund: null, dispute: null })
    const starts = fc.constantFrom(EMPTY_BOOKS, inBooks(authorized(10)), inBooks(captured(10, { fee, transfer: fee })))
    const policies = fc.constantFrom(stripe, holding)
    fc.assert(
      fc.property(starts, fc.array(anyCommand, { maxLength: 25 }), policies, (start, commands, policy) => {
        commands.reduce((books, command) => {
          const decided = decide(command, books, policy)
          if (!isLeft(decided)) return decided.right.reduce(evolve, books)
          seen.add(decided.left._tag)
          const said = explain(decided.left, policy.currencies)
          expect(said).toMatch(/^[A-Z0-9][^\n\r\u2028\u2029]*[^.]\.$/)
          expect(said).not.toMatch(/undefined|null|NaN|\[object|Stripe| {2}/)
          return books
        }, start)
      }),
      { numRuns: runs(300) },
    )
    expect(seen.size).toBeGreaterThan(5)
  })
})
