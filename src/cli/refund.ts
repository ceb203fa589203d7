/** `refund-machine refund`: one decision on a Stripe charge. */
import {
  type Charge,
  type Command,
  type Either,
  epochSeconds,
  isLeft,
  left,
  type MinorUnits,
  type Refund,
  type Refunded,
  refund,
  refundId,
  requestRefund,
  right,
} from '../index.js'
import {
  type DecodedCharge,
  type DecodedRefund,
  decodeCharge,
  decodeRefund,
  encodeCharge,
  encodeRefund,
  isWireable,
  type WireError,
  withRefundListed,
} from '../stripe/index.js'
import { minorTyped, unitsTyped } from './amounts.js'
import type { Io } from './io.js'
import { memberOf, notThat, readJson } from './read-json.js'
import { type RefundOptions, refundOptions } from './refund-options.js'
import { accepted, type OnTheWire, refused } from './refund-output.js'
import { short } from './text.js'

/** The exit code, or what was not understood, in one sentence. */
export const refundCommand = async (args: readonly string[], io: Io): Promise<Either<string, number>> => {
  const options = refundOptions(args)
  if (isLeft(options)) return options
  const { file, known: knownFile, version, policy } = options.right
  if (knownFile === '-' && (file === null || file === '-'))
    return left('--known and the charge are both standard input')
  const on = await read(file, 'charge', io, (json) => decodeCharge(json, { version }))
  if (isLeft(on)) return on
  const before = knownFile === null ? right(null) : await read(knownFile, 'refund', io, (json) => decodeRefund(json))
  if (isLeft(before)) return before
  const request = requestOf(options.right, on.right.charge, before.right, io)
  if (isLeft(request)) return request

  const known = before.right === null ? null : askedAs(before.right.refund, request.right)
  const decided = refund(on.right.charge, request.right, { known, policy })
  if (isLeft(decided)) return right(refused(decided.left, on.right, options.right, io))
  return right(accepted(decided.right, onTheWire(decided.right, on.right, before.right), on.right, options.right, io))
}

const read = async <A>(
  file: string | null,
  member: 'charge' | 'refund',
  io: Io,
  decode: (json: unknown) => Either<WireError, A>,
): Promise<Either<string, A>> => {
  const json = await readJson(file, io)
  if (isLeft(json)) return json
  const object = memberOf(json.right, member)
  const decoded = decode(object)
  return isLeft(decoded) ? left(notThat(file, object, decoded.left)) : decoded
}

const requestOf = (
  options: RefundOptions,
  charge: Charge,
  known: DecodedRefund | null,
  io: Io,
): Either<string, Command<'request'>> => {
  const amount = amountOf(options, charge)
  if (isLeft(amount)) return amount
  if (known !== null && options.id !== null && options.id !== known.refund.id)
    return left(`--known is refund ${short(known.refund.id)}, and --id is ${short(options.id)}`)
  const id = refundId(options.id ?? known?.refund.id ?? io.newRefundId())
  if (isLeft(id)) return left(`--id is ${id.left.problem === 'empty' ? 'empty' : 'too long'}`)
  const at = options.at === null ? epochSeconds(io.now()) : right(options.at)
  if (isLeft(at)) return left('the clock of this machine is off; give --at')
  const { reason, legs, metadata } = options
  const { currency } = charge
  // As Stripe answers for a card: on its way to the customer's bank.
  const born = { status: 'succeeded' } as const
  return right(
    requestRefund({ id: id.right, amount: amount.right, currency, reason, legs, metadata, born, at: at.right }),
  )
}

const amountOf = (
  { amount, minor, policy }: RefundOptions,
  { currency }: Charge,
): Either<string, MinorUnits | 'remaining'> => {
  if (minor !== null) return named('--minor', minorTyped(minor))
  return amount === null ? right('remaining') : named('--amount', unitsTyped(amount, currency, policy.currencies))
}

const named = <A>(option: string, result: Either<string, A>): Either<string, A> =>
  isLeft(result) ? left(`${option}: ${result.left}`) : result

/**
 * The known refund, asked for as far as the wire tells. Whether it was asked for as all that remained, and with which legs,
 * is not on the wire: there it is taken as asked for now, since then nothing happens.
 */
const askedAs = (known: Refund, request: Command<'request'>): Refund => ({
  ...known,
  asked: {
    ...known.asked,
    amount: request.amount === 'remaining' ? 'remaining' : known.asked.amount,
    legs: request.legs,
  },
})

const onTheWire = (decided: Refunded, on: DecodedCharge, before: DecodedRefund | null): OnTheWire => {
  const isNew = decided.events.length > 0
  if (!isNew && before !== null) return { charge: on.wire, refund: before.wire }
  // Born succeeded, so Stripe knows it.
  if (!isWireable(decided.refund)) return { charge: on.wire, refund: null }
  const wire = encodeRefund(decided.refund, on)
  return { charge: encodeCharge(decided.charge, { ...on, wire: withRefundListed(on.wire, wire) }), refund: wire }
}
