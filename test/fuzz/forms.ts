/** What endpoints are meant to be asked: requests that mostly succeed, so that hostile ones meet something that is there. */
import type { Chance } from './seeded.js'

/** What has an id in the world that is attacked. */
export type Kind = (typeof KINDS)[number]

export const KINDS = [
  'account',
  'application_fee',
  'balance_transaction',
  'charge',
  'customer',
  'dispute',
  'event',
  'fee_refund',
  'payment_intent',
  'payment_method',
  'refund',
  'token',
  'transfer',
  'transfer_reversal',
  'webhook_endpoint',
] as const

/** How many of each kind are told apart. */
const TOLD_APART = 12

/** Stands for the id of a real object: which one is known only when the world is there. */
export const someId = (chance: Chance, kind: Kind): string => `ZZ${kind}.${chance.below(TOLD_APART)}ZZ`

const ID = new RegExp(`ZZ(${KINDS.join('|')})\\.(\\d+)ZZ`, 'g')

/** The text with the ids of this world. */
export const withIds = (text: string, ids: Readonly<Record<Kind, readonly string[]>>): string =>
  text.replaceAll(ID, (_, kind: Kind, index: string) => {
    const known = ids[kind]
    return known[Number(index) % known.length] ?? 'none'
  })

/** The kind of what a name in a path stands for: by its name, or by what stands before it. */
export const kindIn = (path: string, name: string): Kind => {
  if (name === 'intent') return 'payment_intent'
  if (name === 'fee') return 'application_fee'
  if (name !== 'id') return name as Kind
  const before = path.slice(0, path.indexOf('{id}'))
  if (before.endsWith('/refunds/')) return 'fee_refund'
  if (before.endsWith('/reversals/')) return 'transfer_reversal'
  if (before.includes('/balance')) return 'balance_transaction'
  if (before.includes('/events')) return 'event'
  return before.includes('/transfers') ? 'transfer' : 'application_fee'
}

const TOKENS = [
  'tok_visa',
  'tok_visa',
  'tok_visa',
  'tok_refundFail',
  'tok_pendingRefund',
  'tok_createDispute',
  'tok_chargeDeclined',
]

type Form = (chance: Chance) => string

const amount = (chance: Chance, most: number): string => `amount=${1 + chance.below(most)}`
const legs = (chance: Chance): string =>
  chance.percent(30) ? '&reverse_transfer=true&refund_application_fee=true' : ''

const payment: Form = (chance) =>
  `${amount(chance, 5_000)}&currency=usd&payment_method=pm_card_visa&payment_method_types[]=card&confirm=true` +
  (chance.percent(30) ? '&capture_method=manual' : '') +
  (chance.percent(30) ? '&application_fee_amount=3&transfer_data[destination]=acct_fuzz' : '')

const FORMS: Readonly<Record<string, Form>> = {
  'POST /v1/refunds': (chance) => `charge=${someId(chance, 'charge')}&${amount(chance, 90)}${legs(chance)}`,
  'POST /v1/charges/{charge}/refunds': (chance) => amount(chance, 90) + legs(chance),
  'POST /v1/charges/{charge}/refund': (chance) => amount(chance, 90) + legs(chance),
  'POST /v1/charges': (chance) => `${amount(chance, 5_000)}&currency=usd&source=${chance.pick(TOKENS)}`,
  'POST /v1/charges/{charge}/capture': (chance) => amount(chance, 500),
  'POST /v1/payment_intents': payment,
  'POST /v1/payment_intents/{intent}/confirm': () => 'payment_method=pm_card_visa',
  'POST /v1/payment_intents/{intent}/capture': (chance) => `amount_to_capture=${1 + chance.below(500)}`,
  'POST /v1/payment_methods': () => 'type=card&card[token]=tok_visa',
  'POST /v1/payment_methods/{payment_method}/attach': (chance) => `customer=${someId(chance, 'customer')}`,
  'POST /v1/tokens': () => 'card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2034&card[cvc]=123',
  'POST /v1/customers': () => 'email=a@example.com&name=A',
  'POST /v1/accounts': () => 'type=custom&country=US',
  'POST /v1/disputes/{dispute}': () => 'evidence[uncategorized_text]=winning_evidence',
  'POST /v1/application_fees/{id}/refunds': () => 'amount=1',
  'POST /v1/application_fees/{id}/refund': () => 'amount=1',
  'POST /v1/transfers/{id}/reversals': () => 'amount=1',
  'POST /v1/webhook_endpoints': () => 'url=http://127.0.0.1:1/&enabled_events[]=review.closed',
  'POST /_control/disputes': (chance) => `charge=${someId(chance, 'charge')}&amount=1`,
  'POST /_control/refunds/next': (chance) => `status=${chance.pick(['pending', 'requires_action'])}`,
}

/** A form that the endpoint takes; of most of those that change something metadata. */
export const formOf = (chance: Chance, endpoint: string): string => {
  const form = FORMS[endpoint]
  if (form !== undefined) return form(chance)
  return endpoint.startsWith('POST /v1/') && chance.percent(50) ? 'metadata[order]=1' : ''
}
