/** Stripe's token of a card, which is used once. */
import type { CardFacts } from './card.js'

/** Where the holder lives, as tokens spell it. */
interface TokenAddress {
  readonly address_city: string | null
  readonly address_country: string | null
  readonly address_line1: string | null
  readonly address_line2: string | null
  readonly address_state: string | null
  readonly address_zip: string | null
}

/** `card` of a token. */
export interface WireTokenCard extends TokenAddress {
  readonly id: string
  readonly object: 'card'
  readonly address_line1_check: string | null
  readonly address_zip_check: string | null
  readonly brand: string
  readonly country: string | null
  readonly cvc_check: string | null
  readonly dynamic_last4: null
  readonly exp_month: number
  readonly exp_year: number
  readonly fingerprint: string
  readonly funding: string
  readonly last4: string
  readonly metadata: Readonly<Record<string, string>>
  readonly name: string | null
  readonly regulated_status: 'regulated' | 'unregulated'
  readonly tokenization_method: null
  readonly wallet: null
}

export interface WireToken {
  readonly id: string
  readonly object: 'token'
  readonly card: WireTokenCard
  readonly client_ip: string | null
  readonly created: number
  readonly livemode: boolean
  readonly type: 'card'
  readonly used: boolean
}

/** What is told of a new token. */
export interface GivenToken extends Partial<TokenAddress> {
  readonly id: string
  /** The id of its card, `card_…`. */
  readonly cardId: string
  readonly card: CardFacts
  readonly created: number
  readonly name?: string | null
  /** Whether the security code was told: it is checked when the card is used. */
  readonly cvc?: boolean
}

/** The name of a card's brand as tokens have it. Source: `Card.brand` in the official SDK's types. */
const BRANDS: Readonly<Record<string, string>> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'MasterCard',
  unionpay: 'UnionPay',
  visa: 'Visa',
}

/**
 * A token that was not used yet. Source: the types of the official SDK, 23.1, and the example of docs.stripe.com/api/tokens.
 *
 * @example
 * const visa = { brand: 'visa', country: 'US', expMonth: 9, expYear: 2027, fingerprint: 'f', funding: 'credit', last4: '4242' }
 * const token = newToken({ id: 'tok_1', cardId: 'card_1', card: visa, created: 1_760_000_000 })
 * token.used // => false
 * token.card.brand // => 'Visa'
 * token.card.cvc_check // => null
 * @since 0.1.0
 * @category card
 */
export const newToken = ({ id, cardId, card, created, ...told }: GivenToken): WireToken => ({
  id,
  object: 'token',
  card: {
    id: cardId,
    object: 'card',
    address_city: told.address_city ?? null,
    address_country: told.address_country ?? null,
    address_line1: told.address_line1 ?? null,
    address_line1_check: told.address_line1 == null ? null : 'unchecked',
    address_line2: told.address_line2 ?? null,
    address_state: told.address_state ?? null,
    address_zip: told.address_zip ?? null,
    address_zip_check: told.address_zip == null ? null : 'unchecked',
    brand: BRANDS[card.brand] ?? card.brand,
    country: card.country,
    cvc_check: told.cvc === true ? 'unchecked' : null,
    dynamic_last4: null,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    fingerprint: card.fingerprint,
    funding: card.funding,
    last4: card.last4,
    metadata: {},
    name: told.name ?? null,
    regulated_status: 'unregulated',
    tokenization_method: null,
    wallet: null,
  },
  client_ip: null,
  created,
  livemode: false,
  type: 'card',
  used: false,
})
