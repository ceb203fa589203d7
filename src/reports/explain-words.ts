/** The words that explained refusals share. */
import type { AmountAsked } from '../domain/law/errors.js'
import type { Currency } from '../domain/money/currency.js'
import type { MinorUnits } from '../domain/money/minor-units.js'
import type { ChargeId, DisputeId, RefundId } from '../domain/records/ids.js'
import type { LegName } from '../domain/records/leg.js'

/** An amount with its currency, under the rules that the caller gave. */
export type MoneyText = (amount: MinorUnits, currency: Currency) => string

export const LEGS: Readonly<Record<LegName, string>> = { fee: 'application fee', transfer: 'transfer' }

/** What anybody may have put into an id does not break the line, nor fill the page. */
export const idText = (id: ChargeId | RefundId | DisputeId): string =>
  (id.length > 80 ? `${id.slice(0, 79)}…` : id).replace(/[\p{C}\p{Z}]/gu, '?')

/** `which charge`, in the middle of a sentence. */
export const the = ({ charge }: { readonly charge: ChargeId }): string => `charge ${idText(charge)}`

/** `Which charge`, at its beginning. */
export const The = ({ charge }: { readonly charge: ChargeId }): string => `Charge ${idText(charge)}`

/** Numbers as they are, anything else by its kind: a text could say anything. */
export const given = (value: unknown): string => {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'no finite number'
  return value === undefined || value === null ? 'nothing' : `a value of type ${typeof value}`
}

/** A currency's code, as it is written: JavaScript callers may have given none, or one in capitals. */
export const code = (currency: Currency): string => (/^[a-z]{3}$/i.test(currency) ? currency : 'no currency code')

export const asked = (amount: AmountAsked, currency: Currency, money: MoneyText): string =>
  amount === 'remaining' ? 'All that remains' : money(amount, currency)

export const only = (amount: MinorUnits, currency: Currency, money: MoneyText): string =>
  amount === 0 ? 'nothing' : `only ${money(amount, currency)}`

/** In whole days, rounded down. */
export const duration = (seconds: number): string => {
  const days = Math.floor(seconds / 86_400)
  if (days === 0) return 'less than a day'
  return days === 1 ? '1 day' : `${days} days`
}
