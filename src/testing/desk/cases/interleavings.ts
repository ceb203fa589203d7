/** Several callers at once, with every answer of the store held back and let go in an order of chance. */
import fc from 'fast-check'
import { isLeft } from '../../../domain/either.js'
import type { RefundDesk } from '../../../store/desk/desk.js'
import { worthRetrying } from '../../../store/errors.js'
import type { Account } from '../../../store/names.js'
import { type Ask, type Fate, stopName, stoppingStore } from '../../explore/stops.js'
import { equal, fail, shown } from '../../port/expect.js'
import { accountOf, CH_1, refundOf } from '../../port/given.js'
import { ask, charged, chargeNow, historyOf, keyNamed, provesRight } from '../given.js'
import { propertyOf } from '../property.js'
import type { DeskTrials, World } from '../world.js'

/** Callers of one name ask the same: by the refund's id, or under a key without one. */
interface Caller {
  readonly name: number
  readonly desk: number
}

const AMOUNTS = [60, 40, 30, 50]
const callers = (desks: number): fc.Arbitrary<readonly Caller[]> =>
  fc.array(fc.record({ name: fc.nat(5), desk: fc.nat(desks - 1) }), { minLength: 2, maxLength: 6 })

const asked = (account: Account, { name }: Caller): ReturnType<typeof ask> => {
  const amount = AMOUNTS[name % AMOUNTS.length] ?? 1
  return name % 2 === 0
    ? ask({ account, amount, id: refundOf(`re_named_${name}`) })
    : ask({ account, amount, id: null, key: keyNamed(`k_${name}`) })
}

/** As its text says: whoever hears an error that waiting helps against asks again, when leases have ended. */
const settled = async (world: World, account: Account, caller: Caller): Promise<string> => {
  for (let attempts = 0; attempts < 10; attempts += 1) {
    const answer = await world.desk.refund(asked(account, caller))()
    if (!isLeft(answer)) return answer.right.refund.id
    // Without a key a refusal is decided anew each time, and may then say that nothing is left at all.
    if (caller.name % 2 === 0 && answer.left._tag === 'AlreadyRefunded') return 'ExceedsRemaining'
    if (!['Conflict', 'StoreUnavailable', 'KeyInFlight'].includes(answer.left._tag)) return answer.left._tag
    if (!worthRetrying(answer.left)) fail(`refund: expected ${shown(answer.left)} to be worth retrying`)
    world.clock.advance(60)
  }
  return fail('refund: expected an answer after ten attempts')
}

const lawful = async (world: World, account: Account, all: readonly Caller[]): Promise<void> => {
  const outcomes = new Map<number, string>()
  for (const caller of all) {
    const outcome = await settled(world, account, caller)
    const known = outcomes.get(caller.name)
    if (known !== undefined) equal(`the outcome of caller ${caller.name}, asked again`, outcome, known)
    outcomes.set(caller.name, outcome)
    if (!/^re_|^ExceedsRemaining$|^AlreadyRefunded$/.test(outcome))
      fail(`refund: expected an outcome or too little left, got ${outcome}`)
  }
  const made = [...outcomes].filter(([, outcome]) => outcome.startsWith('re_'))
  const births = (await historyOf(world.another, CH_1, account)).filter(({ event }) => event.type === 'RefundRequested')
  equal('how many were born', births.length, made.length)
  const { standing, captured } = await chargeNow(world.desk, CH_1, account)
  equal(
    'standing',
    standing,
    made.reduce((sum, [name]) => sum + (AMOUNTS[name % AMOUNTS.length] ?? 1), 0),
  )
  if (standing > captured) fail(`standing: expected at most ${captured}, got ${standing}`)
  await provesRight(world.desk, CH_1, account)
}

/** `fates`: what happens at each stop, in the order in which they are reached; after the last one all goes on. */
const interleaved = async (
  world: World,
  account: Account,
  scheduler: fc.Scheduler,
  { all, desks, fates }: { all: readonly Caller[]; desks: number; fates: readonly Fate[] },
): Promise<void> => {
  await charged(world.desk, { account })
  let reached = 0
  const deskOf = (_: unknown, index: number): RefundDesk => {
    const process = `desk ${index}`
    const handle = index % 2 === 0 ? world.subject.store : world.another
    const stopped: Ask = async (stop) => {
      await scheduler.schedule(Promise.resolve(), stopName(stop))
      return fates[reached++] ?? 'go'
    }
    const store = stoppingStore(handle, process, stopped, 'givenBack')
    const sleep = () => () =>
      scheduler.schedule(Promise.resolve(), stopName({ process, operation: 'sleep', when: 'before' }))
    return world.deskOn(store, { sleep })
  }
  const processes = Array.from({ length: desks }, deskOf)
  const tasks = all.map((caller) => (processes[caller.desk] ?? world.desk).refund(asked(account, caller)))
  await scheduler.waitFor(Promise.all(tasks.map((task) => task())))
  await lawful(world, account, all)
}

const fates = (often: boolean): fc.Arbitrary<readonly Fate[]> =>
  often
    ? fc.array(
        fc.oneof(
          { weight: 4, arbitrary: fc.constant<Fate>('go') },
          { weight: 1, arbitrary: fc.constant<Fate>('fail') },
        ),
        { maxLength: 40 },
      )
    : fc.constant([])

const property = (name: string, desks: number, failing: boolean) => (world: World) =>
  propertyOf(world, [fc.scheduler(), callers(desks), fates(failing)], (run, scheduler, all, fate) =>
    interleaved(world, accountOf(`acct_${name}_${run}`), scheduler, { all, desks, fates: fate }),
  )

export const interleavingTrials: DeskTrials = {
  'callers at one desk never refund more than was captured, in any order of answers': property('one', 1, false),
  'callers at several desks never refund more than was captured, in any order of answers': property(
    'several',
    3,
    false,
  ),
  'callers at one desk refund once each what they ask for, whenever the store fails': property('one_failing', 1, true),
  'callers at several desks refund once each what they ask for, whenever the store fails': property(
    'several_failing',
    3,
    true,
  ),
}
