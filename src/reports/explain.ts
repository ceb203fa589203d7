/** Refusals in English, for logs and for the people who read them. Programs read the refusal itself. */
import type { Refusal } from '../domain/law/errors.js'
import type { CurrencyRules } from '../domain/money/currency.js'
import { formatMoney } from '../domain/money/decimal.js'
import { MAX_MINOR_UNITS, minus } from '../domain/money/minor-units.js'
import { stripeCurrencies } from '../domain/policies/stripe-currencies.js'
import { ofLeg } from './explain-legs.js'
import { moveNotAllowed } from './explain-moves.js'
import { asked, code, duration, given, idText, LEGS, type MoneyText, only, The, the } from './explain-words.js'

/**
 * One sentence, without line breaks: what was asked, what is possible, and where it helps what to do instead.
 *
 * `rules` say how a currency is counted: pass the policy's `currencies`. Default: Stripe's, as for `refund`.
 *
 * @example
 * const { charge } = rightOf(refund(captured(1000), requestRefund({ id: re_1, amount: usd(300), currency: usd_, at: now })))
 * const refusal = leftOf(refund(charge, requestRefund({ id: re_2, amount: usd(800), currency: usd_, at: now })))
 * explain(refusal) // => '8.00 USD was asked of charge ch_1, but only 7.00 USD of the 10.00 USD captured is left to refund; 3.00 USD is in refunds that may still fail.'
 * @since 0.1.0
 * @category error
 */
export const explain = (error: Refusal, rules: CurrencyRules = stripeCurrencies): string =>
  `${sentence(error, (amount, currency) => formatMoney(amount, currency, rules))}.`

const sentence = (error: Refusal, money: MoneyText): string => {
  switch (error._tag) {
    case 'InvalidAmount':
      return invalidAmount(error)
    case 'NotInBooks':
      return `There is no ${error.record} in the books, so nothing can happen to it`
    case 'ChargeIdTaken':
      return `${The(error)} is in the books already and is not the one given; a new charge needs a new id`
    case 'RefundIdTaken':
      return `Refund ${idText(error.refund)} was asked with other details; ask as before, or with a new id`
    case 'RefundOfAnotherCharge':
      return `Refund ${idText(error.refund)} belongs to ${the(error)}, not to charge ${idText(error.given)}`
    case 'DisputeIdTaken':
      return `Dispute ${idText(error.dispute)} is in the books already with another amount or currency`
    case 'DisputeOfAnotherCharge':
      return `Dispute ${idText(error.dispute)} belongs to ${the(error)}, not to charge ${idText(error.given)}`
    case 'CurrencyMismatch':
      return `The currency must be ${code(error.expected)}, but ${code(error.given)} was given`
    case 'ChargeNotSuccessful':
      return `${The(error)} ${UNSUCCESSFUL[error.status]}`
    case 'ChargeNotCaptured':
      return notCaptured(error, money)
    case 'PartialReleaseOfAuthorization':
      return partialRelease(error, money)
    case 'ChargeDisputed':
      return error.stage === 'open'
        ? `${The(error)} is disputed, and cannot be refunded while the dispute is open`
        : `${The(error)} lost a dispute, and cannot be refunded any more`
    case 'AlreadyRefunded':
      return alreadyRefunded(error, money)
    case 'ExceedsRemaining':
      return exceedsRemaining(error, money)
    case 'WindowClosed':
      return `The time to refund ${the(error)} ended ${duration(error.at - error.closedAt)} before this request`
    case 'TooManyRefunds':
      return tooMany(error)
    case 'PartialNotAllowed':
      return partialNotAllowed(error, money)
    case 'MoveNotAllowed':
      return moveNotAllowed(error)
    case 'CaptureExceedsAuthorized':
      return captureExceeds(error, money)
    case 'NoApplicationFee':
    case 'NoTransfer':
    case 'FeeNeedsTransferReversal':
    case 'TransferFullyReversed':
    case 'ApplicationFeeFullyRefunded':
    case 'PartialLegRefundUnsupported':
    case 'LegReturnedDirectly':
    case 'LegExceedsCapture':
    case 'ExceedsLeg':
      return ofLeg(error, money)
  }
}

const FIELDS: Readonly<Record<Refusal<'InvalidAmount'>['field'], string>> = {
  amount: 'amount',
  ...LEGS,
  processorFee: "processor's fee",
}

const invalidAmount = ({ field, value, problem, step }: Refusal<'InvalidAmount'>): string => {
  const bounds: Readonly<Record<typeof problem, string>> = {
    notAnInteger: 'a whole number of minor units, such as cents',
    notPositive: field === 'amount' ? 'above 0' : 'at least 0',
    tooLarge: `at most ${MAX_MINOR_UNITS} minor units, together with what came before`,
    notAMultiple: `a multiple of ${step} minor units in this currency`,
  }
  return `The ${FIELDS[field]} must be ${bounds[problem]}, but ${given(value)} was given`
}

const UNSUCCESSFUL: Readonly<Record<Refusal<'ChargeNotSuccessful'>['status'], string>> = {
  pending: 'is still pending, so no money has been taken yet',
  authorized: 'is only authorised, so no money has been taken yet',
  captured: 'is captured, and yet allows no such thing',
  failed: 'failed, so no money was taken',
  released: 'was released before anything was captured, so no money was taken',
  expired: 'expired before anything was captured, so no money was taken',
}

const notCaptured = (error: Refusal<'ChargeNotCaptured'>, money: MoneyText): string => {
  const authorisation = `its authorisation of ${money(error.authorized, error.currency)}`
  return `Nothing of ${the(error)} is captured: ${authorisation} can be released, not refunded`
}

const partialRelease = (error: Refusal<'PartialReleaseOfAuthorization'>, money: MoneyText): string => {
  const { requested, authorized, currency } = error
  const instead = `to give back ${money(requested, currency)} of ${money(authorized, currency)}, capture ${money(minus(authorized, requested), currency)}`
  return `Nothing of ${the(error)} is captured, and an authorisation is released whole; ${instead}`
}

const alreadyRefunded = (error: Refusal<'AlreadyRefunded'>, money: MoneyText): string => {
  const { standing, unsettled, currency } = error
  const all = `${The(error)} is already refunded in full: ${money(standing, currency)}`
  return unsettled === 0 ? all : `${all}, of which ${money(unsettled, currency)} may still fail`
}

const exceedsRemaining = (error: Refusal<'ExceedsRemaining'>, money: MoneyText): string => {
  const { requested, remaining, charged, unsettled, held, currency } = error
  const what = `${asked(requested, currency, money)} was asked of ${the(error)}`
  if (remaining === charged) return `${what}, but only ${money(charged, currency)} was captured`
  const rest = `${only(remaining, currency, money)} of the ${money(charged, currency)} captured is left to refund`
  const waiting = [
    ...(held === 0 ? [] : [`${money(held, currency)} is held by open disputes`]),
    ...(unsettled === 0 ? [] : [`${money(unsettled, currency)} is in refunds that may still fail`]),
  ]
  return `${what}, but ${[rest, ...(waiting.length === 0 ? [] : [waiting.join(' and ')])].join('; ')}`
}

const tooMany = (error: Refusal<'TooManyRefunds'>): string => {
  const { counted, limit } = error
  return `${The(error)} takes no more refunds: ${counted} ${counted === 1 ? 'is' : 'are'} counted against a limit of ${limit}`
}

const partialNotAllowed = (error: Refusal<'PartialNotAllowed'>, money: MoneyText): string => {
  const { requested, whole, currency } = error
  return `${The(error)} is refunded whole or not at all: ask for ${money(whole, currency)}, not for ${money(requested, currency)}`
}

const captureExceeds = (error: Refusal<'CaptureExceedsAuthorized'>, money: MoneyText): string => {
  const { requested, capturable, currency } = error
  const what = `${asked(requested, currency, money)} was to be captured of ${the(error)}`
  return `${what}, but ${only(capturable, currency, money)} is left to capture`
}
