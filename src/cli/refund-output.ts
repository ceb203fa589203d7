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
import type { BesideCharge, DecodedCharge, WireCharge, WireRefund } from '../stripe/index.js'
import type { Io } from './io.js'
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
  io.err(notes(on, legsAsked(options)))
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
  const about: readonly Name[] =
    error._tag === 'ChargeDisputed' ? ['disputes'] : waiting || !isAmount(error) ? [] : ['unsettled']
  io.err(notes(on, [...legsAsked(options), ...about]))
  return 1
}

const isAmount = ({ _tag }: RefundError): boolean => _tag === 'AlreadyRefunded' || _tag === 'ExceedsRemaining'

type Name = keyof BesideCharge

const legsAsked = ({ legs }: RefundOptions): readonly Name[] => [
  ...(legs.fee ? (['fee'] as const) : []),
  ...(legs.transfer ? (['transfer'] as const) : []),
]

/** What was assumed of the charge and mattered here. */
const NOTES: Readonly<Partial<Record<Name, string>>> = {
  disputes: 'the JSON does not say how the dispute stands, so it counts as open; expand[]=dispute tells',
  fee: 'the JSON does not say which refunds gave back the application fee, so none is taken to have; expand[]=application_fee tells how much went back',
  transfer:
    'the JSON does not say which refunds brought back the transfer, so none is taken to have; expand[]=transfer tells how much came back',
  unsettled: 'the JSON does not say which refunds are pending, so none counts as pending; expand[]=refunds tells',
}

const notes = ({ assumed }: DecodedCharge, names: readonly Name[]): string =>
  names
    .flatMap((name) => (assumed.includes(name) && NOTES[name] !== undefined ? [`Note: ${NOTES[name]}.\n`] : []))
    .join('')
