/** Stripe's customer. */
import type { Given, Unsaid, WireAddress, WireMetadata } from './pieces.js'

export interface WireCustomer {
  readonly id: string
  readonly object: 'customer'
  readonly address: WireAddress | null
  readonly balance: number
  readonly created: number
  readonly currency: string | null
  readonly customer_account: null
  readonly default_source: string | null
  readonly delinquent: boolean
  readonly description: string | null
  readonly discount: null
  readonly email: string | null
  readonly invoice_prefix: string
  readonly invoice_settings: {
    readonly custom_fields: null
    readonly default_payment_method: string | null
    readonly footer: null
    readonly rendering_options: null
  }
  readonly livemode: boolean
  readonly metadata: WireMetadata
  readonly name: string | null
  readonly next_invoice_sequence: number
  readonly phone: string | null
  readonly preferred_locales: readonly string[]
  readonly shipping: { readonly address: WireAddress; readonly name: string; readonly phone: string | null } | null
  readonly tax_exempt: 'exempt' | 'none' | 'reverse'
  readonly test_clock: null
}

type Told = 'id' | 'created' | 'invoice_prefix'

/** What is told of a new customer. `invoice_prefix` is eight capitals and digits of the caller's chance. */
export type GivenCustomer = Given<WireCustomer, Told>

/**
 * A customer. Source: recorded on 2026-09-20.
 *
 * @example
 * newCustomer({ id: 'cus_1', created: 1_760_000_000, invoice_prefix: 'ABCD1234' }).email // => null
 * @since 0.1.0
 * @category customer
 */
export const newCustomer = (given: GivenCustomer): WireCustomer => ({ ...UNSAID, ...given })

const UNSAID: Unsaid<WireCustomer, Told> = {
  id: undefined,
  object: 'customer',
  address: null,
  balance: 0,
  created: undefined,
  currency: null,
  customer_account: null,
  default_source: null,
  delinquent: false,
  description: null,
  discount: null,
  email: null,
  invoice_prefix: undefined,
  invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
  livemode: false,
  metadata: {},
  name: null,
  next_invoice_sequence: 1,
  phone: null,
  preferred_locales: [],
  shipping: null,
  tax_exempt: 'none',
  test_clock: null,
}
