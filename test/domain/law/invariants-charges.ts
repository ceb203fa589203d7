/** A lawful charge, what is changed of it, and the law that is then broken. */
import type { Charge, ChargeDisputes, Leg } from '../../../src/index.js'
import { captureCharge, requestRefund } from '../../../src/index.js'
import {
  afterAll,
  authorized,
  authorizeUsd,
  captured,
  ch_1,
  eur_,
  later,
  now,
  re_1,
  re_2,
  usd,
  usd_,
} from '../../fixtures.js'

const chargeAfter = (...commands: Parameters<typeof afterAll>[0]): Charge => {
  const { charge } = afterAll(commands)
  return charge as Charge
}

const pending = chargeAfter({
  type: 'authorize',
  id: ch_1,
  amount: usd(100),
  currency: usd_,
  status: 'pending',
  at: now,
})
const failed = chargeAfter(
  { type: 'authorize', id: ch_1, amount: usd(100), currency: usd_, status: 'pending', at: now },
  { type: 'decline', failure: 'card_declined', at: now },
)
const released = chargeAfter(authorizeUsd(100), { type: 'release', at: now })
const expired = chargeAfter(authorizeUsd(100), { type: 'expire', at: now })
const refund = (id: typeof re_1, amount: number) =>
  requestRefund({
    id,
    amount: usd(amount),
    currency: usd_,
    legs: { fee: true, transfer: true },
    born: { status: 'succeeded' },
    at: now,
  })
const legs = { fee: { amount: usd(10), currency: usd_ }, transfer: { amount: usd(70), currency: eur_ } }

/** Of 100 captured, with a fee of 10 and a transfer of 70 euro cents, 40 was refunded, once. */
const once = chargeAfter(
  authorizeUsd(100),
  captureCharge({ amount: 'remaining', ...legs, at: later(60) }),
  refund(re_1, 40),
)
/** As `once`, refunded twice: 40 and 20. */
const twice = chargeAfter(
  authorizeUsd(100),
  captureCharge({ amount: 'remaining', ...legs, at: later(60) }),
  refund(re_1, 40),
  refund(re_2, 20),
)
const [fee, transfer] = [once.fee as Leg, once.transfer as Leg]
const disputes = (of: Partial<ChargeDisputes>): { readonly disputes: ChargeDisputes } => ({
  disputes: { ...once.disputes, ...of },
})

interface Row {
  readonly charge: Charge
  readonly change: object
  readonly says: string
}

const row = (charge: Charge, change: object, says: string): Row => ({ charge, change, says })

const LARGEST = 999_999_999_999_999

const OF_FIGURES: readonly Row[] = [
  row(once, { authorized: -1 }, `authorized -1 is no whole number from 0 to ${LARGEST}`),
  row(once, { captured: 0.5 }, `captured 0.5 is no whole number from 0 to ${LARGEST}`),
  row(once, { released: Number.NaN }, `released NaN is no whole number from 0 to ${LARGEST}`),
  row(once, { standing: LARGEST + 1 }, `standing ${LARGEST + 1} is no whole number from 0 to ${LARGEST}`),
  row(once, { unsettled: '0' }, `unsettled of type string is no whole number from 0 to ${LARGEST}`),
  row(once, { captures: -1 }, 'captures -1 is no whole number from 0'),
  row(once, { refundsStanding: 1.5 }, 'refundsStanding 1.5 is no whole number from 0'),
  row(once, { refundsMade: Number.POSITIVE_INFINITY }, 'refundsMade Infinity is no whole number from 0'),
  row(once, disputes({ held: usd(-1) }), `disputes.held -1 is no whole number from 0 to ${LARGEST}`),
  row(once, disputes({ lost: usd(-1) }), `disputes.lost -1 is no whole number from 0 to ${LARGEST}`),
  row(once, disputes({ blocking: -1 }), 'disputes.blocking -1 is no whole number from 0'),
  row(once, disputes({ ever: -1 }), 'disputes.ever -1 is no whole number from 0'),
  row(once, { fee: { ...fee, total: -1 } }, `fee.total -1 is no whole number from 0 to ${LARGEST}`),
  row(once, { fee: { ...fee, basis: -1 } }, `fee.basis -1 is no whole number from 0 to ${LARGEST}`),
  row(once, { transfer: { ...fee, returned: -1 } }, `transfer.returned -1 is no whole number from 0 to ${LARGEST}`),
  row(
    once,
    { transfer: { ...fee, returnedDirectly: -1 } },
    `transfer.returnedDirectly -1 is no whole number from 0 to ${LARGEST}`,
  ),
]

const OF_CAPTURE: readonly Row[] = [
  row(pending, { authorized: 0 }, 'authorized is 0'),
  row(once, { released: 1 }, 'captured 100 and released 1 are more than authorized 100'),
  row(authorized(100), { captured: 101 }, 'captured 101 and released 0 are more than authorized 100'),
  row(once, { authorized: 101 }, 'captured 100 and released 0 are less than authorized 101, and status is captured'),
  row(released, { released: 99 }, 'captured 0 and released 99 are less than authorized 100, and status is released'),
  row(expired, { released: 99 }, 'captured 0 and released 99 are less than authorized 100, and status is expired'),
  row(pending, { released: 1 }, 'released 1 is not 0, and status is pending'),
  row(failed, { released: 1 }, 'released 1 is not 0, and status is failed'),
  row(authorized(100), { released: 1 }, 'released 1 is not 0, and status is authorized'),
  row(released, { status: 'captured' }, 'captured is 0, and status is captured'),
  row(pending, { captured: 1 }, 'captured 1 is not 0, and status is pending'),
  row(failed, { captured: 1 }, 'captured 1 is not 0, and status is failed'),
  row(once, { status: 'released' }, 'captured 100 is not 0, and status is released'),
  row(once, { status: 'expired' }, 'captured 100 is not 0, and status is expired'),
  row(once, { captures: 101 }, 'captures 101 are more than captured 100'),
  row(pending, { captures: 1 }, 'captures 1 are more than captured 0'),
  row(once, { captures: 0 }, 'captures is 0, and captured is 100'),
  row(once, { capturedAt: null }, 'capturedAt is null, and captured is 100'),
  row(pending, { capturedAt: now }, `capturedAt is ${now}, and captured is 0`),
]

const OF_REFUNDS: readonly Row[] = [
  row(once, { standing: 101 }, 'standing 101 is more than captured 100'),
  row(once, { unsettled: 41 }, 'unsettled 41 is more than standing 40'),
  row(once, { refundsStanding: 2 }, 'refundsStanding 2 are more than refundsMade 1'),
  row(released, { refundsMade: 1 }, 'refundsMade is 1, and captured is 0'),
  row(captured(100), { refundsStanding: 1, refundsMade: 1 }, 'refundsStanding 1 are more than standing 0'),
  row(once, { refundsStanding: 0 }, 'refundsStanding is 0, and standing is 40'),
  row(once, { unsettled: 39 }, 'unsettled 39 is a part of standing 40, and refundsStanding is 1'),
]

const OF_DISPUTES: readonly Row[] = [
  row(once, disputes({ blocking: 1, held: usd(5) }), 'disputes.blocking 1 are more than disputes.ever 0'),
  row(released, { disputes: { ...released.disputes, ever: 1 } }, 'disputes.ever is 1, and captured is 0'),
  row(
    once,
    disputes({ blocking: 2, held: usd(LARGEST), lost: usd(1), ever: 2 }),
    `disputes.held ${LARGEST} and disputes.lost 1 are more than ${LARGEST}`,
  ),
  row(
    once,
    disputes({ blocking: 3, held: usd(1), lost: usd(1), ever: 3 }),
    'disputes.blocking 3 are more than disputes.held 1 and disputes.lost 1 come to',
  ),
  row(
    once,
    disputes({ held: usd(5), ever: 1 }),
    'disputes.blocking is 0, and disputes.held 5 and disputes.lost 0 are not',
  ),
  row(
    once,
    disputes({ lost: usd(5), ever: 1 }),
    'disputes.blocking is 0, and disputes.held 0 and disputes.lost 5 are not',
  ),
  row(
    once,
    disputes({ blocking: 1, held: usd(5), lost: usd(5), ever: 2 }),
    'disputes.held 5 and disputes.lost 5 are of two disputes, and disputes.blocking is 1',
  ),
]

const OF_LEGS: readonly Row[] = [
  row(pending, { fee: { ...fee, basis: 0, returned: 0 } }, 'fee is not null, and captured is 0'),
  row(once, { transfer: { ...transfer, total: 0 } }, 'transfer.total is 0'),
  row(once, { fee: { ...fee, total: 101 } }, 'fee.total 101 is more than captured 100, in the same currency'),
  row(once, { transfer: { ...transfer, returned: 71 } }, 'transfer.returned 71 is more than transfer.total 70'),
  row(once, { fee: { ...fee, returnedDirectly: 5 } }, 'fee.returnedDirectly 5 is more than fee.returned 4'),
  row(
    captured(100, legs),
    { fee: { ...fee, basis: 0, returned: 4, returnedDirectly: 3 } },
    'fee.returnedDirectly 3 is less than fee.returned 4, and refundsMade is 0',
  ),
  row(twice, { fee: { ...fee, basis: 61 } }, 'fee.basis 61 is more than standing 60'),
  row(
    once,
    { transfer: { ...transfer, basis: 39 } },
    'transfer.basis 39 is a part of standing 40, and refundsStanding is 1',
  ),
  row(
    twice,
    { standing: 100, captures: 2, fee: { ...fee, basis: 100, returned: 9 } },
    'fee.returned 9 is less than fee.total 10, and fee.basis is all of captured',
  ),
  row(
    twice,
    { transfer: { ...transfer, basis: 60, returned: 41 } },
    'transfer.returned 41 is less than 42, which transfer.basis 60 of captured 100 comes to',
  ),
]

export const BROKEN_CHARGES: readonly Row[] = [...OF_FIGURES, ...OF_CAPTURE, ...OF_REFUNDS, ...OF_DISPUTES, ...OF_LEGS]

/** What is as far as a charge may go. */
export const LAWFUL_CHARGES: readonly { readonly charge: Charge; readonly change: object; readonly what: string }[] = [
  {
    charge: once,
    change: disputes({ blocking: 2, held: usd(LARGEST - 1), lost: usd(1), ever: 2 }),
    what: 'disputes of the largest amount',
  },
  { charge: once, change: disputes({ blocking: 2, held: usd(1), lost: usd(1), ever: 2 }), what: 'two disputes of 1' },
  { charge: once, change: disputes({ blocking: 2, held: usd(5), lost: usd(5), ever: 2 }), what: 'one open, one lost' },
  { charge: once, change: disputes({ blocking: 1, held: usd(5), ever: 1 }), what: 'one open dispute' },
  { charge: once, change: disputes({ blocking: 1, lost: usd(500), ever: 1 }), what: 'a lost dispute of more' },
  { charge: once, change: { fee: { ...fee, total: 100, returned: 40 } }, what: 'a fee of all that was captured' },
  { charge: once, change: { transfer: { ...transfer, total: 101, returned: 41 } }, what: 'more in another currency' },
  { charge: once, change: { captures: 2, fee: { ...fee, returned: 3 } }, what: 'a larger share in a later capture' },
  { charge: once, change: { unsettled: 40 }, what: 'one refund, unsettled' },
  { charge: twice, change: { unsettled: 20, fee: { ...fee, basis: 20 } }, what: 'one of two refunds' },
]
