/** The values that rows are made of. Their names are what an error says belongs there. */
import { type Currency, currency } from '../../domain/money/currency.js'
import { MAX_MINOR_UNITS, type MinorUnits, problemOf } from '../../domain/money/minor-units.js'
import {
  type ChargeId,
  chargeId,
  type DisputeId,
  disputeId,
  type RefundId,
  refundId,
} from '../../domain/records/ids.js'
import { type Metadata, metadataText } from '../../domain/records/refund.js'
import { type EpochSeconds, epochSeconds } from '../../domain/records/time.js'
import { type Account, account, ILL_FORMED, idempotencyKey } from '../names.js'
import { guard, isRecord, made, type Shape } from './shapes.js'

export const Text: Shape<string> = guard('text', (value) => typeof value === 'string')
export const Flag: Shape<boolean> = guard('true or false', (value) => typeof value === 'boolean')

const whole = (least: number): Shape<number> =>
  guard(
    `a whole number from ${least}`,
    (value): value is number => Number.isSafeInteger(value) && (value as number) >= least && !Object.is(value, -0),
  )
export const Count: Shape<number> = whole(0)
/** The number of something that is counted from 1. */
export const Ordinal: Shape<number> = whole(1)

export const Amount: Shape<MinorUnits> = guard(
  `a whole number from 0 to ${MAX_MINOR_UNITS}`,
  (value): value is MinorUnits => problemOf(value) === null && !Object.is(value, -0),
)
export const Time: Shape<EpochSeconds> = made('a time in whole seconds since 1970', (value: number) =>
  epochSeconds(value),
)
export const CurrencyCode: Shape<Currency> = made('a currency of ISO 4217 in lower case', (value: string) =>
  currency(value),
)
export const IdOfCharge: Shape<ChargeId> = made('the id of a charge', chargeId)
export const IdOfRefund: Shape<RefundId> = made('the id of a refund', refundId)
export const IdOfDispute: Shape<DisputeId> = made('the id of a dispute', disputeId)
export const AccountName: Shape<Account> = made('the name of an account', account)
export const KeyName: Shape<string> = guard(
  'an idempotency key',
  (value): value is string => idempotencyKey(value as string)._tag === 'Right',
)

/** What a document is found by. Databases refuse NUL, and in UTF-8 all lone surrogates are the same. */
export const Label: Shape<string> = guard(
  'text without NUL and lone surrogates',
  (value): value is string => typeof value === 'string' && !ILL_FORMED.test(value),
)

/** What was asked: an amount, or all that remains. */
export const AmountAsked: Shape<MinorUnits | 'remaining'> = guard(
  `${Amount.name} or "remaining"`,
  (value): value is MinorUnits | 'remaining' => value === 'remaining' || Amount.is(value),
)

/** Kept as it is, since its names are the caller's and may be any, `__proto__` among them. */
export const MetadataAsGiven: Shape<Metadata> = guard(
  'an object of texts',
  (value): value is Metadata => isRecord(value) && Object.values(value).every((text) => typeof text === 'string'),
)

/** What `metadataText` makes of some metadata. */
export const MetadataText: Shape<string> = guard(
  'the canonical text of metadata',
  (value): value is string => typeof value === 'string' && (value === '' || isCanonical(value)),
)

const isCanonical = (text: string): boolean => {
  const pairs = parsed(text)
  if (!Array.isArray(pairs) || !pairs.every(isPair)) return false
  return metadataText(Object.fromEntries(pairs)) === text
}

const isPair = (pair: unknown): pair is readonly [string, string] =>
  Array.isArray(pair) && pair.length === 2 && pair.every((text) => typeof text === 'string')

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
