/**
 * What the server keeps beside the law's records, as documents of the store: Stripe's objects in the newest version's shape.
 * Older versions are made from that when they are answered.
 */
import type { Charge } from '../../domain/records/charge.js'
import type { Release } from '../../stripe/charge-view/release.js'
import type { KeptTransaction } from '../../stripe/charge-view/release-transactions.js'
import type { WireAccount } from '../../stripe/objects/account.js'
import type { WireApplicationFee, WireFeeRefund } from '../../stripe/objects/application-fee.js'
import type { WireNewCharge } from '../../stripe/objects/charge.js'
import type { WireCustomer } from '../../stripe/objects/customer.js'
import type { WireDisputeObject } from '../../stripe/objects/dispute.js'
import type { WireEvent } from '../../stripe/objects/event.js'
import type { WireDeleted } from '../../stripe/objects/list.js'
import type { WirePaymentIntent, WireTransferData } from '../../stripe/objects/payment-intent.js'
import type { WirePaymentMethod } from '../../stripe/objects/payment-method.js'
import type { WireToken } from '../../stripe/objects/token.js'
import type { WireReversal, WireTransferObject } from '../../stripe/objects/transfer.js'
import type { WireWebhookEndpoint } from '../../stripe/objects/webhook-endpoint.js'
import type { ApiVersion } from '../../stripe/version.js'
import type { WireRefund } from '../../stripe/wire-refund.js'

/** Stripe's object of a charge as it was made, and what the law does not know of it. The figures are the law's. */
export interface KeptCharge {
  readonly made: WireNewCharge
  /** What was given up of the authorisation, as versions before 2025-03-31 show it. */
  readonly releases: readonly Release[]
  /** The number of the test card, which says what becomes of the charge; null for a payment without a card. */
  readonly card: string | null
  /** Whether its balance transaction comes only some time after it was captured. */
  readonly settlesLater: boolean
  /** What its transfer is to say, where that was asked for. */
  readonly says?: Pick<WireTransferData, 'description' | 'metadata' | 'payment_data'>
}

/** A charge as it was at one moment: what an event tells of. */
export interface ChargeThen extends Pick<KeptCharge, 'made' | 'releases'> {
  readonly charge: Charge
}

export interface KeptIntent {
  readonly intent: WirePaymentIntent
  /** Whether several captures were asked for. */
  readonly multicapture: boolean
}

export interface KeptMethod {
  readonly method: WirePaymentMethod
  /** The number of the test card. */
  readonly card: string
  /** Whether it is of no use any more: it was detached, or it paid while it was nobody's. */
  readonly spent: boolean
}

export interface KeptToken {
  readonly token: WireToken
  readonly card: string
}

/** An endpoint that is still to hear of an event, and how often it was tried. */
export interface Awaited {
  readonly endpoint: string
  readonly attempts: number
}

/** What an event tells. */
export interface KeptTelling {
  readonly charge: ChargeThen | null
  /** What it tells of, where that is not made of a charge. */
  readonly object: object | null
  readonly previous: object | null
}

/** The same to endpoints of a version that shows it otherwise. */
export interface KeptToldAs extends KeptTelling {
  readonly version: ApiVersion
}

/** An event. What it tells of is made into an object when it is read: a charge is kept by what it is made of. */
export interface KeptEvent extends KeptTelling {
  readonly type: string
  readonly request: WireEvent['request']
  readonly awaited: readonly Awaited[]
  /** The version that has such an event, where the account's own has not: it is of an endpoint's. */
  readonly version?: ApiVersion
  /** Where endpoints of such versions hear of it. */
  readonly told?: readonly KeptToldAs[]
}

/** An endpoint as the ledger needs to know it. */
export interface Listener {
  readonly id: string
  readonly events: readonly string[]
  /** Whether it hears of connected accounts rather than of its own. */
  readonly connect: boolean
  /** The version in which it hears of events, where it has one of its own. */
  readonly version?: ApiVersion
}

/** What to do with refunds of a balance that is too low. */
export type LowBalance = 'pending' | 'refuse'

/** What a refund is to be born as, once. */
export interface NextRefund {
  readonly status: 'pending' | 'requires_action'
}

/** What an account was set to: its endpoints, and what the levers of the server were set to. */
export interface KeptSettings {
  readonly listeners: readonly Listener[]
  readonly lowBalance: LowBalance | null
  /** The connected accounts whose balance does not cover a reversal. */
  readonly uncovered: readonly string[]
  readonly nextRefunds: readonly NextRefund[]
}

export const NO_SETTINGS: KeptSettings = { listeners: [], lowBalance: null, uncovered: [], nextRefunds: [] }

/** The documents, by their kind. */
export interface Bodies {
  account: WireAccount
  application_fee: WireApplicationFee
  balance_transaction: KeptTransaction
  charge: KeptCharge
  customer: WireCustomer | WireDeleted<'customer'>
  /**
   * Whose something is that stands with a connected account: a payment that a transfer made, its refunds and movements, and a charge
   * that paid the platform a fee. The platform's way to them.
   */
  destination: { readonly account: Scope }
  dispute: WireDisputeObject
  event: KeptEvent
  fee_refund: WireFeeRefund
  payment_intent: KeptIntent
  payment_method: KeptMethod
  refund: WireRefund
  settings: KeptSettings
  token: KeptToken
  transfer: WireTransferObject
  transfer_reversal: WireReversal
  webhook_endpoint: WireWebhookEndpoint
}

export type Kind = keyof Bodies

/**
 * Whose objects they are within a platform's world: its own (empty), or a connected account's (`acct_1`). They stand in one
 * account of the store, so that one commit can touch both.
 */
export type Scope = string

/** The kind under which the store has it. */
export const storedKind = (kind: Kind, scope: Scope): string => (scope === '' ? kind : `${scope}/${kind}`)
