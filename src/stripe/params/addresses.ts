/** Parameters about people: where they live, and how they are called. What is sent empty unsets. Source: as for charges. */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { hash } from './hashes.js'
import { type Param, param } from './param.js'
import { Text, textOrUnset } from './scalars.js'

const Line = textOrUnset()

/** A parameter that the empty text unsets. */
export const orUnset = <A>(of: Param<A>): Param<A | ''> =>
  param(
    new t.Type(
      `${of.name}, or nothing`,
      (value): value is A | '' => value === '' || of.is(value),
      (sent, context): t.Validation<A | ''> => (sent === '' ? E.right('') : of.validate(sent, context)),
      (value) => (value === '' ? '' : of.encode(value)),
    ),
    of.unknownIn,
  )

export const Address = hash({
  city: Line,
  country: Line,
  line1: Line,
  line2: Line,
  postal_code: Line,
  state: Line,
})

/** Where a customer's goods go. */
export const Shipping = hash({ address: Address, name: Text, phone: Line })

/** Who pays. */
export const BillingDetails = hash({ address: orUnset(Address), email: Line, name: Line, phone: Line, tax_id: Line })
