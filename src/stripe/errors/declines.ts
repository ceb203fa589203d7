/** Why a card is declined: what stands in the error, in the charge's `failure_code` and in `last_payment_error`. */

/** One way to be declined. Null where Stripe leaves the member out. */
export interface Decline {
  readonly code: 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'processing_error'
  /** Of `card_declined` only; it is `outcome.reason` too. */
  readonly declineCode:
    | 'generic_decline'
    | 'insufficient_funds'
    | 'lost_card'
    | 'stolen_card'
    | 'card_velocity_exceeded'
    | 'fraudulent'
    | null
  readonly message: string
  readonly param: 'exp_month' | 'cvc' | null
  readonly adviceCode: 'try_again_later' | null
  readonly networkDeclineCode: string | null
  /** Who declined: the bank, or Stripe's own rules, which never ask it. */
  readonly by: 'issuer' | 'stripe'
}

const BARE = { declineCode: null, param: null, adviceCode: null, networkDeclineCode: null, by: 'issuer' } as const

const CARD_DECLINED = { ...BARE, code: 'card_declined', message: 'Your card was declined.' } as const

/**
 * The declines of the test cards. Codes VERIFIED (TESTDOC); texts from public test suites that ran against Stripe; advice and
 * network code VERIFIED for the generic decline (a body of November 2025) and not known for others.
 */
export const DECLINES = {
  generic: {
    ...CARD_DECLINED,
    declineCode: 'generic_decline',
    adviceCode: 'try_again_later',
    networkDeclineCode: '01',
  },
  insufficientFunds: {
    ...CARD_DECLINED,
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  },
  lostCard: { ...CARD_DECLINED, declineCode: 'lost_card' },
  stolenCard: { ...CARD_DECLINED, declineCode: 'stolen_card' },
  velocityExceeded: {
    ...CARD_DECLINED,
    declineCode: 'card_velocity_exceeded',
    message: 'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
  },
  // REPORTED: the page says only that it is blocked.
  blocked: { ...CARD_DECLINED, declineCode: 'fraudulent', by: 'stripe' },
  // `param` VERIFIED (a body of 2021).
  expiredCard: { ...BARE, code: 'expired_card', message: 'Your card has expired.', param: 'exp_month' },
  // `param` INFERRED from the one above.
  incorrectCvc: { ...BARE, code: 'incorrect_cvc', message: "Your card's security code is incorrect.", param: 'cvc' },
  processingError: {
    ...BARE,
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  },
} as const satisfies Readonly<Record<string, Decline>>
