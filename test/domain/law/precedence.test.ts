/** The order of the refusals: from row to row only the defect of the row before is mended, and the next refusal shows. */
import { describe, expect, it } from 'vitest'
import { PRECEDENCE } from '../../../src/domain/law/errors.js'
import {
  type Charge,
  type Command,
  decide,
  isLeft,
  type Leg,
  NO_LEGS,
  type Refund,
  type RefundPolicy,
  type RefusalOf,
} from '../../../src/index.js'
import { ch_1, ch_2, eur_, later, now, re_1, usd, usd_ } from '../../fixtures.js'
import { CHARGE, charge } from './given.js'

interface Given {
  readonly charge: Charge | null
  readonly known: Refund | null
  readonly request: Command<'request'>
  readonly policy: RefundPolicy
}

type Mend = (given: Given) => Given

const ofCharge =
  (parts: Partial<Charge>): Mend =>
  (given) => ({ ...given, charge: { ...(given.charge as Charge), ...parts } as Charge })
const ofRequest =
  (parts: Partial<Command<'request'>>): Mend =>
  (given) => ({ ...given, request: { ...given.request, ...parts } })
const ofKnown =
  (parts: Partial<Refund> | null): Mend =>
  (given) => ({ ...given, known: parts === null ? null : ({ ...given.known, ...parts } as Refund) })
const ofPolicy =
  (parts: Partial<RefundPolicy>): Mend =>
  (given) => ({ ...given, policy: { ...given.policy, ...parts } })

const leg = (total: number, returned: number, returnedDirectly: number): Leg => ({
  total: usd(total),
  basis: usd(0),
  returned: usd(returned),
  returnedDirectly: usd(returnedDirectly),
  currency: usd_,
})

/** Everything is wrong with it at once. */
const WORST_CHARGE: Charge = {
  ...charge({ authorized: usd(20) }),
  status: 'pending',
  captured: usd(0),
  captures: 2,
  standing: usd(10),
  unsettled: usd(3),
  refundsStanding: 2,
  refundsMade: 2,
  disputes: { blocking: 1, held: usd(0), lost: usd(1), ever: 1 },
}

const ASKED = { reason: null, legs: { fee: true, transfer: true }, metadata: '' } as const

const WORST: Given = {
  charge: null,
  known: {
    id: re_1,
    charge: ch_2,
    amount: usd(25),
    currency: usd_,
    asked: { ...ASKED, amount: 'remaining' },
    metadata: {},
    returned: { fee: null, transfer: null },
    status: 'succeeded',
    createdAt: now,
    movedAt: now,
  },
  request: {
    type: 'request',
    id: re_1,
    amount: usd(0),
    currency: eur_,
    reason: null,
    legs: ASKED.legs,
    metadata: {},
    // As a caller in JavaScript may ask for.
    born: { status: 'failed' } as never,
    at: later(61),
  },
  policy: {
    name: 'strict',
    disputes: 'block',
    window: { seconds: 60, from: 'capture' },
    count: { limit: 4, of: 'made', withCaptures: true },
    partial: false,
    currencies: { decimals: {}, steps: { usd: 1 } },
  },
}

type Tag = RefusalOf<'request'>['_tag']

// biome-ignore format: one row a line, in the order of PRECEDENCE.request.
const ROWS: readonly (readonly [tag: Tag, mend: Mend, data: object])[] = [
  ['NotInBooks',                   (given) => given,                           { record: 'charge' }],
  ['InvalidAmount',                (given) => ({ ...given, charge: WORST_CHARGE }), { field: 'amount', value: 0, problem: 'notPositive', step: 1 }],
  ['RefundIdTaken',                ofRequest({ amount: usd(25) }),             { refund: re_1 }],
  ['RefundOfAnotherCharge',        ofKnown({ asked: { ...ASKED, amount: usd(25) }, currency: eur_ }), { refund: re_1, charge: ch_2, given: ch_1 }],
  ['MoveNotAllowed',               ofKnown(null),                              { of: 'refund', from: 'absent', command: 'request' }],
  ['CurrencyMismatch',             ofRequest({ born: { status: 'succeeded' } }), { expected: usd_, given: eur_ }],
  ['ChargeNotSuccessful',          ofRequest({ currency: usd_ }),              { charge: ch_1, status: 'pending' }],
  ['ChargeNotCaptured',            ofCharge({ status: 'captured' }),           { charge: ch_1, authorized: 20, currency: usd_ }],
  ['PartialReleaseOfAuthorization', ofRequest({ amount: usd(15) }),            { charge: ch_1, requested: 15, authorized: 20, currency: usd_ }],
  ['ChargeDisputed',               ofCharge({ captured: usd(10) }),            { charge: ch_1, stage: 'lost' }],
  ['AlreadyRefunded',              ofCharge({ disputes: CHARGE.disputes }), { charge: ch_1, standing: 10, unsettled: 3, currency: usd_ }],
  ['ExceedsRemaining',             ofCharge({ standing: usd(4) }),             { charge: ch_1, requested: 15, remaining: 6, charged: 10, unsettled: 3, held: 0, atBest: 9, currency: usd_ }],
  ['WindowClosed',                 ofRequest({ amount: usd(5) }),              { charge: ch_1, closedAt: later(60), at: later(61) }],
  ['TooManyRefunds',               ofRequest({ at: later(60) }),               { charge: ch_1, counted: 4, limit: 4 }],
  ['PartialNotAllowed',            ofPolicy({ count: { limit: 5, of: 'made', withCaptures: true } }), { charge: ch_1, requested: 5, whole: 10, currency: usd_ }],
  ['NoApplicationFee',             ofPolicy({ partial: true }),                { charge: ch_1 }],
  ['NoTransfer',                   ofCharge({ fee: leg(2, 2, 2) }),            { charge: ch_1 }],
  ['TransferFullyReversed',        ofCharge({ transfer: leg(5, 5, 5) }),       { charge: ch_1, total: 5, currency: usd_ }],
  ['ApplicationFeeFullyRefunded',  ofCharge({ transfer: leg(5, 1, 1) }),       { charge: ch_1, total: 2, currency: usd_ }],
  ['PartialLegRefundUnsupported',  ofCharge({ fee: leg(2, 1, 1) }),            { charge: ch_1, requested: 5, remaining: 6, currency: usd_ }],
  ['LegReturnedDirectly',          ofRequest({ amount: usd(6) }),              { charge: ch_1, leg: 'fee' }],
  ['LegReturnedDirectly',          ofCharge({ fee: leg(2, 0, 0) }),            { charge: ch_1, leg: 'transfer' }],
]

const LAST_MEND = ofCharge({ transfer: leg(5, 0, 0) })

const decided = ({ charge, known, request, policy }: Given) =>
  decide(request, { charge, refund: known, dispute: null }, policy)

/** The given of each row: the worst, mended row by row. */
const givenOf = (count: number): Given => ROWS.slice(0, count).reduce((given, [, mend]) => mend(given), WORST)

describe('a request', () => {
  it.each(ROWS.map(([tag, , data], index) => ({ tag, data, given: givenOf(index + 1) })))('$tag', (row) => {
    expect(decided(row.given)).toEqual({ _tag: 'Left', left: { _tag: row.tag, ...row.data } })
  })

  it('is accepted once the last defect is mended', () => {
    expect(isLeft(decided(LAST_MEND(givenOf(ROWS.length))))).toBe(false)
  })

  it('asks for the fee alone before it matters whether any of the legs is left', () => {
    const spent = ROWS.findIndex(([tag]) => tag === 'TransferFullyReversed') + 1
    const feeAlone = ofRequest({ legs: { ...NO_LEGS, fee: true } })(givenOf(spent))
    expect(decided(feeAlone)).toEqual({ _tag: 'Left', left: { _tag: 'FeeNeedsTransferReversal', charge: ch_1 } })
  })

  it('is listed in the order of the table', () => {
    const tags = [...new Set(ROWS.map(([tag]) => tag))]
    // Asking for the fee alone mends nothing of its row before, so it has a test of its own above.
    expect(PRECEDENCE.request.filter((tag) => tag !== 'FeeNeedsTransferReversal')).toEqual(tags)
  })
})
