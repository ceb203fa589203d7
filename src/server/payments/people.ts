/** What is said of people, merged into what is known of them. What is sent empty unsets; what is not sent stays. */
import { type Either, left, right } from '../../domain/either.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import type { WireCustomer } from '../../stripe/objects/customer.js'
import { newBillingDetails, type WireAddress, type WireBillingDetails } from '../../stripe/objects/pieces.js'
import { paramError } from '../../stripe/params/param-error.js'

export type AddressSaid = Partial<Readonly<Record<keyof WireAddress, string>>>

export interface ShippingSaid {
  readonly address?: AddressSaid
  readonly name?: string
  readonly phone?: string
}

export interface BillingSaid extends Partial<Readonly<Record<'email' | 'name' | 'phone' | 'tax_id', string>>> {
  readonly address?: AddressSaid | ''
}

/** A text as it then is. */
export const textAfter = (said: string | undefined, before: string | null): string | null =>
  said === undefined ? before : said === '' ? null : said

const NOWHERE: WireAddress = newBillingDetails().address

const merged = (before: WireAddress, said: AddressSaid): WireAddress => ({
  city: textAfter(said.city, before.city),
  country: textAfter(said.country, before.country),
  line1: textAfter(said.line1, before.line1),
  line2: textAfter(said.line2, before.line2),
  postal_code: textAfter(said.postal_code, before.postal_code),
  state: textAfter(said.state, before.state),
})

/** An address of which nothing was known before. */
export const addressOf = (said: AddressSaid): WireAddress => merged(NOWHERE, said)

/** A customer's address, which is null where nothing is known of it. */
export const addressAfter = (said: AddressSaid | '' | undefined, before: WireAddress | null): WireAddress | null => {
  if (said === '') return null
  return said === undefined || isEmpty(said) ? before : merged(before ?? NOWHERE, said)
}

/** A customer's shipping. Whoever had none has to say where to and to whom. */
export const shippingAfter = (
  said: ShippingSaid | '' | undefined,
  before: WireCustomer['shipping'],
): Either<StripeError, WireCustomer['shipping']> => {
  if (said === '') return right(null)
  if (said === undefined || isEmpty(said)) return right(before)
  const name = said.name ?? before?.name
  const address = addressAfter(said.address, before?.address ?? null)
  if (address === null) return left(paramError({ _tag: 'MissingParam', param: 'shipping[address]' }))
  if (name === undefined) return left(paramError({ _tag: 'MissingParam', param: 'shipping[name]' }))
  return right({ address, name, phone: textAfter(said.phone, before?.phone ?? null) })
}

/** Billing details, whose address is always there. */
export const billingAfter = (said: BillingSaid, before: WireBillingDetails): WireBillingDetails => ({
  address: addressAfter(said.address, before.address) ?? NOWHERE,
  email: textAfter(said.email, before.email),
  name: textAfter(said.name, before.name),
  phone: textAfter(said.phone, before.phone),
  tax_id: textAfter(said.tax_id, before.tax_id),
})

const isEmpty = (said: object): boolean => Object.keys(said).length === 0
