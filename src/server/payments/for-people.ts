/** What is said of a payment for people to read: shown on its PaymentIntent and on its charge, and nothing depends on it. */
import type { WireNewCharge } from '../../stripe/objects/charge.js'
import type { WireShipping } from '../../stripe/objects/pieces.js'
import type { KeptCharge } from '../decision/kinds.js'
import { put, type Work } from '../decision/work.js'
import { type AddressSaid, addressOf, textAfter } from './people.js'

export type ForPeople = Pick<
  WireNewCharge,
  'receipt_email' | 'shipping' | 'statement_descriptor' | 'statement_descriptor_suffix'
>

export interface PaymentShippingSaid
  extends Partial<Readonly<Record<'carrier' | 'phone' | 'tracking_number', string>>> {
  readonly address: AddressSaid
  readonly name: string
}

/** What is sent empty unsets; what is not sent stays. */
export interface SaidForPeople
  extends Partial<Readonly<Record<'receipt_email' | 'statement_descriptor' | 'statement_descriptor_suffix', string>>> {
  readonly shipping?: PaymentShippingSaid | ''
}

export const NOTHING_SAID: ForPeople = {
  receipt_email: null,
  shipping: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
}

export const forPeopleAfter = (said: SaidForPeople, before: ForPeople): ForPeople => ({
  receipt_email: textAfter(said.receipt_email, before.receipt_email),
  shipping: said.shipping === undefined ? before.shipping : said.shipping === '' ? null : shippingOf(said.shipping),
  statement_descriptor: textAfter(said.statement_descriptor, before.statement_descriptor),
  statement_descriptor_suffix: textAfter(said.statement_descriptor_suffix, before.statement_descriptor_suffix),
})

/** A capture may still say it: the charge, if anything was said, and what both it and its PaymentIntent show from then on. */
export const saidAtCapture = (work: Work, kept: KeptCharge, said: SaidForPeople): Partial<ForPeople> => {
  if (NAMES.every((name) => said[name] === undefined)) return {}
  const forPeople = forPeopleAfter(said, kept.made)
  put(work, 'charge', kept.made.id, { ...kept, made: { ...kept.made, ...forPeople } })
  return forPeople
}

const NAMES = Object.keys(NOTHING_SAID) as readonly (keyof ForPeople)[]

/** Told as a whole: what is left out of it is not known any more. */
const shippingOf = ({ address, name, carrier, phone, tracking_number: number }: PaymentShippingSaid): WireShipping => ({
  address: addressOf(address),
  carrier: textAfter(carrier, null),
  name,
  phone: textAfter(phone, null),
  tracking_number: textAfter(number, null),
})
