/** What several callers ask at once, how it may end, and the laws that hold however it went. */
import { isLeft } from '../../domain/either.js'
import { charged, chargeNow, historyOf, nameOf, provesRight } from '../desk/given.js'
import { type DeskCaseOptions, type World, worldOf } from '../desk/world.js'
import { equal, fail, given, shown } from '../port/expect.js'
import { ACCOUNT, CH_1 } from '../port/given.js'
import type { Open } from '../port/subject.js'
import type { Choose } from './explore.js'
import { type Caller, driven } from './processes.js'

export interface Scenario {
  readonly name: string
  /** What is there before. Default: `ch_1`, 100 cents captured. */
  readonly before?: (world: World) => Promise<void>
  readonly callers: readonly Caller[]
  /**
   * Every end that there may be: what the callers heard at last, what stands, how many events there are. As
   * `ok ExceedsRemaining, standing 60, 3 events`. Null where the laws alone are asked.
   */
  readonly ends: readonly string[] | null
  /** What is to be told of the end besides. */
  readonly also?: (world: World) => Promise<string>
  /** Whether those who crashed or were told to wait ask again one after the other. Default: all at once. */
  readonly againInTurn?: boolean
}

/** What a scenario is run on. */
export interface Ground {
  readonly open: Open
  readonly options: DeskCaseOptions
  /** How many failures and crashes there may be at most. */
  readonly faults: number
}

/** As desks' default. */
export const LEASE = 60
/** How often is asked at most. */
const ATTEMPTS = 8

/** The end of one run. Rejects when it breaks a law. */
export const endOf = async (scenario: Scenario, { open, options, faults }: Ground, choose: Choose): Promise<string> => {
  const { callers, ends, before = ({ desk }) => charged(desk) } = scenario
  const subject = await open()
  const world = await worldOf(subject, options)
  await before(world)
  const names = await settled(world, scenario, faults, choose)
  const { standing } = await chargeNow(world.desk)
  const { length: events } = await historyOf(subject.store)
  await lawful(world)
  await sameAgain(world, callers, names)
  const more = scenario.also === undefined ? '' : `, ${await scenario.also(world)}`
  const end = `${names.join(' ')}, standing ${standing}, ${events} events${more}`
  if (ends !== null && !ends.includes(end)) fail(`expected one of ${shown(ends)}, got ${shown(end)}`)
  await subject.close()
  return end
}

/** Errors after which the same is asked again, when leases have ended; and a crash. */
const AGAIN = ['StoreUnavailable', 'Conflict', 'KeyInFlight']

/** What each heard at last: whoever crashed or was told to wait asks again, at a process of its own that came up later. */
const settled = async (
  { subject: { store, passSeconds }, clock, deskOn }: World,
  { callers, againInTurn = false }: Scenario,
  faults: number,
  choose: Choose,
): Promise<readonly string[]> => {
  const names = callers.map((): string | null => null)
  let asking: readonly (Caller & { readonly index: number })[] = callers.map((caller, index) => ({ ...caller, index }))
  for (let attempts = 1, left = faults; asking.length > 0; attempts += 1) {
    if (attempts > ATTEMPTS) fail(`expected an answer after asking ${ATTEMPTS} times, got ${shown(names)}`)
    const now = againInTurn && attempts > 1 ? asking.slice(0, 1) : asking
    const outcome = await driven({ store, deskOn, callers: now, faults: left }, choose)
    now.forEach(({ index }, at) => {
      const answer = outcome.heard[at] ?? null
      names[index] = answer === null || (isLeft(answer) && AGAIN.includes(answer.left._tag)) ? null : nameOf(answer)
    })
    left = outcome.faults
    asking = asking
      .filter(({ index }) => names[index] === null)
      .map((caller) => ({ ...caller, process: `${caller.process}'` }))
    clock.advance(LEASE)
    await passSeconds?.(LEASE)
  }
  return names.map(String)
}

/** The books prove right, and every event is handed on, in order. */
const lawful = async (world: World): Promise<void> => {
  const { data } = await given('list', world.desk.list({ account: ACCOUNT, of: 'charge' }))
  for (const { id, standing, captured } of data) {
    await provesRight(world.desk, id)
    if (standing > captured) fail(`standing: expected at most ${captured}, got ${standing}`)
  }
  const history = await historyOf(world.subject.store, CH_1)
  const seen: string[] = []
  await given(
    'deliver',
    world.desk.deliver((event) => async () => {
      if (event.charge === CH_1) seen.push(event.id)
      return { _tag: 'Right', right: null }
    }),
  )
  equal(
    'the events that were handed on',
    seen,
    history.map(({ id }) => id),
  )
}

/** What was done is done, and asking again does nothing. */
const sameAgain = async (
  { deskOn, subject }: World,
  callers: readonly Caller[],
  names: readonly string[],
): Promise<void> => {
  const { length: before } = await historyOf(subject.store)
  for (const [index, { ask }] of callers.entries())
    if (names[index] === 'ok') equal(`caller ${index}, asking again`, nameOf(await ask(deskOn(subject.store))()), 'ok')
  equal('how many events there are after all asked again', (await historyOf(subject.store)).length, before)
}
