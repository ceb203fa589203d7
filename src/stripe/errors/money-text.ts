/** Amounts in Stripe's messages. */
import type { Currency } from '../../domain/money/currency.js'
import { formatAmount } from '../../domain/money/decimal.js'
import type { MinorUnits } from '../../domain/money/minor-units.js'
import { stripeCurrencies } from '../../domain/policies/stripe-currencies.js'

/**
 * The symbols that were seen in messages: `$` and `€` recorded; `£`, `₹` and `¥` quoted from test suites and bug reports that ran
 * against Stripe (alphagov/pay-connector, juspay/hyperswitch, woocommerce-gateway-stripe#435).
 */
const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['usd', '$'],
  ['eur', '€'],
  ['gbp', '£'],
  ['inr', '₹'],
  ['jpy', '¥'],
])

/**
 * An amount as Stripe's messages write it: symbol, thousands by commas, as many decimals as Stripe counts.
 *
 * A currency whose symbol was never seen in a message is written by its code, `CHF 11.00`: a guess of ours.
 *
 * @example
 * moneyText(1100, 'usd') // => '$11.00'
 * moneyText(9999999, 'eur') // => '€99,999.99'
 * moneyText(989900, 'jpy') // => '¥989,900'
 * moneyText(5120, 'kwd') // => 'KWD 5.120'
 * @since 0.1.0
 * @category money
 */
export const moneyText = (amount: MinorUnits, currency: Currency): string => {
  const [units = '', fraction] = formatAmount(amount, currency, stripeCurrencies).split('.')
  const grouped = units.replace(/\B(?=(?:\d{3})+$)/g, ',')
  const sign = SYMBOLS.get(currency) ?? `${currency.toUpperCase()} `
  return `${sign}${fraction === undefined ? grouped : `${grouped}.${fraction}`}`
}
