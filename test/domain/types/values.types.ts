import {
  addMoney,
  type Charge,
  type ChargeId,
  type Command,
  type Currency,
  type DisputeId,
  type EpochSeconds,
  type MinorUnits,
  type Money,
  type Refund,
  type RefundId,
  type RefundPosition,
  requestRefund,
  subtractMoney,
} from '../../../src/index.js'
import { ch_1, eur_, now, re_1, usd, usd_ } from '../../fixtures.js'
import { assert, type Equal } from './equal.js'

// --- Ids: one type for each kind, and no text is one.

export const refundIds: readonly RefundId[] = [
  re_1,
  // @ts-expect-error A charge's id is no refund's.
  ch_1,
  // @ts-expect-error Text is no id.
  're_1',
]
// @ts-expect-error A refund's id is no charge's.
export const aCharge: ChargeId = re_1
// @ts-expect-error A refund's id is no dispute's.
export const aDispute: DisputeId = re_1
export const text: string = re_1

// --- Amounts and moments: no number is one, and neither is the other.

export const amounts: readonly MinorUnits[] = [
  usd(1),
  // @ts-expect-error A number is no amount.
  1,
  // @ts-expect-error A moment is no amount.
  now,
]
// @ts-expect-error An amount is no moment.
export const at: EpochSeconds = usd(1)
export const number: number = usd(1)

export const request = requestRefund({ id: re_1, amount: usd(1), currency: usd_, at: now })
// @ts-expect-error The amount is asked for by number or by `'remaining'`, never left out.
export const withoutAmount = requestRefund({ id: re_1, currency: usd_, at: now })
// @ts-expect-error An amount comes with its currency.
export const withoutCurrency = requestRefund({ id: re_1, amount: usd(1), at: now })

// --- Currencies: two never add up.

const dollars: Money<'usd'> = { amount: usd(1), currency: usd_ }
const euros: Money<'eur'> = { amount: usd(1), currency: eur_ }
export const sum = addMoney(dollars, dollars)
export const difference = subtractMoney(euros, euros)
// @ts-expect-error Dollars and euros do not add up.
export const mixed = addMoney(dollars, euros)
// @ts-expect-error Nor do they subtract.
export const mixedDifference = subtractMoney(euros, dollars)
// @ts-expect-error Text is no currency.
export const code: Currency<'usd'> = 'usd'

// --- Records: each position has its own fields, and none of another's.

assert<Equal<Extract<Refund, { status: 'failed' }>['failureReason'], NonNullable<Command<'fail'>['failureReason']>>>()
// @ts-expect-error A failed refund has a reason.
export const failed: RefundPosition = { status: 'failed' }
export const settle = (charge: Charge): void => {
  // @ts-expect-error A charge is changed by events only.
  charge.standing = usd(1)
}
