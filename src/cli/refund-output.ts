/** What `refund` prints. */
import {
  type Currency,
  type CurrencyRules,
  formatMoney,
  type MinorUnits,
  type RefundError,
  type Refunded,
  remaining,
  transient,
} from '../index.js'
import { explain, type Posting, postings } from '../reports/index.js'
import type { DecodedCharge, WireCharge, WireRefund } from '../stripe/index.js'
import type { Io } from './io.js'
import { notesOnAccepted, notesOnRefused } from './notes.js'
import type { RefundOptions } from './refund-options.js'
import { labelled, printable, short } from './text.js'

export interface OnTheWire {
  readonly charge: WireCharge
  readonly refund: WireRefund | null
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Prints what was decided; the exit code. */
export const accepted = (
  decided: Refunded,
  wire: OnTheWire,
  on: DecodedCharge,
  options: RefundOptions,
  io: Io,
): number => {
  io.out(options.json ? json(wire) : summary(decided, options))
  io.err(decided.events.length > 0 ? notesOnAccepted(options.legs, on) : '')
  return 0
}

const summary = ({ charge, refund, events }: Refunded, { policy }: RefundOptions): string => {
  const money = moneyIn(charge.currency, policy.currencies)
  const refunded = `${money(refund.amount)} of charge ${short(charge.id)}`
  const id = `refund ${short(refund.id)}`
  const head =
    events.length > 0 ? `Refunded ${refunded} as ${id}.` : `Nothing new: ${id}, ${refunded}, was asked before.`
  const rows: (readonly [string, string])[] = [
    ['status', refund.status],
    ['refunded', `${money(charge.standing)} of ${money(charge.captured)}`],
    ['left', money(remaining(charge, policy))],
    ...postingRows(events.flatMap(postings), policy.currencies),
  ]
  return `${head}\n${labelled(rows, { indent: 2, paintLabel: (label) => label })}`
}

const moneyIn =
  (currency: Currency, rules: CurrencyRules) =>
  (amount: MinorUnits): string =>
    formatMoney(amount, currency, rules)

/** One row for all postings. */
export const postingRows = (
  moved: readonly Posting[],
  rules: CurrencyRules,
): readonly (readonly [label: string, text: string])[] => {
  const lines = moved.map(
    ({ from, to, amount, currency }) => `${formatMoney(amount, currency, rules)} from ${from} to ${to}`,
  )
  return lines.length === 0 ? [] : [['postings', lines.join('\n')]]
}

/** Prints why not; the exit code. */
export const refused = (error: RefundError, on: DecodedCharge, options: RefundOptions, io: Io): number => {
  const explanation = explain(error, options.policy.currencies)
  const waiting = transient(error)
  if (options.json) io.out(json({ error, explanation, transient: waiting }))
  else {
    const help = waiting ? 'Waiting may help.' : 'Waiting does not help.'
    io.err(`Refused: ${printable(explanation)}\n${printable(JSON.stringify(error))}\n${help}\n`)
  }
  io.err(notesOnRefused(error, on))
  return 1
}
