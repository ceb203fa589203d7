/** The disputes of a charge, as a list of kinds, and every command about them. They read and change nothing else. */
import type { ChargeDisputes, Command, Dispute, DisputeStatus } from '../../../src/index.js'
import { ch_2, eur_ } from '../../fixtures.js'
import type { Bounds } from '../bounds.js'
import { DISPUTED } from '../laws/charge.js'
import { type Alike, OF_PLACE } from '../states/reads.js'
import { DISPUTE_MOVES, disputeAt, frozen, openings, UNREAD } from '../states/records.js'
import { booksOf, type DisputeTotals, disputesOf, type Place, type Stored, storedAt } from '../states/world.js'
import { noteReads, READS } from './answers.js'
import { BrokenLaw, type Check, evaluate } from './evaluate.js'

/** A dispute; `over`: won, prevented or closed as an inquiry, whatever its amount was. */
type Kind = readonly [status: 'inquiry' | 'open' | 'lost' | 'over', amount: number]
type State = readonly Kind[]

const OVER: readonly DisputeStatus[] = ['won', 'inquiry_closed', 'prevented']

const kindsWithin = ({ amount }: Bounds): readonly Kind[] => [
  ['over', 0],
  ...Array.from({ length: amount + 1 }, (_, less) => less + 1).flatMap((each): readonly Kind[] => [
    ['inquiry', each],
    ['open', each],
    ['lost', each],
  ]),
]

/** Every state of the disputes, each a sorted list. */
export const disputeStates = (bounds: Bounds): readonly State[] => {
  const kinds = kindsWithin(bounds)
  const states: (readonly number[])[] = [[]]
  for (const state of states)
    if (state.length < bounds.disputes)
      for (let kind = state.at(-1) ?? 0; kind < kinds.length; kind++) states.push([...state, kind])
  return states.map((state) => state.map((kind) => kinds[kind] as Kind))
}

const totalsIn = (state: State): DisputeTotals => {
  const of = (wanted: Kind[0]): readonly Kind[] => state.filter(([status]) => status === wanted)
  const sum = (kinds: readonly Kind[]): number => kinds.reduce((all, [, amount]) => all + amount, 0)
  const [open, lost] = [of('open'), of('lost')]
  return { blocking: open.length + lost.length, held: sum(open), lost: sum(lost), ever: state.length }
}

export interface DisputeTable {
  readonly states: readonly State[]
  /** What each state adds up to, and what may be asked there. */
  readonly disputes: readonly ChargeDisputes[]
  readonly asked: readonly (readonly Asked[])[]
  /** What they come to, each once. How many disputes there ever were is left out: a request must not read it. */
  readonly totals: readonly ChargeDisputes[]
  /** Which of the totals each state has. */
  readonly totalsOf: readonly number[]
}

export const disputesWithin = (bounds: Bounds): DisputeTable => {
  const states = disputeStates(bounds)
  const keys = states.map((state) => {
    const { blocking, held, lost } = totalsIn(state)
    return [blocking, held, lost] as const
  })
  const names = [...new Set(keys.map((key) => key.join()))]
  const totals = names.map((name) => {
    const [blocking, held, lost] = keys.find((key) => key.join() === name) ?? [0, 0, 0]
    return disputesOf({ blocking, held, lost, ever: blocking })
  })
  return {
    states,
    disputes: states.map((state) => disputesOf(totalsIn(state))),
    asked: states.map((state) => commandsIn(state, bounds)),
    totals,
    totalsOf: keys.map((key) => names.indexOf(key.join())),
  }
}

export interface DisputeSteps {
  /** By state of the disputes: the states that its commands lead to. */
  readonly to: readonly (readonly number[])[]
  readonly accepted: readonly number[]
  readonly refused: readonly number[]
}

/** Every command about disputes, in each of their states. They read no leg: one place stands for all legs. */
export const disputeSteps = (check: Check, place: Place, table: DisputeTable, alike: Alike): DisputeSteps => {
  const numbers = new Map(table.states.map((state, number) => [disputesName(state), number]))
  const accepted = table.states.map(() => 0)
  const refused = table.states.map(() => 0)
  const to = table.states.map((state, number) => {
    const stored = storedAt(place, table.disputes[number])
    const next = (table.asked[number] ?? []).flatMap((asked) => {
      const known = alike.get(asked)
      const landing = known === undefined ? step(check, stored, state, asked, alike) : known ? state : null
      const tally = landing === null ? refused : accepted
      tally[number] = (tally[number] ?? 0) + 1
      return landing === null || landing === state ? [] : (numbers.get(disputesName(landing)) ?? [])
    })
    return [...new Set(next)]
  })
  return { to, accepted, refused }
}

/** The disputes after a command; null when it is refused. */
const step = (check: Check, stored: Stored, state: State, asked: Asked, alike: Alike): State | null => {
  const { dispute, command, others } = asked
  const evaluated = evaluate(check, command, booksOf(stored, undefined, dispute), UNREAD)
  noteReads(check, evaluated, READS.dispute)
  const { refusal, event, after, reads } = evaluated
  if (event === null && (reads & OF_PLACE) === 0) alike.set(asked, refusal === null)
  if (refusal !== null) return null
  if (event === null || after.charge === null || after.dispute === null) return state
  const next = [...others, disputeKind(after.dispute)]
  const expected = totalsIn(next)
  for (const name of ['blocking', 'held', 'lost', 'ever'] as const)
    if (after.charge.disputes[name] !== expected[name]) throw new BrokenLaw(DISPUTED, evaluated)
  return next
}

/** One name for every order. */
export const disputesName = (state: State): string =>
  state
    .map((kind) => kind.join(' '))
    .sort()
    .join()

export const disputeKind = ({ status, amount }: Dispute): Kind =>
  status === 'inquiry' || status === 'open' || status === 'lost' ? [status, amount] : ['over', 0]

interface Asked {
  readonly dispute: Dispute | null
  readonly command: Command
  /** The disputes that the command is not about. */
  readonly others: State
}

const commandsIn = (state: State, bounds: Bounds): readonly Asked[] => [
  // One more than the bounds allow is asked as well, with one amount.
  ...openings(state.length < bounds.disputes ? bounds.amount : 0).map((command) => ({
    dispute: null,
    command,
    others: state,
  })),
  ...state.flatMap(([status, amount], index) => {
    const others = [...state.slice(0, index), ...state.slice(index + 1)]
    const records = status === 'over' ? OVER.map((over) => disputeAt(1, over)) : [disputeAt(amount, status)]
    return records.flatMap((dispute) => ofDispute(dispute).map((asked) => ({ ...asked, others })))
  }),
  ...DISPUTE_MOVES.map((command) => ({ dispute: null, command, others: state })),
]

/** Its moves, the same again, its id with other facts, and as another charge's. */
const ofDispute = (dispute: Dispute): readonly Omit<Asked, 'others'>[] => {
  const elsewhere = frozen({ ...dispute, charge: ch_2 })
  return [
    ...DISPUTE_MOVES.flatMap((command) => [
      { dispute, command },
      { dispute: elsewhere, command },
    ]),
    ...openings(1).flatMap((command) => [
      { dispute, command: frozen({ ...command, id: dispute.id }) },
      { dispute, command: frozen({ ...command, id: dispute.id, amount: dispute.amount }) },
      { dispute, command: frozen({ ...command, currency: eur_ }) },
      { dispute: elsewhere, command: frozen({ ...command, id: dispute.id }) },
    ]),
  ]
}
