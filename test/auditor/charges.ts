/** When a charge may not be promised or captured, as the auditor sees it. */
import {
  type Case,
  type Conditions,
  isAmount,
  isPositive,
  LARGEST,
  LEGS,
  noCharge,
  promised,
  stands,
  stepIn,
} from './case.js'
import { figures, legOf } from './ledger.js'

export const authorize: Conditions<'authorize'> = {
  InvalidAmount: ({ command, policy }) => !isPositive(command.amount, stepIn(policy, command.currency)),
  ChargeIdTaken: (given) => {
    const { id, amount, currency } = promised(given)
    const { command } = given
    return !noCharge(given) && `${id} ${amount} ${currency}` !== `${command.id} ${command.amount} ${command.currency}`
  },
  MoveNotAllowed: (given) => stands(given, 'failed'),
}

const capturable = (given: Case<'capture'>): bigint => promised(given).amount - figures(given.ledger).captured
const isClosing = (given: Case<'capture'>): boolean => given.command.final && figures(given.ledger).captured > 0n

export const capture: Conditions<'capture'> = {
  NotInBooks: noCharge,
  InvalidAmount: (given) => {
    const { command, ledger, policy } = given
    const { amount, processorFee } = command
    const closes = amount === 0 && isClosing(given)
    if (amount !== 'remaining' && !closes && !isPositive(amount, stepIn(policy, promised(given).currency))) return true
    if (processorFee !== null && !isAmount(processorFee)) return true
    return LEGS.some((name) => {
      const part = command[name]?.amount ?? 0
      return !isAmount(part) || (legOf(ledger, name)?.total ?? 0n) + BigInt(part) > LARGEST
    })
  },
  MoveNotAllowed: (given) => !stands(given, 'authorized'),
  CaptureExceedsAuthorized: (given) => {
    const { amount } = given.command
    if (amount === 'remaining') return capturable(given) === 0n && !isClosing(given)
    return BigInt(amount) > capturable(given)
  },
  CurrencyMismatch: ({ command, ledger }) =>
    LEGS.some((name) => {
      const [part, leg] = [command[name], legOf(ledger, name)]
      return part !== null && part.amount > 0 && leg !== null && leg.currency !== part.currency
    }),
  LegExceedsCapture: (given) => {
    const { amount } = given.command
    const taken = amount === 'remaining' ? capturable(given) : BigInt(amount)
    return LEGS.some((name) => {
      const part = given.command[name]
      if (part === null || part.amount === 0) return false
      return taken === 0n || (part.currency === promised(given).currency && BigInt(part.amount) > taken)
    })
  },
}
