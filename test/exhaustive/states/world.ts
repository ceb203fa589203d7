/** A world: what of a charge only captures, releases and the like change. And the records that stand for a state of it. */
import type { Books, Charge, ChargeDisputes, Command, Dispute, Leg, LegName, Refund } from '../../../src/index.js'
import { ch_1, usd_ } from '../../fixtures.js'
import { CREATED, NOW, units } from '../bounds.js'
import type { Sums } from './bags.js'
import { note, PART, watched } from './reads.js'
import { BESIDE } from './records.js'

export interface World {
  readonly status: Charge['status']
  readonly authorized: number
  readonly captured: number
  readonly captures: number
  /** What went out in all; 0 for no such leg. */
  readonly fee: number
  readonly transfer: number
}

/** What of a leg's state the refunds do not determine: how much came back, and whether any of it did so directly. */
export interface LegState {
  readonly returned: number
  readonly direct: boolean
}

export const legStates = (total: number): number => (total === 0 ? 1 : 2 * (total + 1))
export const legNumber = ({ returned, direct }: LegState): number => 2 * returned + (direct ? 1 : 0)
export const legState = (number: number): LegState => ({ returned: number >> 1, direct: number % 2 === 1 })

/** A charge of a world, by what its refunds come to and how its legs stand. */
export interface Place {
  readonly world: World
  readonly sums: Sums
  readonly fee: number
  readonly transfer: number
  /** The records that stand for it, once they are made. */
  readonly charges: Map<ChargeDisputes, Stored[]>
}

/** Books twice: as they are, and with a charge that notes what is read of it. */
export interface Given {
  readonly before: Books
  /** For deciding alone: evolving copies all of a charge. */
  readonly asked: Books
  /** Requests accepted on these books, so that what no policy changes is not asserted again under every policy. */
  readonly accepted?: Map<Command, unknown>
}

/** The charge of a place, and the same noting what is read of it. */
export interface Stored {
  readonly charge: Charge
  readonly asked: Charge
  /** The books of a fresh request: without a refund. */
  readonly fresh: Given
}

export const booksOf = (
  { charge, asked }: Pick<Stored, 'charge' | 'asked'>,
  refund: Refund | null = BESIDE.refund,
  dispute: Dispute | null = BESIDE.dispute,
): Given => ({
  before: Object.freeze({ charge, refund, dispute }),
  asked: Object.freeze({ charge: asked, refund, dispute }),
})

export const nameOf = ({ status, authorized, captured, captures, fee, transfer }: World): string =>
  `${authorized} authorised, ${status}, ${captured} captured in ${captures}, fee ${fee}, transfer ${transfer}`

const releasedIn = ({ status, authorized, captured }: World): number =>
  status === 'captured' || status === 'released' || status === 'expired' ? authorized - captured : 0

const legs = new Map<number, Leg>()

const legOf = (name: LegName, total: number, basis: number, number: number): Leg | null => {
  if (total === 0) return null
  const key = ((total * 1000 + basis) * 1000 + number) * 2 + (name === 'fee' ? 0 : 1)
  const known = legs.get(key)
  if (known !== undefined) return known
  const { returned, direct } = legState(number)
  const leg = watched<Leg>(
    {
      total: units(total),
      basis: units(basis),
      returned: units(returned),
      // The law may only ask whether it is more than 0: the rest is not kept.
      returnedDirectly: units(direct ? 1 : 0),
      currency: usd_,
    },
    PART[name],
    // The same in all of a world.
    { total: 0, currency: 0 },
  )
  legs.set(key, leg)
  return leg
}

export const disputesOf = ({ blocking, held, lost, ever }: DisputeTotals): ChargeDisputes =>
  watched({ blocking, held: units(held), lost: units(lost), ever }, PART.disputes, { ever: PART.ever })

export interface DisputeTotals {
  readonly blocking: number
  readonly held: number
  readonly lost: number
  readonly ever: number
}

export const UNDISPUTED = disputesOf({ blocking: 0, held: 0, lost: 0, ever: 0 })

/** The charge at a place, with `dead` refunds that stand no more. */
export const storedAt = (place: Place, disputes: ChargeDisputes = UNDISPUTED, dead = 0): Stored => {
  const known = place.charges.get(disputes) ?? []
  if (known.length === 0) place.charges.set(disputes, known)
  const stored = known[dead] ?? newStored(place, disputes, dead)
  known[dead] = stored
  return stored
}

const newStored = ({ world, sums, fee, transfer }: Place, disputes: ChargeDisputes, dead: number): Stored => {
  const { status, authorized, captured, captures } = world
  const refundsMade = sums.refunds + dead
  const capturedAt = captured > 0 ? NOW : null
  const facts = {
    id: ch_1,
    currency: usd_,
    authorized: units(authorized),
    captured: units(captured),
    captures,
    released: units(releasedIn(world)),
    standing: units(sums.standing),
    unsettled: units(sums.unsettled),
    refundsStanding: sums.refunds,
    refundsMade,
    fee: legOf('fee', world.fee, sums.feeBasis, fee),
    transfer: legOf('transfer', world.transfer, sums.transferBasis, transfer),
    disputes,
    createdAt: CREATED,
    capturedAt,
  }
  const charge: Charge = status === 'failed' ? { ...facts, status, failure: 'card_declined' } : { ...facts, status }
  const { standing, unsettled, refundsStanding } = charge
  const asked: Charge = {
    ...charge,
    get standing() {
      note(PART.sums)
      return standing
    },
    get unsettled() {
      note(PART.sums)
      return unsettled
    },
    get refundsStanding() {
      note(PART.sums)
      return refundsStanding
    },
    get refundsMade() {
      note(PART.history | PART.sums)
      return refundsMade
    },
    get capturedAt() {
      note(PART.history)
      return capturedAt
    },
  }
  Object.freeze(charge)
  Object.freeze(asked)
  return { charge, asked, fresh: { ...booksOf({ charge, asked }, null), accepted: new Map() } }
}

const worlds = new Map<string, World>()

/** The world that a charge is in, always the same object; null when captures and releases lead to no such facts. */
export const worldOf = (charge: Charge): World | null => {
  const { status, authorized, captured, captures, fee, transfer } = charge
  const world = { status, authorized, captured, captures, fee: fee?.total ?? 0, transfer: transfer?.total ?? 0 }
  if (charge.released !== releasedIn(world)) return null
  const known = worlds.get(nameOf(world)) ?? world
  worlds.set(nameOf(world), known)
  return known
}

export const legNumberOf = (leg: Leg | null): number =>
  leg === null ? 0 : legNumber({ returned: leg.returned, direct: leg.returnedDirectly > 0 })
