/**
 * How Stripe counts currencies. Source: docs.stripe.com/currencies, as quoted in 2026: "Zero-decimal currencies", "Special
 * cases"; and "Three-decimal currencies", which the page had in 2022.
 */
import type { CurrencyRules } from '../money/currency.js'

/**
 * Stripe's decimals where they differ from ISO 4217, and its steps.
 *
 * Stripe lists zero-decimal currencies (BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF) and three-decimal ones
 * (BHD JOD KWD OMR TND); all others have two decimals, whatever ISO 4217 says.
 *
 * @since 0.1.0
 * @category policy
 */
export const stripeCurrencies: CurrencyRules = {
  decimals: {
    // On the zero-decimal list; ISO 4217 has 2.
    mga: 0,
    // Zero-decimal in fact, but sent as two decimals that are always 00. UGX stands on both lists; this text governs charges.
    isk: 2,
    ugx: 2,
    // On no list, hence two decimals; ISO 4217 has 3, 3, 4, 4 and 0.
    iqd: 2,
    lyd: 2,
    clf: 2,
    uyw: 2,
    uyi: 2,
  },
  steps: {
    // "To charge 5 ISK, provide an amount value of 500", no fractions. HUF and TWD have such a step for payouts only.
    isk: 100,
    ugx: 100,
    // Thousandths of which the last digit must be 0: 5.124 KWD is sent as 5120 or 5130.
    bhd: 10,
    jod: 10,
    kwd: 10,
    omr: 10,
    tnd: 10,
  },
}
