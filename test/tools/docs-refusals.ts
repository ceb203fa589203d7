/** One refusal of each kind, for the page of errors and for the test of its sentences. */
import type { Refusal, RefusalTag } from '../../src/index.js'
import { ch_1, ch_2, dp_1, eur_, later, now, re_1, usd, usd_ } from '../fixtures.js'

const none = usd(0)
const of = { charge: ch_1, currency: usd_ }

export const refusals: { readonly [Tag in RefusalTag]: Refusal<Tag> } = {
  InvalidAmount: { _tag: 'InvalidAmount', field: 'amount', value: 12.5, problem: 'notAnInteger', step: 1 },
  NotInBooks: { _tag: 'NotInBooks', record: 'charge' },
  ChargeIdTaken: { _tag: 'ChargeIdTaken', charge: ch_1 },
  RefundIdTaken: { _tag: 'RefundIdTaken', refund: re_1 },
  RefundOfAnotherCharge: { _tag: 'RefundOfAnotherCharge', refund: re_1, charge: ch_1, given: ch_2 },
  DisputeIdTaken: { _tag: 'DisputeIdTaken', dispute: dp_1 },
  DisputeOfAnotherCharge: { _tag: 'DisputeOfAnotherCharge', dispute: dp_1, charge: ch_1, given: ch_2 },
  CurrencyMismatch: { _tag: 'CurrencyMismatch', expected: usd_, given: eur_ },
  ChargeNotSuccessful: { _tag: 'ChargeNotSuccessful', charge: ch_1, status: 'pending' },
  ChargeNotCaptured: { _tag: 'ChargeNotCaptured', ...of, authorized: usd(1000) },
  PartialReleaseOfAuthorization: {
    _tag: 'PartialReleaseOfAuthorization',
    ...of,
    requested: usd(400),
    authorized: usd(1000),
  },
  ChargeDisputed: { _tag: 'ChargeDisputed', charge: ch_1, stage: 'open' },
  AlreadyRefunded: { _tag: 'AlreadyRefunded', ...of, standing: usd(1000), unsettled: none },
  ExceedsRemaining: {
    _tag: 'ExceedsRemaining',
    ...of,
    requested: usd(800),
    remaining: usd(700),
    charged: usd(1000),
    unsettled: none,
    held: none,
    atBest: usd(700),
  },
  WindowClosed: { _tag: 'WindowClosed', charge: ch_1, closedAt: now, at: later(3 * 86_400) },
  TooManyRefunds: { _tag: 'TooManyRefunds', charge: ch_1, counted: 20, limit: 20 },
  PartialNotAllowed: { _tag: 'PartialNotAllowed', ...of, requested: usd(400), whole: usd(1000) },
  NoApplicationFee: { _tag: 'NoApplicationFee', charge: ch_1 },
  NoTransfer: { _tag: 'NoTransfer', charge: ch_1 },
  FeeNeedsTransferReversal: { _tag: 'FeeNeedsTransferReversal', charge: ch_1 },
  TransferFullyReversed: { _tag: 'TransferFullyReversed', ...of, total: usd(880) },
  ApplicationFeeFullyRefunded: { _tag: 'ApplicationFeeFullyRefunded', ...of, total: usd(30) },
  PartialLegRefundUnsupported: {
    _tag: 'PartialLegRefundUnsupported',
    ...of,
    requested: usd(400),
    remaining: usd(700),
  },
  LegReturnedDirectly: { _tag: 'LegReturnedDirectly', charge: ch_1, leg: 'transfer' },
  MoveNotAllowed: { _tag: 'MoveNotAllowed', of: 'refund', from: 'failed', command: 'succeed' },
  CaptureExceedsAuthorized: {
    _tag: 'CaptureExceedsAuthorized',
    ...of,
    requested: usd(1200),
    capturable: usd(1000),
  },
  LegExceedsCapture: { _tag: 'LegExceedsCapture', ...of, leg: 'fee', requested: usd(1100), captured: usd(1000) },
  ExceedsLeg: { _tag: 'ExceedsLeg', ...of, leg: 'fee', requested: usd(40), left: usd(30) },
}
