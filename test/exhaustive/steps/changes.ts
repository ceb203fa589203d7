/** What may happen to a charge as a whole: promised, captured, given up; and legs that go back directly. */
import { type Command, EMPTY_BOOKS } from '../../../src/index.js'
import { type Alike, LEGS_OF_CHARGE, type Memo, OF_PLACE } from '../states/reads.js'
import { UNREAD } from '../states/records.js'
import { booksOf, type Place, storedAt, type World, worldOf } from '../states/world.js'
import { type Answer, answerAt, type Legs, legsAfter, noteReads, READS, settledAt } from './answers.js'
import { BrokenLaw, type Check, evaluate, unnoted } from './evaluate.js'

/** The world that a charge is in after a change, and how its legs stand there. Its refunds stay as they are. */
export interface Crossing extends Legs {
  readonly world: World
}

/** The changes of all places that differ in their legs alone: what the legs cannot change, and the sites they can. */
export interface Changes {
  readonly settled: Answer<Crossing>
  readonly sites: readonly { readonly command: Command; readonly memo: Memo<Answer<Crossing>> }[]
}

export const changesAt = (check: Check, place: Place, commands: readonly Command[], alike: Alike): Changes => {
  const settled: Answer<Crossing>[] = [{ ...NOTHING, refused: alike.size }]
  const sites: Changes['sites'][number][] = []
  for (const command of commands) {
    if (alike.has(command)) continue
    const memo: Memo<Answer<Crossing>> = {}
    const answer = answerAt(memo, place, () => change(check, place, command))
    if ((answer.reads & LEGS_OF_CHARGE) === 0) settled.push(answer)
    else sites.push({ command, memo })
    if (answer.refused > 0 && (answer.reads & OF_PLACE) === 0) alike.set(command, false)
  }
  return { settled: distinctIn(summed(settled)), sites }
}

const NOTHING: Answer<never> = { reads: 0, accepted: 0, refused: 0, to: [] }

/** What all changes at a place lead to. */
export const crossingsAt = (check: Check, place: Place, { settled, sites }: Changes): Answer<Crossing> => {
  const answers = sites.map(({ command, memo }) => answerAt(memo, place, () => change(check, place, command)))
  const all = summed([settled, ...answers])
  return distinctIn({ ...all, to: all.to.map((crossing) => settledAt(place, crossing)) })
}

const distinctIn = (answer: Answer<Crossing>): Answer<Crossing> => {
  const seen = new Map<World, Map<number, Crossing>>()
  for (const crossing of answer.to) {
    const inWorld = seen.get(crossing.world) ?? new Map<number, Crossing>()
    seen.set(crossing.world, inWorld.set(crossing.fee * 1000 + crossing.transfer, crossing))
  }
  return { ...answer, to: [...seen.values()].flatMap((inWorld) => [...inWorld.values()]) }
}

const summed = (answers: readonly Answer<Crossing>[]): Answer<Crossing> => ({
  reads: 0,
  accepted: answers.reduce((sum, { accepted }) => sum + accepted, 0),
  refused: answers.reduce((sum, { refused }) => sum + refused, 0),
  to: answers.flatMap(({ to }) => to),
})

const change = (check: Check, place: Place, command: Command): Answer<Crossing> => {
  const evaluated = evaluate(check, command, booksOf(storedAt(place)), UNREAD)
  const { reads, refusal, event, after } = evaluated
  noteReads(check, evaluated, READS.change)
  if (refusal !== null) return { reads, accepted: 0, refused: 1, to: [] }
  if (event === null || after.charge === null) return { reads, accepted: 1, refused: 0, to: [] }
  const world = worldOf(after.charge)
  if (world === null) throw new BrokenLaw('a final capture and a release give up what was not captured', evaluated)
  const legs = legsAfter(evaluated, place.sums)
  return { reads, accepted: 1, refused: 0, to: world.captures > check.bounds.captures ? [] : [{ world, ...legs }] }
}

/** Without a charge in the books, only an authorisation is accepted: the worlds it begins. */
export const beginnings = (check: Check, commands: readonly Command[]): Answer<World> => {
  const answers = commands.map((command) => {
    const evaluated = evaluate(check, command, unnoted(EMPTY_BOOKS), UNREAD)
    if ((evaluated.event !== null) !== (command.type === 'authorize' && evaluated.refusal === null))
      throw new BrokenLaw('only an authorisation begins a charge', evaluated)
    const { charge } = evaluated.after
    const world = charge === null ? null : worldOf(charge)
    return { accepted: charge === null ? 0 : 1, world }
  })
  const accepted = answers.reduce((sum, answer) => sum + answer.accepted, 0)
  const worlds = answers.flatMap(({ world }) => world ?? [])
  return {
    reads: 0,
    accepted,
    refused: commands.length - accepted,
    to: worlds.filter(({ authorized }) => authorized <= check.bounds.amount),
  }
}
