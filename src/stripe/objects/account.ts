/** Stripe's account: one that a platform made, as far as refunds touch it. */
import { newSublist, type WireSublist } from './list.js'
import type { WireMetadata } from './pieces.js'

export interface WireRequirements {
  readonly alternatives: readonly never[]
  readonly current_deadline: null
  readonly currently_due: readonly string[]
  readonly disabled_reason: null
  readonly errors: readonly never[]
  readonly eventually_due: readonly string[]
  readonly past_due: readonly string[]
  readonly pending_verification: readonly string[]
}

/** Of an account that the platform made, and answers for. */
export interface WireController {
  readonly fees: { readonly payer: 'application_custom' }
  readonly is_controller: boolean
  readonly losses: { readonly payments: 'application' }
  readonly requirement_collection: 'application'
  readonly stripe_dashboard: { readonly type: 'none' }
  readonly type: 'application'
}

export interface WireAccount {
  readonly id: string
  readonly object: 'account'
  readonly business_type: 'company' | 'government_entity' | 'individual' | 'non_profit' | null
  readonly capabilities: { readonly card_payments: 'active'; readonly transfers: 'active' }
  readonly charges_enabled: boolean
  /** One's own account is controlled by itself. */
  readonly controller: WireController | { readonly type: 'account' }
  readonly country: string
  readonly created: number
  readonly default_currency: string
  readonly details_submitted: boolean
  readonly email: string | null
  readonly external_accounts: WireSublist<never>
  readonly future_requirements: WireRequirements
  readonly metadata: WireMetadata
  readonly payouts_enabled: boolean
  readonly requirements: WireRequirements
  readonly tos_acceptance: { readonly date: number | null; readonly ip: null; readonly user_agent: null }
  readonly type: 'custom' | 'express' | 'standard'
}

/** What is told of a new account. */
export interface GivenAccount {
  readonly id: string
  readonly country: string
  readonly created: number
  readonly default_currency: string
  readonly business_type?: WireAccount['business_type']
  readonly email?: string | null
  readonly metadata?: WireMetadata
  readonly type?: WireAccount['type']
  /** Whether it is the account of whoever looks: a standard one, which nobody else controls. */
  readonly isOwn?: boolean
}

const CONTROLLED: WireController = {
  fees: { payer: 'application_custom' },
  is_controller: true,
  losses: { payments: 'application' },
  requirement_collection: 'application',
  stripe_dashboard: { type: 'none' },
  type: 'application',
}

const NOTHING_REQUIRED: WireRequirements = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
}

/**
 * An account that can be charged and paid out: nothing is required of it. `business_profile`, `company`, `individual` and
 * `settings` are left out, as no refund reads them. Source of the rest: an account recorded on 2026-09-27.
 *
 * @example
 * const account = newAccount({ id: 'acct_1', country: 'US', created: 1_760_000_000, default_currency: 'usd' })
 * account.charges_enabled // => true
 * account.external_accounts.url // => '/v1/accounts/acct_1/external_accounts'
 * @since 0.1.0
 * @category account
 */
export const newAccount = (given: GivenAccount): WireAccount => ({
  id: given.id,
  object: 'account',
  business_type: given.business_type ?? null,
  capabilities: { card_payments: 'active', transfers: 'active' },
  charges_enabled: true,
  controller: given.isOwn === true ? { type: 'account' } : CONTROLLED,
  country: given.country,
  created: given.created,
  default_currency: given.default_currency,
  details_submitted: true,
  email: given.email ?? null,
  external_accounts: newSublist(`/v1/accounts/${given.id}/external_accounts`, []),
  future_requirements: NOTHING_REQUIRED,
  metadata: given.metadata ?? {},
  payouts_enabled: true,
  requirements: NOTHING_REQUIRED,
  tos_acceptance: { date: null, ip: null, user_agent: null },
  type: given.type ?? (given.isOwn === true ? 'standard' : 'custom'),
})
