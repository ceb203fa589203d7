/** From Stripe's charge to the law's. */
import * as E from 'fp-ts/lib/Either.js'
import { flow } from 'fp-ts/lib/function.js'
import type { Either } from '../domain/either.js'
import { minus, ZERO } from '../domain/money/minor-units.js'
import type { Charge, ChargeStatus } from '../domain/records/charge.js'
import { assumed, type BesideCharge, type Reading, said } from './beside-charge.js'
import { besideFaults, contradictions } from './contradictions.js'
import { readDisputes } from './read-disputes.js'
import { capturedOf, releasesCounted, standingOf } from './read-figures.js'
import { isExpanded, readFee, readTransfer, unknownLegs } from './read-legs.js'
import { readRefunds } from './read-refunds.js'
import { shapeOf, unless } from './shape.js'
import { type ApiVersion, NEWEST_API_VERSION } from './version.js'
import { WireCharge } from './wire-charge.js'
import type { InvalidWire, WireError } from './wire-error.js'

/** A charge of Stripe's as the law sees it, and all that is needed to write it back. */
export interface DecodedCharge {
  readonly charge: Charge
  /** The very object that was decoded, with every field that the law does not know. */
  readonly wire: WireCharge
  readonly version: ApiVersion
  /** What the object does not say and nobody said beside it: the likeliest value was taken. `docs/differences.md` lists them. */
  readonly assumed: readonly (keyof BesideCharge)[]
}

/** How to read a charge. */
export interface DecodeChargeOptions {
  /** The API version that answered. Default: the newest. */
  readonly version?: ApiVersion
  /** What is known beside the object. It goes before what the object says. */
  readonly beside?: Partial<BesideCharge>
}

/**
 * Reads a charge as Stripe answers it.
 *
 * A charge whose numbers contradict each other is refused, by the field that is off.
 *
 * @example
 * const json = { id: 'ch_1', object: 'charge', amount: 1000, amount_captured: 1000, amount_refunded: 300, captured: true,
 *   created: 1760000000, currency: 'usd', disputed: false, paid: true, refunded: false, status: 'succeeded' }
 * rightOf(decodeCharge(json)).charge.standing // => 300
 * rightOf(decodeCharge(json)).assumed // => ['unsettled', 'refundsStanding', 'refundsMade']
 * leftOf(decodeCharge({ ...json, amount_refunded: 2000 }))[0].path // => 'charge.amount_refunded'
 * @since 0.1.0
 * @category charge
 */
export const decodeCharge = (
  json: unknown,
  { version = NEWEST_API_VERSION, beside = {} }: DecodeChargeOptions = {},
): Either<WireError, DecodedCharge> => decode(version, beside)(json)

const decode = (
  version: ApiVersion,
  beside: Partial<BesideCharge>,
): ((json: unknown) => Either<WireError, DecodedCharge>) =>
  flow(shapeOf(WireCharge, 'charge'), E.chain(unless(faultsUnder(version, beside))), E.map(readUnder(version, beside)))

const faultsUnder =
  (version: ApiVersion, beside: Partial<BesideCharge>) =>
  (wire: WireCharge): readonly InvalidWire[] => [
    ...contradictions(wire, version),
    ...unknownLegs(wire, { fee: beside.fee !== undefined, transfer: beside.transfer !== undefined }),
    ...besideFaults(wire, version, beside),
  ]

const readUnder =
  (version: ApiVersion, beside: Partial<BesideCharge>) =>
  (wire: WireCharge): DecodedCharge => {
    const readings = read(wire, version)
    const facts = factsOf(readings, beside)
    const names = Object.keys(readings) as readonly (keyof BesideCharge)[]
    return {
      charge: chargeFrom(wire, version, facts),
      wire,
      version,
      assumed: names.filter((name) => !readings[name].said && beside[name] === undefined),
    }
  }

type Readings = { readonly [Name in keyof BesideCharge]: Reading<BesideCharge[Name]> }

const read = (wire: WireCharge, version: ApiVersion): Readings => {
  const { value: counts, said: isSaid } = readRefunds(wire, version)
  const counted = <Value>(value: Value): Reading<Value> => (isSaid ? said(value) : assumed(value))
  return {
    unsettled: standingOf(wire, version) === 0 ? said(ZERO) : counted(counts.unsettled),
    refundsStanding: standingOf(wire, version) === 0 ? said(0) : counted(counts.refundsStanding),
    refundsMade: counted(counts.refundsMade),
    captures: readCaptures(wire),
    capturedAt: readCapturedAt(wire),
    ended: readEnd(wire, version),
    fee: readFee(wire, version),
    transfer: readTransfer(wire, version),
    disputes: readDisputes(wire),
  }
}

/** By name: a whole charge is a value of `beside`'s type as well, and its other amounts must not go before the wire's. */
const factsOf = (readings: Readings, beside: Partial<BesideCharge>): BesideCharge => {
  const fact = <Name extends keyof BesideCharge>(name: Name): BesideCharge[Name] =>
    beside[name] === undefined ? readings[name].value : (beside[name] as BesideCharge[Name])
  return {
    unsettled: fact('unsettled'),
    refundsStanding: fact('refundsStanding'),
    refundsMade: fact('refundsMade'),
    captures: fact('captures'),
    capturedAt: fact('capturedAt'),
    ended: fact('ended'),
    fee: fact('fee'),
    transfer: fact('transfer'),
    disputes: fact('disputes'),
  }
}

/** One, unless several were possible: then how many there were is not said. */
const readCaptures = (wire: WireCharge): Reading<number> => {
  if (capturedOf(wire) === 0) return said(0)
  const mayBeSeveral = !wire.captured || wire.payment_method_details?.card?.multicapture?.status === 'available'
  return mayBeSeveral ? assumed(1) : said(1)
}

/** With the charge, unless it was captured by hand: then when is not said. */
const readCapturedAt = (wire: WireCharge): Reading<Charge['capturedAt']> => {
  if (capturedOf(wire) === 0) return said(null)
  const byHand =
    typeof wire.payment_method_details?.card?.capture_before === 'number' || wire.amount_captured < wire.amount
  return byHand ? assumed(wire.created) : said(wire.created)
}

/** Since API 2025-03-31 an authorisation that is over looks like one that is open, but for its payment intent. */
const readEnd = (wire: WireCharge, version: ApiVersion): Reading<BesideCharge['ended']> => {
  const { captured, payment_intent: intent } = wire
  if (wire.status !== 'succeeded' || captured || wire.amount_captured > 0) return said(null)
  if (releasesCounted(wire, version) > 0) {
    const isExpired = wire.refunds?.data.some(({ reason }) => reason === 'expired_uncaptured_charge') ?? false
    return wire.refunds ? said(isExpired ? 'expired' : 'released') : assumed('released')
  }
  if (!isExpanded(intent)) return assumed(null)
  if (intent.status !== 'canceled') return said(null)
  return said(intent.cancellation_reason === 'expired' ? 'expired' : 'released')
}

const chargeFrom = (wire: WireCharge, version: ApiVersion, { ended, ...facts }: BesideCharge): Charge => {
  const status = statusOf(wire, ended)
  const isOver = status === 'captured' || status === 'released' || status === 'expired'
  const charge = {
    id: wire.id,
    currency: wire.currency,
    authorized: wire.amount,
    captured: capturedOf(wire),
    released: isOver ? minus(wire.amount, wire.amount_captured) : ZERO,
    standing: standingOf(wire, version),
    createdAt: wire.created,
    ...facts,
  }
  return status === 'failed' ? { ...charge, status, failure: wire.failure_code ?? 'unknown' } : { ...charge, status }
}

const statusOf = (wire: WireCharge, ended: BesideCharge['ended']): ChargeStatus => {
  if (wire.status !== 'succeeded') return wire.status
  return wire.captured ? 'captured' : (ended ?? 'authorized')
}
