/** What a merchant sends in against a dispute. */

/** No evidence, in the order of the answer. Source: recorded disputes of 2026-08-26. */
export const NO_EVIDENCE = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
} as const

/** A piece of evidence that is a text, or the id of a file. */
export type EvidenceName = Exclude<keyof typeof NO_EVIDENCE, 'enhanced_evidence'>

export type WireEvidence = { readonly [Name in EvidenceName]: string | null } & {
  readonly enhanced_evidence: Readonly<Record<never, never>>
}

/** What is sent in, or filled in by Stripe. */
export type GivenEvidence = { readonly [Name in EvidenceName]?: string | null }
