/** What we write is what the official SDK reads. Checked by the compiler; nothing here runs. */
import type Stripe from 'stripe'
import charge from '../../docs/examples/charge.json' with { type: 'json' }
import destinationCharge from '../../docs/examples/destination-charge.json' with { type: 'json' }
import yenCharge from '../../docs/examples/yen-charge.json' with { type: 'json' }
import type { Charge, Refund } from '../../src/index.js'
import {
  type DecodedCharge,
  decodeCharge,
  encodeCharge,
  encodeRefund,
  type WireableRefund,
  type WireCharge,
  type WireRefund,
} from '../../src/stripe/index.js'
import { rightOf } from '../fixtures.js'

/** A type read from JSON: the compiler widens "charge" to string. */
type Widened<T> = T extends string
  ? string
  : T extends number
    ? number
    : T extends boolean
      ? boolean
      : T extends readonly (infer Item)[]
        ? Widened<Item>[]
        : T extends object
          ? { [Field in keyof T]: Widened<T[Field]> }
          : T

export const examples: readonly Widened<Stripe.Charge>[] = [charge, destinationCharge, yenCharge]

declare const law: { readonly charge: Charge; readonly refund: Refund; readonly known: WireableRefund }
declare const on: DecodedCharge

type WrittenOfCharge =
  | 'id'
  | 'object'
  | 'amount'
  | 'amount_captured'
  | 'amount_refunded'
  | 'captured'
  | 'created'
  | 'currency'
  | 'disputed'
  | 'paid'
  | 'refunded'
  | 'status'

export const writtenCharge: Pick<Stripe.Charge, WrittenOfCharge> = encodeCharge(law.charge, on)

type WrittenOfRefund = 'id' | 'object' | 'amount' | 'created' | 'currency' | 'status'

export const writtenRefund: Pick<Stripe.Refund, WrittenOfRefund> = encodeRefund(law.known, on)

/** Where a field is there, it is of the SDK's type; references may be expanded to more than we read. */
type Unexpanded<T> = T extends string | number | boolean | null | undefined ? T : never
type Shared<Wire, Sdk> = {
  [Field in keyof Wire & keyof Sdk]?: Unexpanded<Wire[Field]> extends Sdk[Field] ? true : Field
}
type Mismatch<Wire, Sdk> = Exclude<
  Shared<Required<Wire>, Required<Sdk>>[keyof Shared<Required<Wire>, Required<Sdk>>],
  true | undefined
>

/** Stripe's guide to asynchronous capture shows `transfer: null`; the SDK's type does not know of it. */
export const noOtherFieldOfTheChargeDiffers: Mismatch<WireCharge, Stripe.Charge> extends 'transfer' ? true : false =
  true
export const noFieldOfTheRefundDiffers: Mismatch<WireRefund, Stripe.Refund> extends never ? true : false = true

// @ts-expect-error A local refund cannot be encoded for the wire: it may be requested or refused.
encodeRefund(law.refund, on)

// @ts-expect-error A requested refund is ours alone.
encodeRefund({ ...law.known, status: 'requested' }, on)

// @ts-expect-error A charge of Stripe's is none of the law's.
encodeCharge(rightOf(decodeCharge(charge)).wire, on)
