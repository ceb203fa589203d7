/** What is said of a payment for people, what its transfer is to say, and the names of the older API. Source: as for charges. */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Address } from './addresses.js'
import { hash } from './hashes.js'
import { MetadataParam } from './metadata.js'
import { param, required } from './param.js'
import { AmountOrNone, Text, text, textOrUnset } from './scalars.js'

const Line = textOrUnset()

/** Where the goods of a payment go: told as a whole. */
export const PaymentShipping = hash({
  address: required(Address),
  name: required(Text),
  carrier: Line,
  phone: Line,
  tracking_number: Line,
})

/** In characters. Source: `maxLength` in Stripe's OpenAPI document. */
const Descriptor = text(22)

/** What stands on the statement of the card's holder. */
export const descriptors = { statement_descriptor: Descriptor, statement_descriptor_suffix: Descriptor } as const

/** What is said for people when a payment is made. */
export const forPeople = { receipt_email: Text, shipping: PaymentShipping, ...descriptors } as const

/** What a transfer is to say, and the payment that it makes on the connected account. Source: stripe-node 23.1. */
const says = {
  description: Text,
  metadata: MetadataParam,
  payment_data: hash({ description: Text, metadata: MetadataParam }),
} as const

/** Of a destination charge: to whom, how much if not all, and what the transfer is to say. */
export const IntentTransferData = hash({ destination: required(Text), amount: AmountOrNone, ...says })

/** The same before the payment is made; to whom stays. */
export const IntentTransferUpdate = hash({ amount: AmountOrNone, ...says })

/** Of a charge without a PaymentIntent the transfer has a description alone. */
export const ChargeTransferData = hash({ destination: required(Text), amount: AmountOrNone, description: Text })

const DestinationHash = hash({ account: required(Text), amount: AmountOrNone })

/** `destination` of the older API: an account, or the account and how much it gets. */
export const LegacyDestination: typeof DestinationHash = param(
  new t.Type(
    'an account, or a hash',
    DestinationHash.is,
    (sent, context): ReturnType<typeof DestinationHash.validate> =>
      typeof sent === 'string'
        ? E.map((account: string) => ({ account }))(Text.validate(sent, context))
        : DestinationHash.validate(sent, context),
    DestinationHash.encode,
  ),
  DestinationHash.unknownIn,
)
