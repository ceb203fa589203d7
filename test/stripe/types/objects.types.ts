/** What we make is what the official SDK reads. Checked by the compiler; nothing here runs. */
import type Stripe from 'stripe'
import type { WireCharge } from '../../../src/stripe/index.js'
import type { WireAccount } from '../../../src/stripe/objects/account.js'
import type { WireApplicationFee, WireFeeRefund } from '../../../src/stripe/objects/application-fee.js'
import type { WireBalance } from '../../../src/stripe/objects/balance.js'
import type { WireBalanceTransaction } from '../../../src/stripe/objects/balance-transaction.js'
import type { WireNewCharge } from '../../../src/stripe/objects/charge.js'
import type { WireCustomer } from '../../../src/stripe/objects/customer.js'
import type { WireDisputeObject } from '../../../src/stripe/objects/dispute.js'
import type { WireEvent } from '../../../src/stripe/objects/event.js'
import type { WireDeleted } from '../../../src/stripe/objects/list.js'
import type { WirePaymentIntent } from '../../../src/stripe/objects/payment-intent.js'
import type { WirePaymentMethod } from '../../../src/stripe/objects/payment-method.js'
import type { WireReversal, WireTransferObject } from '../../../src/stripe/objects/transfer.js'
import type { WireWebhookEndpoint } from '../../../src/stripe/objects/webhook-endpoint.js'

/** The SDK's lists may be written to; ours may not. */
type Writable<T> = T extends boolean | number | string
  ? T
  : T extends readonly (infer Item)[]
    ? Writable<Item>[]
    : T extends object
      ? { -readonly [Field in keyof T]: Writable<T[Field]> }
      : T

/** Fails to compile unless the first is assignable to the second. */
type Reads<Ours extends Sdk, Sdk> = [Ours, Sdk]

export type Objects = [
  Reads<Writable<WireAccount>, Stripe.Account>,
  Reads<Writable<WireApplicationFee>, Stripe.ApplicationFee>,
  Reads<Writable<WireFeeRefund>, Stripe.FeeRefund>,
  Reads<Writable<WireBalance>, Stripe.Balance>,
  Reads<Writable<WireBalanceTransaction>, Stripe.BalanceTransaction>,
  Reads<Writable<WireNewCharge>, Stripe.Charge>,
  Reads<Writable<WireCustomer>, Stripe.Customer>,
  Reads<Writable<WireDisputeObject>, Stripe.Dispute>,
  Reads<Writable<Omit<WireEvent, 'data' | 'type'>>, Omit<Stripe.Event, 'data' | 'type'>>,
  Reads<Writable<WirePaymentIntent>, Stripe.PaymentIntent>,
  Reads<Writable<WirePaymentMethod>, Stripe.PaymentMethod>,
  Reads<Writable<WireReversal>, Stripe.TransferReversal>,
  Reads<Writable<WireTransferObject>, Stripe.Transfer>,
  Reads<Writable<WireWebhookEndpoint>, Stripe.WebhookEndpoint>,
  Reads<WireDeleted<'customer'>, Stripe.DeletedCustomer>,
  Reads<WireDeleted<'webhook_endpoint'>, Stripe.DeletedWebhookEndpoint>,
]

/** What the codec of charges reads. */
export type Codec = Reads<WireNewCharge, WireCharge>

// @ts-expect-error A status that Stripe does not know is no PaymentIntent: the check above can fail.
export type Broken = Reads<Writable<Omit<WirePaymentIntent, 'amount'> & { amount: string }>, Stripe.PaymentIntent>
