/** Every request at a place: under every policy, with every amount, legs and birth. */
import type { ChargeDisputes, Command } from '../../../src/index.js'
import { type Bounds, type Case, casesOf, LATE, NOW, readsMore } from '../bounds.js'
import { brokenRefundable } from '../laws/request.js'
import { plusKind } from '../states/bags.js'
import {
  type Alike,
  forgetReads,
  LEGS_OF_CHARGE,
  type Memo,
  namesOf,
  OF_PLACE,
  PART,
  readsNoted,
} from '../states/reads.js'
import { amountsUpTo, BORN, kindNumberOf, NO_BIRTH, requestOf } from '../states/records.js'
import { type Place, storedAt } from '../states/world.js'
import { type Answer, answerAt, type Landing, legsAfter, noteReads, READS } from './answers.js'
import { BrokenLaw, type Check, evaluate } from './evaluate.js'

/** A request whose answer depends on the legs of the charge. */
interface Site {
  readonly ofCase: Case
  readonly disputes: ChargeDisputes
  readonly command: Command<'request'>
  readonly memo: Memo<Answer<Landing>>
}

/** The requests of all places that differ in their legs alone: what the legs cannot change, and the sites they can. */
export interface Requests {
  readonly settled: Answer<Landing>
  readonly sites: readonly Site[]
}

/** Requests that differ in the legs they ask for alone. */
type ByLegs = readonly Command<'request'>[]

/** By lateness, then by amount and birth. */
export type RequestTable = readonly (readonly ByLegs[])[]

export const requestTable = ({ amount }: Bounds): RequestTable =>
  [NOW, LATE].map((at) =>
    amountsUpTo(amount).flatMap((asked) =>
      [...BORN, NO_BIRTH].map((born) => [0, 1, 2, 3].map((legs) => requestOf(asked, legs, born, at))),
    ),
  )

/** For each of what disputes may come to, in the order of `disputes`. */
export const requestsAt = (
  check: Check,
  place: Place,
  disputes: readonly ChargeDisputes[],
  table: RequestTable,
  alike: Alike,
): readonly Requests[] => {
  const all = disputes.map((totals) => ({ totals, settled: newSum(), sites: [] as Site[] }))
  for (const [number, ofCase] of casesOf(check.bounds).entries()) {
    for (const totals of disputes) assertRefundable(check, place, totals, ofCase)
    for (const [group, byLegs] of (table[ofCase.at === NOW ? 0 : 1] ?? []).entries()) {
      const key = (number * 1000 + group) * 1000
      for (const [index, { totals, settled, sites }] of all.entries()) {
        const known = alike.has(key) || alike.has(key + index + 1)
        const read = known ? 0 : refusedReading(check, place, { ofCase, disputes: totals }, byLegs)
        if (read === null) siteEach(check, place, { ofCase, disputes: totals }, byLegs, settled, sites)
        else settled.refused += byLegs.length
        if (read === null || known || (read & OF_PLACE) !== 0) continue
        alike.set((read & PART.disputes) === 0 ? key : key + index + 1, false)
      }
    }
  }
  return all.map(({ settled, sites }) => ({ settled: summed(settled), sites }))
}

/** Asks for each of the legs. Where the answer read the charge's legs, it is asked again at other places. */
const siteEach = (
  check: Check,
  place: Place,
  of: Pick<Site, 'ofCase' | 'disputes'>,
  byLegs: ByLegs,
  settled: Sum,
  sites: Site[],
): void => {
  for (const command of byLegs) {
    const site: Site = { ...of, command, memo: {} }
    const answer = answerAt(site.memo, place, () => ask(check, place, site))
    if ((answer.reads & LEGS_OF_CHARGE) === 0) add(settled, answer)
    else sites.push(site)
  }
}

/** What all requests at a place lead to. */
export const landingsAt = (check: Check, place: Place, { settled, sites }: Requests): Answer<Landing> => {
  const sum = newSum()
  add(sum, settled)
  for (const site of sites) {
    const answer = answerAt(site.memo, place, () => ask(check, place, site))
    add(sum, answer)
  }
  return summed(sum)
}

interface Sum {
  accepted: number
  refused: number
  /** By what tells one from the others. */
  readonly to: Map<number, Landing>
}
const newSum = (): Sum => ({ accepted: 0, refused: 0, to: new Map() })
const summed = ({ accepted, refused, to }: Sum): Answer<Landing> => ({
  reads: 0,
  accepted,
  refused,
  to: [...to.values()],
})

const add = (sum: Sum, { accepted, refused, to }: Answer<Landing>): void => {
  sum.accepted += accepted
  sum.refused += refused
  for (const landing of to) sum.to.set((landing.kind * 1000 + landing.fee) * 1000 + landing.transfer, landing)
}

/** What a refusal read that did not read the legs asked for, and so refuses all of them alike; null for other answers. */
const refusedReading = (
  check: Check,
  place: Place,
  of: Pick<Site, 'ofCase' | 'disputes'>,
  [command]: ByLegs,
): number | null => {
  if (command === undefined) return null
  const { reads, accepted } = ask(check, place, { ...of, command })
  return accepted > 0 || (reads & (PART.legs | LEGS_OF_CHARGE)) !== 0 ? null : reads
}

const ask = (check: Check, place: Place, { ofCase, disputes, command }: Omit<Site, 'memo'>): Answer<Landing> => {
  const { policy, dead } = ofCase
  const evaluated = evaluate(check, command, storedAt(place, disputes, dead).fresh, policy)
  const { reads, refusal, after } = evaluated
  noteReads(check, evaluated, READS.request | (readsMore(policy) ? PART.history : 0))
  if (refusal !== null) return { reads, accepted: 0, refused: 1, to: [] }
  const kind = after.refund === null ? null : kindNumberOf(after.refund)
  if (kind === null) throw new BrokenLaw('an accepted request makes a refund that stands', evaluated)
  return { reads, accepted: 1, refused: 0, to: [{ kind, ...legsAfter(evaluated, plusKind(place.sums, kind)) }] }
}

const assertRefundable = (check: Check, place: Place, disputes: ChargeDisputes, { policy, at, dead }: Case): void => {
  const { law } = check
  const { charge, asked } = storedAt(place, disputes, dead)
  const before = { charge, refund: null, dispute: null }
  forgetReads()
  law.refundable?.(asked, policy, at)
  const beyond = readsNoted() & ~(PART.sums | PART.disputes | (readsMore(policy) ? PART.history : 0))
  const broken =
    beyond === 0
      ? brokenRefundable(law, charge, policy, at)
      : `this check keeps too little: refundable reads ${namesOf(beyond)}`
  if (broken !== null) throw new BrokenLaw(broken, { before, command: null, policy: null })
}
