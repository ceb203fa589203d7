/** Writes an accepted command into the naive ledger: one more line in a list, and nothing else. */
import type { Command, RefundPolicy } from '../../src/index.js'
import {
  capturedOf,
  findDispute,
  findRefund,
  type Ledger,
  type LegName,
  leftOf,
  legOf,
  ownRefunds,
  type RefundEntry,
  statusOf,
  takeOn,
} from './ledger.js'

export interface Accepted {
  readonly command: Command
  readonly refund: string | null
  readonly dispute: string | null
}

const leg = (part: Command<'capture'>['fee']) =>
  part === null ? null : { amount: BigInt(part.amount), currency: part.currency }

const capture = (ledger: Ledger, { amount, final, fee, transfer, at }: Command<'capture'>): void => {
  const capturable = (ledger.promise?.amount ?? 0n) - capturedOf(ledger)
  const taken = amount === 'remaining' ? capturable : BigInt(amount)
  ledger.captures.push({ amount: taken, fee: leg(fee), transfer: leg(transfer), at })
  if (!final) return
  ledger.said.push('final')
  ledger.givenUp.push(capturable - taken)
}

const giveUp = (ledger: Ledger, word: 'released' | 'expired'): void => {
  ledger.givenUp.push((ledger.promise?.amount ?? 0n) - capturedOf(ledger))
  ledger.said.push(word)
}

const request = (ledger: Ledger, command: Command<'request'>, policy: RefundPolicy): void => {
  if (findRefund(ledger, command.id) !== undefined) return
  const entry: RefundEntry = {
    id: command.id,
    charge: ledger.promise?.id ?? '',
    amount: command.amount === 'remaining' ? leftOf(ledger, policy) : BigInt(command.amount),
    ask: command,
    statuses: [],
    shares: { fee: null, transfer: null },
  }
  if (command.born.status !== 'requested') takeOn(ledger, entry)
  entry.statuses.push(command.born.status)
  ledger.refunds.push(entry)
}

const directly = (ledger: Ledger, name: LegName, asked: number | 'remaining'): void => {
  const figures = legOf(ledger, name)
  const rest = figures === null ? 0n : figures.total - figures.returned
  ledger.direct.push({ leg: name, amount: asked === 'remaining' ? rest : BigInt(asked) })
}

/** Where a command puts the refund that it is about. */
const nextStatus = (command: Command): string | null => {
  switch (command.type) {
    case 'acknowledge':
      return command.answer.status
    case 'refuse':
      return 'refused'
    case 'succeed':
      return 'succeeded'
    case 'fail':
      return 'failed'
    case 'cancel':
      return 'canceled'
    case 'requireAction':
      return 'requires_action'
    case 'submit':
      return 'pending'
    default:
      return null
  }
}

export const record = (ledger: Ledger, { command, refund, dispute }: Accepted, policy: RefundPolicy): void => {
  const next = nextStatus(command)
  const entry = findRefund(ledger, refund)
  if (next !== null && entry !== undefined) {
    if (command.type === 'acknowledge') takeOn(ledger, entry)
    entry.statuses.push(next)
    return
  }
  switch (command.type) {
    case 'authorize': {
      const { id, currency, at, status } = command
      ledger.promise ??= { id, currency, at, amount: BigInt(command.amount) }
      if (['absent', 'pending'].includes(statusOf(ledger))) ledger.said.push(status)
      return
    }
    case 'capture':
      capture(ledger, command)
      return
    case 'release':
      giveUp(ledger, 'released')
      return
    case 'expire':
      giveUp(ledger, 'expired')
      return
    case 'decline':
      ledger.said.push('failed')
      return
    case 'request':
      request(ledger, command, policy)
      return
    case 'returnFee':
      directly(ledger, 'fee', command.amount)
      return
    case 'reverseTransfer':
      directly(ledger, 'transfer', command.amount)
      return
    case 'open': {
      const { id, currency, stage } = command
      if (findDispute(ledger, id) !== undefined) return
      const charge = ledger.promise?.id ?? ''
      ledger.disputes.push({ id, charge, currency, amount: BigInt(command.amount), statuses: [stage] })
      return
    }
    case 'escalate':
      findDispute(ledger, dispute)?.statuses.push('open')
      return
    case 'close':
      findDispute(ledger, dispute)?.statuses.push(command.outcome)
  }
}

/** Every share that a refund returned, by refund. */
export const sharesOf = (ledger: Ledger) =>
  Object.fromEntries(ownRefunds(ledger).map(({ id, shares }) => [id, { fee: shares.fee, transfer: shares.transfer }]))
