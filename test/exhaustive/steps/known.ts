/**
 * What is asked of refunds that are known, gone, missing or another charge's. It leads nowhere new and reads no leg, so one
 * place stands for all that differ in their legs alone.
 */
import type { Command, Refund } from '../../../src/index.js'
import { ch_2, eur_, re_2, usd } from '../../fixtures.js'
import { NOW } from '../bounds.js'
import { type Bags, kindOf } from '../states/bags.js'
import { type Alike, OF_PLACE } from '../states/reads.js'
import { BESIDE, BORN, DEAD, frozen, MOVES, refundOf, requestOf, UNREAD } from '../states/records.js'
import { booksOf, type Place, storedAt } from '../states/world.js'
import { noteReads, READS, type Tally } from './answers.js'
import { BrokenLaw, type Check, evaluate, unnoted } from './evaluate.js'

/** What is asked of which refund; `charged` where the charge is in the books. */
export interface Known {
  readonly command: Command
  readonly refund: Refund | null
  readonly charged: boolean
  readonly outcome: string
}

/** Every such command, with the answer that it must have. */
export const knownWithin = ({ kinds }: Bags): readonly Known[] => {
  const alive = Array.from({ length: kinds }, (_, kind) => refundOf(kindOf(kind)))
  const gone = DEAD.map((position) => refundOf({ amount: 1, status: 'succeeded', legs: 3 }, position))
  return [
    ...alive.flatMap(sameAgain),
    ...gone.flatMap((refund) => [...sameAgain(refund), ...otherwise(refund), ...moved(refund)]),
    ...missing(refundOf(kindOf(0))),
  ]
}

/** Asserts every such answer, and says how many were accepted and refused. */
export const knownAt = (check: Check, place: Place, known: readonly Known[], alike: Alike): Tally => {
  const stored = storedAt(place)
  let accepted = 0
  for (const each of known) {
    const { command, refund, charged, outcome } = each
    if (isAccepted(outcome)) accepted++
    if (alike.has(each)) continue
    const given = charged ? booksOf(stored, refund) : unnoted(Object.freeze({ ...BESIDE, charge: null, refund }))
    const evaluated = evaluate(check, command, given, UNREAD)
    const { refusal, event, after, reads } = evaluated
    noteReads(check, evaluated, READS.known)
    const answer = refusal?._tag ?? event?.type ?? 'nothing new'
    if (answer !== outcome)
      throw new BrokenLaw(`${command.type} is answered there with ${outcome}, not ${answer}`, evaluated)
    if (after.charge === given.before.charge && (reads & OF_PLACE) === 0) alike.set(each, refusal === null)
  }
  return { accepted, refused: known.length - accepted }
}

const isAccepted = (outcome: string): boolean => outcome === 'nothing new' || outcome === 'RefundMetadataEdited'

const known = (command: Command, refund: Refund | null, outcome: string, charged = true): Known => ({
  command,
  refund,
  charged,
  outcome,
})

/** The same again is done already, whatever has become of the refund or the charge. */
const sameAgain = (refund: Refund): readonly Known[] => {
  const legs = (refund.asked.legs.fee ? 1 : 0) + (refund.asked.legs.transfer ? 2 : 0)
  const inAll: Refund = frozen({ ...refund, asked: { ...refund.asked, amount: 'remaining' } })
  const same = requestOf(refund.amount, legs, { status: 'requested' }, NOW)
  const rest = requestOf('remaining', legs, { status: 'requested' }, NOW)
  return [
    known(same, refund, 'nothing new'),
    known(rest, inAll, 'nothing new'),
    known(rest, refund, 'RefundIdTaken'),
    known(same, inAll, 'RefundIdTaken'),
  ]
}

/** Anything else under its id is another request. */
const otherwise = (refund: Refund): readonly Known[] =>
  BORN.flatMap((born) => {
    const same = requestOf(refund.amount, 3, born, NOW)
    return [
      known(same, refund, 'nothing new'),
      known(requestOf(usd(refund.amount + 1), 3, born, NOW), refund, 'RefundIdTaken'),
      ...[0, 1, 2].map((legs) => known(requestOf(refund.amount, legs, born, NOW), refund, 'RefundIdTaken')),
      known(frozen({ ...same, reason: 'duplicate' }), refund, 'RefundIdTaken'),
      known(frozen({ ...same, metadata: { order: '1' } }), refund, 'RefundIdTaken'),
      known(same, frozen({ ...refund, charge: ch_2 }), 'RefundOfAnotherCharge'),
      known(requestOf(usd(0), 3, born, NOW), refund, 'InvalidAmount'),
    ]
  })

/** A refund that stands no more moves no more. */
const moved = (refund: Refund): readonly Known[] =>
  MOVES.map((command) =>
    known(command, refund, command.type === 'editMetadata' ? 'RefundMetadataEdited' : 'MoveNotAllowed'),
  )

const missing = (refund: Refund): readonly Known[] => [
  ...MOVES.flatMap((command) => [
    known(command, refund, 'NotInBooks', false),
    known(command, null, 'NotInBooks'),
    known(command, frozen({ ...refund, charge: ch_2 }), 'RefundOfAnotherCharge'),
  ]),
  ...BORN.flatMap((born) => {
    const request = requestOf(usd(1), 0, born, NOW)
    const foreign = frozen({ ...request, currency: eur_, id: re_2 })
    return [
      known(request, null, 'NotInBooks', false),
      known(foreign, null, 'CurrencyMismatch'),
      // A refund with another id says nothing about the request.
      known(foreign, refund, 'CurrencyMismatch'),
    ]
  }),
]
