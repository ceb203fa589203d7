/** A card: as the payment method shows it, and as the charge shows what became of it. */
import type { MinorUnits } from '../../domain/money/minor-units.js'
import type { EpochSeconds } from '../../domain/records/time.js'

/** What is known of a card. `network` is its brand, unless told. */
export interface CardFacts {
  readonly brand: string
  readonly country: string | null
  readonly expMonth: number
  readonly expYear: number
  readonly fingerprint: string
  readonly funding: string
  readonly last4: string
  readonly network?: string
}

/** What the bank said of the address and the security code. An alias, as addresses are. */
export type WireChecks = {
  readonly address_line1_check: string | null
  readonly address_postal_code_check: string | null
  readonly cvc_check: string | null
}

/** `card` of a payment method. */
export interface WireMethodCard {
  readonly brand: string
  readonly checks: WireChecks
  readonly country: string | null
  readonly display_brand: string
  readonly exp_month: number
  readonly exp_year: number
  readonly fingerprint: string
  readonly funding: string
  readonly generated_from: null
  readonly last4: string
  readonly networks: { readonly available: readonly string[]; readonly preferred: string | null }
  readonly regulated_status: 'regulated' | 'unregulated'
  readonly three_d_secure_usage: { readonly supported: boolean }
  readonly wallet: null
}

type Availability = 'available' | 'unavailable'

/** `payment_method_details.card` of a charge. */
export interface WireChargedCard {
  readonly amount_authorized: MinorUnits | null
  readonly authorization_code: string | null
  readonly brand: string
  /** Of a charge that was, or is to be, captured by hand. */
  readonly capture_before?: EpochSeconds
  readonly checks: WireChecks
  readonly country: string | null
  readonly electronic_commerce_indicator: string
  readonly exp_month: number
  readonly exp_year: number
  readonly extended_authorization: { readonly status: 'disabled' | 'enabled' }
  readonly fingerprint: string
  readonly funding: string
  readonly incremental_authorization: { readonly status: Availability }
  readonly installments: null
  readonly last4: string
  readonly mandate: null
  readonly multicapture: { readonly status: Availability }
  readonly network: string
  readonly network_token: { readonly used: boolean }
  readonly network_transaction_id: string | null
  readonly overcapture: { readonly maximum_amount_capturable: MinorUnits; readonly status: Availability }
  readonly regulated_status: 'regulated' | 'unregulated'
  readonly three_d_secure: null
  readonly transaction_link_id: null
  readonly wallet: null
}

const checks = (cvc: string): WireChecks => ({
  address_line1_check: null,
  address_postal_code_check: null,
  cvc_check: cvc,
})

/**
 * The card of a payment method. Its check is `unchecked` until it is attached or charged, and `pass` then, as recorded.
 *
 * @example
 * const visa = { brand: 'visa', country: 'US', expMonth: 9, expYear: 2027, fingerprint: 'f', funding: 'credit', last4: '4242' }
 * newMethodCard(visa).checks.cvc_check // => 'unchecked'
 * newMethodCard(visa, 'pass').checks.cvc_check // => 'pass'
 * @since 0.1.0
 * @category card
 */
export const newMethodCard = (card: CardFacts, cvcCheck = 'unchecked'): WireMethodCard => ({
  brand: card.brand,
  checks: checks(cvcCheck),
  country: card.country,
  display_brand: card.brand,
  exp_month: card.expMonth,
  exp_year: card.expYear,
  fingerprint: card.fingerprint,
  funding: card.funding,
  generated_from: null,
  last4: card.last4,
  networks: { available: [card.network ?? card.brand], preferred: null },
  regulated_status: 'unregulated',
  three_d_secure_usage: { supported: true },
  wallet: null,
})

/** How a card was charged. */
export interface CardCharging {
  /** What was asked for, in minor units. */
  readonly amount: MinorUnits
  /** Whether the bank agreed: `amount_authorized` is null where it did not. */
  readonly approved: boolean
  readonly authorizationCode: string | null
  readonly networkTransactionId: string | null
  /** Of a charge that is captured by hand only. */
  readonly captureBefore?: EpochSeconds
  readonly cvcCheck?: string
  /** Available only where it was asked for. */
  readonly multicapture?: Availability
  readonly incrementalAuthorization?: Availability
  readonly overcapture?: { readonly status: Availability; readonly maximum: MinorUnits }
}

/**
 * The card of a charge. Source: recorded charges of 2026-08-26, approved, declined, and captured by hand.
 *
 * @example
 * const visa = { brand: 'visa', country: 'US', expMonth: 9, expYear: 2027, fingerprint: 'f', funding: 'credit', last4: '4242' }
 * const declined = { amount: 1000, approved: false, authorizationCode: '000001', networkTransactionId: null }
 * newChargedCard(visa, declined).amount_authorized // => null
 * 'capture_before' in newChargedCard(visa, declined) // => false
 * @since 0.1.0
 * @category card
 */
export const newChargedCard = (card: CardFacts, charging: CardCharging): WireChargedCard => ({
  amount_authorized: charging.approved ? charging.amount : null,
  authorization_code: charging.authorizationCode,
  brand: card.brand,
  ...(charging.captureBefore === undefined ? {} : { capture_before: charging.captureBefore }),
  checks: checks(charging.cvcCheck ?? 'pass'),
  country: card.country,
  electronic_commerce_indicator: '07',
  exp_month: card.expMonth,
  exp_year: card.expYear,
  extended_authorization: { status: 'disabled' },
  fingerprint: card.fingerprint,
  funding: card.funding,
  incremental_authorization: { status: charging.incrementalAuthorization ?? 'unavailable' },
  installments: null,
  last4: card.last4,
  mandate: null,
  multicapture: { status: charging.multicapture ?? 'unavailable' },
  network: card.network ?? card.brand,
  network_token: { used: false },
  network_transaction_id: charging.networkTransactionId,
  overcapture: {
    maximum_amount_capturable: charging.overcapture?.maximum ?? charging.amount,
    status: charging.overcapture?.status ?? 'unavailable',
  },
  regulated_status: 'unregulated',
  three_d_secure: null,
  transaction_link_id: null,
  wallet: null,
})

/** Seconds for which a card's authorisation can be captured: seven days to the second, as recorded. */
export const CAPTURE_WINDOW_SECONDS = 604_800
