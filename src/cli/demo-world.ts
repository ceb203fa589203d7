/** The books of the demo, kept twice: by the law, and by xstate actors that walk along. */
import { isDeepStrictEqual } from 'node:util'
import { type ActorRefFrom, createActor } from 'xstate'
import {
  type Books,
  type Charge,
  type Command,
  type Dispute,
  decide,
  type Event,
  evolve,
  isLeft,
  type Refund,
  type RefundId,
  type RefundPolicy,
  type Refusal,
} from '../index.js'
import { type Answer, chargeMachine, disputeMachine, refundMachine, type Start } from '../machine/index.js'

/** The three machines differ only in the names of their statuses. */
type Machine = typeof chargeMachine
type Actor = ActorRefFrom<Machine>

export interface World {
  readonly charge: Charge
  readonly refunds: ReadonlyMap<RefundId, Refund>
  readonly dispute: Dispute | null
  readonly policy: RefundPolicy
  /** By the record that each is about. */
  readonly actors: ReadonlyMap<string, Actor>
}

export interface Outcome {
  readonly world: World
  readonly answer: Answered
  /** What differs between the law's books and the actors'; empty when nothing does. */
  readonly differences: readonly string[]
  /** Where the charts stand. */
  readonly charts: readonly string[]
}

export type Answered =
  | { readonly type: 'recorded'; readonly events: readonly Event[] }
  | { readonly type: 'repeated' }
  | { readonly type: 'refused'; readonly error: Refusal }

const CHARGE = 'charge'
const DISPUTE = 'dispute'

const start = (machine: unknown, input: Start): Actor => createActor(machine as Machine, { input }).start()

export const worldOf = (charge: Charge, policy: RefundPolicy): World => ({
  charge,
  refunds: new Map(),
  dispute: null,
  policy,
  actors: new Map([
    [CHARGE, start(chargeMachine, { charge, policy })],
    [DISPUTE, start(disputeMachine, { charge, policy })],
  ]),
})

export const stopAll = ({ actors }: World): void => {
  for (const actor of actors.values()) actor.stop()
}

/** What the law decides, what the actors do, and whether they agree. */
export const perform = (world: World, command: Command, about: RefundId | null): Outcome => {
  const books = booksFor(world, about)
  const decided = decide(command, books, world.policy)
  const events = isLeft(decided) ? [] : decided.right
  const after = grown(world, events.reduce(evolve, books), about)
  const name = actorFor(command, about)
  const told = tell(world, name, command)
  for (const [other, actor] of world.actors) if (other !== name) actor.send({ type: 'record', events })
  const next = { ...after, actors: withActorOf(after, about) }
  const answer: Answered = isLeft(decided)
    ? { type: 'refused', error: decided.left }
    : events.length === 0
      ? { type: 'repeated' }
      : { type: 'recorded', events }
  return {
    world: next,
    answer,
    differences: [...against(answer, told), ...differencesIn(next)],
    charts: chartsOf(next, about),
  }
}

const booksFor = ({ charge, refunds, dispute }: World, about: RefundId | null): Books => ({
  charge,
  refund: about === null ? null : (refunds.get(about) ?? null),
  dispute,
})

const grown = (world: World, { charge, refund, dispute }: Books, about: RefundId | null): World => ({
  ...world,
  charge: charge ?? world.charge,
  refunds: about === null || refund === null ? world.refunds : new Map(world.refunds).set(about, refund),
  dispute,
})

/** Refunds are requested of the charge, which alone knows what is left; each then has an actor of its own. */
const actorFor = (command: Command, about: RefundId | null): string => {
  if (command.type === 'request') return CHARGE
  return about ?? DISPUTE
}

const withActorOf = (
  { charge, refunds, policy, actors }: World,
  about: RefundId | null,
): ReadonlyMap<string, Actor> => {
  const refund = about === null ? undefined : refunds.get(about)
  if (refund === undefined || actors.has(refund.id)) return actors
  return new Map(actors).set(refund.id, start(refundMachine, { charge, refund, policy }))
}

/** What an actor answered to the command. */
const tell = ({ actors }: World, name: string, command: Command): readonly Answer[] => {
  const answers: Answer[] = []
  const actor = actors.get(name)
  const subscription = actor?.on('*', (answer: Answer) => answers.push(answer))
  actor?.send(command)
  subscription?.unsubscribe()
  return answers
}

const against = (answer: Answered, told: readonly Answer[]): readonly string[] => {
  const [said] = told
  const agrees =
    said?.type === answer.type &&
    (answer.type !== 'recorded' || (said.type === 'recorded' && isDeepStrictEqual(said.events, answer.events))) &&
    (answer.type !== 'refused' || (said.type === 'refused' && isDeepStrictEqual(said.error, answer.error)))
  return agrees ? [] : [`the law answered ${JSON.stringify(answer)}, the actor ${JSON.stringify(told)}`]
}

const differencesIn = ({ charge, refunds, dispute, actors }: World): readonly string[] =>
  [...actors].flatMap(([name, actor]) => {
    const { value, context } = actor.getSnapshot()
    const refund = [...refunds.values()].find(({ id }) => id === name) ?? null
    const record = name === CHARGE ? charge : name === DISPUTE ? dispute : refund
    const isSame = isDeepStrictEqual(context.books.charge, charge) && value === (record?.status ?? 'absent')
    return isSame
      ? []
      : [`the actor of ${name} stands at ${String(value)}, the law has ${record?.status ?? 'no record'}`]
  })

/** The charge's chart, that of the refund at hand, and that of the dispute once there is one. */
const chartsOf = ({ actors, dispute }: World, about: RefundId | null): readonly string[] => {
  const shown = [CHARGE, ...(about === null ? [] : [about]), ...(dispute === null ? [] : [DISPUTE])]
  return shown.flatMap((name) => {
    const actor = actors.get(name)
    return actor === undefined ? [] : [`${name} ${String(actor.getSnapshot().value)}`]
  })
}
