/** What is shown is what the official SDK and the codec read. Checked by the compiler; nothing here runs. */
import type Stripe from 'stripe'
import type { WireShownCharge } from '../../../src/stripe/charge-view/charge-as.js'
import type { WireCharge } from '../../../src/stripe/index.js'

/** The SDK's lists may be written to; ours may not. */
type Writable<T> = T extends boolean | number | string
  ? T
  : T extends readonly (infer Item)[]
    ? Writable<Item>[]
    : T extends object
      ? { -readonly [Field in keyof T]: Writable<T[Field]> }
      : T

/** Fails to compile unless the first is assignable to the second. */
type Reads<Ours extends Other, Other> = [Ours, Other]

/** The refunds of the list are held to the SDK's type where `encodeRefund` is. */
export type Sdk = Reads<Writable<Omit<WireShownCharge, 'refunds'>>, Stripe.Charge>
export type Codec = Reads<WireShownCharge, WireCharge>
