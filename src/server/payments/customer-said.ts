/** What is said of a customer: details, and what the customer pays with. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { notALinkedSource, notTheCustomers } from '../../stripe/errors/method-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import type { WireCustomer } from '../../stripe/objects/customer.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import { find, type Work } from '../decision/work.js'
import type { Telling } from '../ledger/tell.js'
import { attachedTo, methodNamed } from './methods.js'
import { type AddressSaid, addressAfter, type ShippingSaid, shippingAfter, textAfter } from './people.js'

export interface CustomerSaid extends Partial<Readonly<Record<'description' | 'email' | 'name' | 'phone', string>>> {
  readonly address?: AddressSaid | ''
  readonly shipping?: ShippingSaid | ''
  readonly balance?: number
  readonly preferred_locales?: readonly string[]
  readonly tax_exempt?: '' | WireCustomer['tax_exempt']
  readonly metadata?: MetadataUpdate
  readonly payment_method?: string
  readonly source?: string
  readonly default_source?: string
  readonly invoice_settings?: { readonly default_payment_method?: string }
}

/** The customer after that, and what is to be told of the methods that were attached. */
export interface CustomerAfter {
  readonly customer: WireCustomer
  readonly told: readonly Telling[]
}

export const customerAfter = (
  work: Work,
  before: WireCustomer,
  said: CustomerSaid,
): Either<StripeError, CustomerAfter> => {
  const metadata = mergedMetadata(before.metadata, said.metadata ?? {})
  if (isLeft(metadata)) return left(paramError(metadata.left))
  const shipping = shippingAfter(said.shipping, before.shipping)
  if (isLeft(shipping)) return shipping
  const paying = payingAfter(work, before, said)
  if (isLeft(paying)) return paying
  const { source, method, told } = paying.right
  const customer: WireCustomer = {
    ...before,
    address: addressAfter(said.address, before.address),
    balance: said.balance ?? before.balance,
    default_source: source,
    description: textAfter(said.description, before.description),
    email: textAfter(said.email, before.email),
    invoice_settings: { ...before.invoice_settings, default_payment_method: method },
    metadata: metadata.right,
    name: textAfter(said.name, before.name),
    phone: textAfter(said.phone, before.phone),
    preferred_locales: said.preferred_locales ?? before.preferred_locales,
    tax_exempt: said.tax_exempt === undefined ? before.tax_exempt : said.tax_exempt || 'none',
    shipping: shipping.right,
  }
  return right({ customer, told })
}

/** What a customer pays with by default, by the older way and by the newer one. */
interface Paying {
  readonly source: string | null
  readonly method: string | null
  readonly told: readonly Telling[]
}

const payingAfter = (work: Work, before: WireCustomer, said: CustomerSaid): Either<StripeError, Paying> => {
  const attached = given(work, before, said.payment_method, 'payment_method')
  if (isLeft(attached)) return attached
  const added = given(work, before, said.source, 'source')
  if (isLeft(added)) return added
  const source = added.right?.id ?? said.default_source ?? before.default_source
  if (said.default_source !== undefined && !isOf(work, before, source ?? ''))
    return left(notALinkedSource(before.id, source ?? ''))
  const method = defaultMethod(work, before, said, attached.right?.id)
  if (isLeft(method)) return method
  return right({ source, method: method.right, told: [...(attached.right?.told ?? []), ...(added.right?.told ?? [])] })
}

interface Given {
  readonly id: string
  readonly told: readonly Telling[]
}

/** The method that the customer is given; null where none is. */
const given = (
  work: Work,
  { id: customer }: WireCustomer,
  name: string | undefined,
  param: 'payment_method' | 'source',
): Either<StripeError, Given | null> => {
  if (name === undefined) return right(null)
  const method = methodNamed(work, name, param)
  if (isLeft(method)) return method
  const done = attachedTo(work, method.right, customer)
  return isLeft(done) ? done : right({ id: done.right.kept.method.id, told: done.right.told })
}

/** By the name by which a method was attached in the same request, it is that one. */
const defaultMethod = (
  work: Work,
  customer: WireCustomer,
  { invoice_settings: settings, payment_method }: CustomerSaid,
  attached: string | undefined,
): Either<StripeError, string | null> => {
  const before = customer.invoice_settings.default_payment_method
  const name = settings?.default_payment_method
  if (name === undefined || name === '') return right(textAfter(name, before))
  if (attached !== undefined && name === payment_method) return right(attached)
  return isOf(work, customer, name) ? right(name) : left(notTheCustomers(name))
}

const isOf = (work: Work, customer: WireCustomer, method: string): boolean =>
  find(work, 'payment_method', method)?.method.customer === customer.id
