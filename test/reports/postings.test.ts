import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/index.js'
import { type Posting, postings } from '../../src/reports/index.js'
import { ch_1, dp_1, eur_, now, re_1, usd, usd_ } from '../fixtures.js'

const of = { charge: ch_1, currency: usd_, at: now }
const leg = (amount: number, currency: Posting['currency'] = usd_) => ({ amount: usd(amount), currency })
const posted = (from: Posting['from'], to: Posting['to'], amount: number, currency: Posting['currency'] = usd_) => ({
  from,
  to,
  amount,
  currency,
})

const CAPTURED: Event<'ChargeCaptured'> = {
  type: 'ChargeCaptured',
  ...of,
  amount: usd(100),
  final: true,
  released: usd(0),
  fee: null,
  transfer: null,
  payer: 'merchant',
  processorFee: null,
}
const captured = (parts: Partial<Event<'ChargeCaptured'>>): Event => ({ ...CAPTURED, ...parts })

const NOTHING = { fee: null, transfer: null }
const REFUND = { ...of, refund: re_1, amount: usd(40), returned: NOTHING }
const requested = (
  status: 'requested' | 'succeeded',
  returned: Event<'RefundRequested'>['returned'] = NOTHING,
): Event => ({
  type: 'RefundRequested',
  ...REFUND,
  asked: { amount: usd(40), reason: null, legs: { fee: false, transfer: false }, metadata: '' },
  metadata: {},
  position: { status },
  returned,
})
const acknowledged: Event = {
  type: 'RefundAcknowledged',
  ...REFUND,
  from: 'requested',
  position: { status: 'succeeded' },
  returned: { fee: leg(4), transfer: null },
}
const DISPUTE = { ...of, dispute: dp_1, amount: usd(30) }

// biome-ignore format: one row a line.
const ROWS: readonly (readonly [name: string, event: Event, postings: readonly object[]])[] = [
  ['a capture',                           captured({}),                                       [posted('customer', 'merchant_balance', 100)]],
  ['a capture of nothing',                captured({ amount: usd(0) }),                       []],
  ['what the processor keeps',            captured({ processorFee: usd(3) }),                 [posted('customer', 'merchant_balance', 100), posted('merchant_balance', 'processor_fees', 3)]],
  ['a processor that keeps nothing',      captured({ processorFee: usd(0) }),                 [posted('customer', 'merchant_balance', 100)]],
  ['a fee',                               captured({ fee: leg(9) }),                          [posted('customer', 'merchant_balance', 100), posted('merchant_balance', 'platform_fees', 9)]],
  ['a fee in another currency',           captured({ fee: leg(9, eur_) }),                    [posted('customer', 'merchant_balance', 100), posted('conversion', 'platform_fees', 9, eur_)]],
  ['a transfer',                          captured({ transfer: leg(80), payer: 'connected_account' }), [posted('customer', 'merchant_balance', 100), posted('merchant_balance', 'connected_account', 80)]],
  ['a transfer in another currency',      captured({ transfer: leg(80, eur_), payer: 'connected_account' }), [posted('customer', 'merchant_balance', 100), posted('conversion', 'connected_account', 80, eur_)]],
  ['a fee taken off the transfer',        captured({ transfer: leg(80), fee: leg(9), payer: 'connected_account' }), [posted('customer', 'merchant_balance', 100), posted('merchant_balance', 'connected_account', 80), posted('connected_account', 'platform_fees', 9)]],
  ['a refund before the processor knows', requested('requested'),                             []],
  ['a refund',                            requested('succeeded'),                             [posted('merchant_balance', 'customer', 40)]],
  ['a refund with shares of nothing',     requested('succeeded', { fee: leg(0), transfer: leg(0) }), [posted('merchant_balance', 'customer', 40)]],
  ['a refund with its legs',              requested('succeeded', { fee: leg(4), transfer: leg(32) }), [posted('merchant_balance', 'customer', 40), posted('connected_account', 'merchant_balance', 32), posted('platform_fees', 'connected_account', 4)]],
  ['a refund with legs in euros',         requested('succeeded', { fee: leg(4, eur_), transfer: leg(32, eur_) }), [posted('merchant_balance', 'customer', 40), posted('connected_account', 'conversion', 32, eur_), posted('platform_fees', 'connected_account', 4, eur_)]],
  ['a refund with a fee in euros',        requested('succeeded', { fee: leg(4, eur_), transfer: null }), [posted('merchant_balance', 'customer', 40), posted('platform_fees', 'conversion', 4, eur_)]],
  ['a refund that is acknowledged',       acknowledged,                                       [posted('merchant_balance', 'customer', 40), posted('platform_fees', 'merchant_balance', 4)]],
  ['a refund that fails',                 { type: 'RefundFailed', ...REFUND, from: 'succeeded', position: { status: 'failed', failureReason: 'unknown' } }, [posted('customer', 'merchant_balance', 40)]],
  ['a refund that is canceled',           { type: 'RefundCanceled', ...REFUND, from: 'pending', position: { status: 'canceled', failureReason: null } }, [posted('customer', 'merchant_balance', 40)]],
  ['a refund that is refused',            { type: 'RefundRefused', ...REFUND, from: 'requested', position: { status: 'refused', refusal: 'no' } }, []],
  ['a refund that succeeds',              { type: 'RefundSucceeded', ...REFUND, from: 'pending', position: { status: 'succeeded' } }, []],
  ['a refund that needs action',          { type: 'RefundActionRequired', ...REFUND, from: 'pending', position: { status: 'requires_action', expiresAt: null } }, []],
  ['a refund that is submitted',          { type: 'RefundSubmitted', ...REFUND, from: 'requires_action', position: { status: 'pending', pendingReason: null } }, []],
  ['other metadata',                      { type: 'RefundMetadataEdited', ...of, refund: re_1, metadata: {} }, []],
  ['a fee back to the merchant',          { type: 'FeeReturned', ...of, leg: leg(4), payer: 'merchant' }, [posted('platform_fees', 'merchant_balance', 4)]],
  ['a fee back to the connected account', { type: 'FeeReturned', ...of, leg: leg(4, eur_), payer: 'connected_account' }, [posted('platform_fees', 'connected_account', 4, eur_)]],
  ['a fee back over the exchange',        { type: 'FeeReturned', ...of, leg: leg(4, eur_), payer: 'merchant' }, [posted('platform_fees', 'conversion', 4, eur_)]],
  ['a transfer back',                     { type: 'TransferReversed', ...of, leg: leg(32) },  [posted('connected_account', 'merchant_balance', 32)]],
  ['a transfer back over the exchange',   { type: 'TransferReversed', ...of, leg: leg(32, eur_) }, [posted('connected_account', 'conversion', 32, eur_)]],
  ['an inquiry',                          { type: 'DisputeOpened', ...DISPUTE, stage: 'inquiry' }, []],
  ['a dispute',                           { type: 'DisputeOpened', ...DISPUTE, stage: 'open' }, [posted('merchant_balance', 'dispute_hold', 30)]],
  ['an inquiry that becomes a dispute',   { type: 'DisputeEscalated', ...DISPUTE },           [posted('merchant_balance', 'dispute_hold', 30)]],
  ['an inquiry that is closed',           { type: 'DisputeClosed', ...DISPUTE, from: 'inquiry', outcome: 'inquiry_closed' }, []],
  ['an inquiry that is prevented',        { type: 'DisputeClosed', ...DISPUTE, from: 'inquiry', outcome: 'prevented' }, []],
  ['a dispute that is won',               { type: 'DisputeClosed', ...DISPUTE, from: 'open', outcome: 'won' }, [posted('dispute_hold', 'merchant_balance', 30)]],
  ['a dispute that is prevented',         { type: 'DisputeClosed', ...DISPUTE, from: 'open', outcome: 'prevented' }, [posted('dispute_hold', 'merchant_balance', 30)]],
  ['a dispute that is lost',              { type: 'DisputeClosed', ...DISPUTE, from: 'open', outcome: 'lost' }, [posted('dispute_hold', 'customer', 30)]],
  ['a promise that is pending',           { type: 'ChargePending', ...of, amount: usd(100) }, []],
  ['a promise',                           { type: 'ChargeAuthorized', ...of, amount: usd(100) }, []],
  ['a charge that fails',                 { type: 'ChargeFailed', ...of, failure: 'card_declined' }, []],
  ['a release',                           { type: 'ChargeReleased', ...of, amount: usd(100) }, []],
  ['an expiry',                           { type: 'ChargeExpired', ...of, amount: usd(100) }, []],
]

describe('postings', () => {
  it.each(ROWS)('of %s', (_, event, expected) => {
    expect(postings(event)).toEqual(expected)
  })
})
