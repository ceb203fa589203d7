/** The laws that a charge shows to be broken by itself: its figures against its status, and against each other. */
import { MAX_MINOR_UNITS } from '../money/minor-units.js'
import type { Charge, ChargeStatus } from '../records/charge.js'
import { earned, type Leg, type LegName } from '../records/leg.js'
import { brokenOf, type Law, noAmount, noCount } from './invariants.js'

/** The laws that a charge breaks, as sentences. Where a figure is none, no other law can be asked. */
export const brokenByCharge = (charge: Charge): readonly string[] => {
  const figures = brokenOf(FIGURES, charge)
  return figures.length > 0
    ? figures
    : [...brokenOf(OF_CHARGE, charge), ...ofLeg(charge, 'fee'), ...ofLeg(charge, 'transfer')]
}

const FIGURES: readonly Law<Charge>[] = [
  ...(['authorized', 'captured', 'released', 'standing', 'unsettled'] as const).map(
    (name): Law<Charge> =>
      (charge) =>
        noAmount(name, charge[name]),
  ),
  ...(['captures', 'refundsStanding', 'refundsMade'] as const).map(
    (name): Law<Charge> =>
      (charge) =>
        noCount(name, charge[name]),
  ),
  ...(['held', 'lost'] as const).map(
    (name): Law<Charge> =>
      ({ disputes }) =>
        noAmount(`disputes.${name}`, disputes[name]),
  ),
  ...(['blocking', 'ever'] as const).map(
    (name): Law<Charge> =>
      ({ disputes }) =>
        noCount(`disputes.${name}`, disputes[name]),
  ),
  ...(['fee', 'transfer'] as const).flatMap((leg) =>
    (['total', 'basis', 'returned', 'returnedDirectly'] as const).map(
      (name): Law<Charge> =>
        (charge) =>
          noAmount(`${leg}.${name}`, charge[leg]?.[name] ?? 0),
    ),
  ),
]

/** Nothing more may be captured, and all that was authorised is accounted for. */
const isOver = (status: ChargeStatus): boolean => status === 'captured' || status === 'released' || status === 'expired'

const mayHaveCaptured = (status: ChargeStatus): boolean => status === 'authorized' || status === 'captured'

const OF_CAPTURE: readonly Law<Charge>[] = [
  ({ authorized }) => authorized === 0 && 'authorized is 0',
  ({ authorized, captured, released }) =>
    captured + released > authorized &&
    `captured ${captured} and released ${released} are more than authorized ${authorized}`,
  ({ status, authorized, captured, released }) =>
    isOver(status) &&
    captured + released < authorized &&
    `captured ${captured} and released ${released} are less than authorized ${authorized}, and status is ${status}`,
  ({ status, released }) => !isOver(status) && released > 0 && `released ${released} is not 0, and status is ${status}`,
  ({ status, captured }) => status === 'captured' && captured === 0 && 'captured is 0, and status is captured',
  ({ status, captured }) =>
    !mayHaveCaptured(status) && captured > 0 && `captured ${captured} is not 0, and status is ${status}`,
  // Each capture that counts took at least 1.
  ({ captured, captures }) => captures > captured && `captures ${captures} are more than captured ${captured}`,
  ({ captured, captures }) => captured > 0 && captures === 0 && `captures is 0, and captured is ${captured}`,
  ({ captured, capturedAt }) =>
    captured > 0 && capturedAt === null && `capturedAt is null, and captured is ${captured}`,
  ({ captured, capturedAt }) =>
    captured === 0 && capturedAt !== null && `capturedAt is ${capturedAt}, and captured is 0`,
]

const OF_REFUNDS: readonly Law<Charge>[] = [
  ({ standing, captured }) => standing > captured && `standing ${standing} is more than captured ${captured}`,
  ({ unsettled, standing }) => unsettled > standing && `unsettled ${unsettled} is more than standing ${standing}`,
  ({ refundsStanding, refundsMade }) =>
    refundsStanding > refundsMade && `refundsStanding ${refundsStanding} are more than refundsMade ${refundsMade}`,
  ({ refundsMade, captured }) =>
    captured === 0 && refundsMade > 0 && `refundsMade is ${refundsMade}, and captured is 0`,
  // Each refund is of at least 1.
  ({ refundsStanding, standing }) =>
    refundsStanding > standing && `refundsStanding ${refundsStanding} are more than standing ${standing}`,
  ({ refundsStanding, standing }) =>
    standing > 0 && refundsStanding === 0 && `refundsStanding is 0, and standing is ${standing}`,
  ({ unsettled, standing, refundsStanding }) =>
    refundsStanding === 1 &&
    isPart(unsettled, standing) &&
    `unsettled ${unsettled} is a part of standing ${standing}, and refundsStanding is 1`,
]

/** What one refund or dispute cannot be: it counts as a whole or not at all. */
const isPart = (part: number, whole: number): boolean => part > 0 && part < whole

const OF_DISPUTES: readonly Law<Charge>[] = [
  ({ disputes: { blocking, ever } }) =>
    blocking > ever && `disputes.blocking ${blocking} are more than disputes.ever ${ever}`,
  ({ disputes: { ever }, captured }) => captured === 0 && ever > 0 && `disputes.ever is ${ever}, and captured is 0`,
  ({ disputes: { held, lost } }) =>
    held + lost > MAX_MINOR_UNITS && `disputes.held ${held} and disputes.lost ${lost} are more than ${MAX_MINOR_UNITS}`,
  // Each dispute is of at least 1, and either open or lost.
  ({ disputes: { blocking, held, lost } }) =>
    blocking > held + lost &&
    `disputes.blocking ${blocking} are more than disputes.held ${held} and disputes.lost ${lost} come to`,
  ({ disputes: { blocking, held, lost } }) =>
    blocking === 0 &&
    held + lost > 0 &&
    `disputes.blocking is 0, and disputes.held ${held} and disputes.lost ${lost} are not`,
  ({ disputes: { blocking, held, lost } }) =>
    blocking === 1 &&
    held > 0 &&
    lost > 0 &&
    `disputes.held ${held} and disputes.lost ${lost} are of two disputes, and disputes.blocking is 1`,
]

const OF_CHARGE: readonly Law<Charge>[] = [...OF_CAPTURE, ...OF_REFUNDS, ...OF_DISPUTES]

const ofLeg = (charge: Charge, name: LegName): readonly string[] => {
  const leg = charge[name]
  return leg === null ? [] : brokenOf(OF_LEG, { charge, name, leg })
}

const OF_LEG: readonly Law<{ readonly charge: Charge; readonly name: LegName; readonly leg: Leg }>[] = [
  ({ charge, name }) => charge.captured === 0 && `${name} is not null, and captured is 0`,
  ({ name, leg }) => leg.total === 0 && `${name}.total is 0`,
  ({ charge, name, leg }) =>
    leg.currency === charge.currency &&
    leg.total > charge.captured &&
    `${name}.total ${leg.total} is more than captured ${charge.captured}, in the same currency`,
  ({ name, leg }) =>
    leg.returned > leg.total && `${name}.returned ${leg.returned} is more than ${name}.total ${leg.total}`,
  ({ name, leg }) =>
    leg.returnedDirectly > leg.returned &&
    `${name}.returnedDirectly ${leg.returnedDirectly} is more than ${name}.returned ${leg.returned}`,
  ({ charge, name, leg }) =>
    charge.refundsMade === 0 &&
    leg.returnedDirectly < leg.returned &&
    `${name}.returnedDirectly ${leg.returnedDirectly} is less than ${name}.returned ${leg.returned}, and refundsMade is 0`,
  ({ charge, name, leg }) =>
    leg.basis > charge.standing && `${name}.basis ${leg.basis} is more than standing ${charge.standing}`,
  ({ charge, name, leg }) =>
    charge.refundsStanding === 1 &&
    isPart(leg.basis, charge.standing) &&
    `${name}.basis ${leg.basis} is a part of standing ${charge.standing}, and refundsStanding is 1`,
  ({ charge, name, leg }) =>
    leg.basis === charge.captured &&
    leg.returned < leg.total &&
    `${name}.returned ${leg.returned} is less than ${name}.total ${leg.total}, and ${name}.basis is all of captured`,
  // A later capture may send out a larger share than refunds before it brought back; the next refund catches up.
  ({ charge, name, leg }) =>
    charge.captures === 1 &&
    leg.returned < earned(leg, charge.captured) &&
    `${name}.returned ${leg.returned} is less than ${earned(leg, charge.captured)}, which ${name}.basis ${leg.basis} of captured ${charge.captured} comes to`,
]
