/** Numbers of a charge that can't all be true. Each is named by the field that is off against the others. */
import { type MinorUnits, minus, problemOf } from '../domain/money/minor-units.js'
import type { BesideCharge } from './beside-charge.js'
import { idOf } from './codecs.js'
import { blocks } from './read-disputes.js'
import { capturedOf, releasesCounted, standingOf } from './read-figures.js'
import { isExpanded } from './read-legs.js'
import { listedStanding } from './read-refunds.js'
import { type ApiVersion, countsReleases } from './version.js'
import type { WireCharge } from './wire-charge.js'
import { type InvalidWire, invalidWire } from './wire-error.js'

/** A fault where the condition holds. */
const faultIf = (isWrong: boolean, field: string, expected: string, value: unknown): readonly InvalidWire[] =>
  isWrong ? [invalidWire(field, expected, value)] : []

/** All that contradicts itself in the object. */
export const contradictions = (wire: WireCharge, version: ApiVersion): readonly InvalidWire[] => [
  ...ofCapture(wire),
  ...ofRefunds(wire, version),
  ...ofList(wire),
  ...ofLegs(wire),
  ...ofDispute(wire),
]

const ofCapture = ({ amount, amount_captured: captured, ...wire }: WireCharge): readonly InvalidWire[] => [
  ...faultIf(amount === 0, 'charge.amount', 'at least 1', amount),
  ...faultIf(captured > amount, 'charge.amount_captured', `at most ${amount}, the amount`, captured),
  ...faultIf(
    wire.status === 'succeeded' && wire.captured && captured === 0,
    'charge.amount_captured',
    'at least 1, since captured is true',
    captured,
  ),
]

const ofRefunds = (wire: WireCharge, version: ApiVersion): readonly InvalidWire[] => {
  const { amount_refunded: refunded, status } = wire
  if (status !== 'succeeded')
    return faultIf(refunded > 0, 'charge.amount_refunded', `0, since status is ${JSON.stringify(status)}`, refunded)
  const released = releasesCounted(wire, version)
  const most = capturedOf(wire) + released
  const basis = countsReleases(version) ? 'what was captured or released' : 'what was captured'
  return [
    ...faultIf(refunded > most, 'charge.amount_refunded', `at most ${most}, ${basis} under API ${version}`, refunded),
    ...faultIf(refunded < released, 'charge.amount_refunded', `at least ${released}, what was released`, refunded),
    ...(refunded > most ? [] : ofFlag(wire, minus(wire.amount_captured, standingOf(wire, version)), released)),
  ]
}

/** `refunded` against what is left. A charge of which a part was captured may say either when nothing is left. */
const ofFlag = (wire: WireCharge, rest: MinorUnits, released: MinorUnits): readonly InvalidWire[] => {
  const { captured, refunded, amount, amount_captured: taken } = wire
  const isRelease = released > 0 && taken === 0
  return [
    ...faultIf(refunded && !captured && !isRelease, 'charge.refunded', 'false, since captured is false', refunded),
    ...faultIf(refunded && rest > 0, 'charge.refunded', `false, since ${rest} is left`, refunded),
    ...faultIf(
      !refunded && captured && rest === 0 && taken === amount,
      'charge.refunded',
      'true, since nothing is left',
      refunded,
    ),
  ]
}

const ofList = (wire: WireCharge): readonly InvalidWire[] => {
  const refunds = wire.refunds?.data ?? []
  const listed = listedStanding(wire)
  return [
    ...faultIf(
      listed > wire.amount_refunded,
      'charge.amount_refunded',
      `at least ${listed}, what the listed refunds come to`,
      wire.amount_refunded,
    ),
    ...refunds.flatMap(({ id, charge, currency }, index) => [
      ...faultIf(
        refunds.findIndex((other) => other.id === id) < index,
        `charge.refunds.data.${index}.id`,
        'each refund once',
        id,
      ),
      ...faultIf(!isOf(charge, wire), `charge.refunds.data.${index}.charge`, `"${wire.id}"`, charge),
      ...faultIf(currency !== wire.currency, `charge.refunds.data.${index}.currency`, `"${wire.currency}"`, currency),
    ]),
  ]
}

const isOf = (charge: Parameters<typeof idOf>[0], wire: WireCharge): boolean => {
  const id = idOf(charge)
  return id === null || id === wire.id
}

const ofLegs = (wire: WireCharge): readonly InvalidWire[] => {
  const { application_fee: fee, transfer } = wire
  return [
    ...(isExpanded(fee) ? ofLeg(wire, 'application_fee', fee, 'amount_refunded', fee.amount_refunded) : []),
    ...(isExpanded(transfer) ? ofLeg(wire, 'transfer', transfer, 'amount_reversed', transfer.amount_reversed) : []),
  ]
}

const ofLeg = (
  wire: WireCharge,
  field: string,
  { amount, currency }: { readonly amount: MinorUnits; readonly currency: string },
  back: string,
  returned: MinorUnits,
): readonly InvalidWire[] => {
  const captured = capturedOf(wire)
  const isTooMuch = currency === wire.currency && captured > 0 && amount > captured
  return [
    ...faultIf(isTooMuch, `charge.${field}.amount`, `at most ${captured}, what was captured`, amount),
    ...faultIf(returned > amount, `charge.${field}.${back}`, `at most ${amount}, its amount`, returned),
  ]
}

const ofDispute = (wire: WireCharge): readonly InvalidWire[] => {
  const { dispute } = wire
  if (!isExpanded(dispute)) return []
  return [
    ...faultIf(!isOf(dispute.charge, wire), 'charge.dispute.charge', `"${wire.id}"`, dispute.charge),
    ...faultIf(dispute.currency !== wire.currency, 'charge.dispute.currency', `"${wire.currency}"`, dispute.currency),
    ...faultIf(!wire.disputed && blocks(dispute), 'charge.disputed', 'true, since the dispute blocks', wire.disputed),
  ]
}

/** What was handed in beside the object and does not fit it. */
export const besideFaults = (
  wire: WireCharge,
  version: ApiVersion,
  { unsettled, ended, fee, transfer }: Partial<BesideCharge>,
): readonly InvalidWire[] => {
  const standing = standingOf(wire, version)
  const isOpen = wire.status === 'succeeded' && !wire.captured && wire.amount_captured === 0
  return [
    ...faultIf(
      unsettled !== undefined && (problemOf(unsettled) !== null || unsettled > standing),
      'beside.unsettled',
      `a whole number from 0 to ${standing}, what is refunded`,
      unsettled,
    ),
    ...faultIf(!isOpen && (ended ?? null) !== null, 'beside.ended', 'null, since it is no open authorisation', ended),
    ...[
      { name: 'fee', leg: fee },
      { name: 'transfer', leg: transfer },
    ].flatMap(({ name, leg }) =>
      leg === null || leg === undefined
        ? []
        : [
            ...faultIf(
              problemOf(leg.returned) !== null || leg.returned > leg.total,
              `beside.${name}.returned`,
              `a whole number from 0 to ${leg.total}, its total`,
              leg.returned,
            ),
            ...faultIf(
              problemOf(leg.basis) !== null || leg.basis > standing,
              `beside.${name}.basis`,
              `a whole number from 0 to ${standing}, what is refunded`,
              leg.basis,
            ),
          ],
    ),
  ]
}
