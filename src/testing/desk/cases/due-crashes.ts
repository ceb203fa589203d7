/** What is due is not lost and not done twice, wherever its worker dies. */
import { right } from '../../../domain/either.js'
import { secondsAfter } from '../../../domain/records/time.js'
import type { TaskHandler } from '../../../store/desk/due.js'
import { never, type Stop, stoppingStore } from '../../explore/stops.js'
import { equal, fail, given } from '../../port/expect.js'
import { ACCOUNT, RE_1, taskOf } from '../../port/given.js'
import { endsByItself } from '../../port/hand.js'
import { nameOf, provesRight, typesOf } from '../given.js'
import type { DeskTrials, World } from '../world.js'
import { runDue, succeeding, underWay } from './due.js'

/** A worker whose process dies at that place; how far it came is the store's to tell. */
const dyingAt = async (world: World, at: Pick<Stop, 'operation' | 'when'>): Promise<void> => {
  let dead = (): void => undefined
  const died = new Promise<void>((resolve) => {
    dead = resolve
  })
  const store = stoppingStore(world.subject.store, 'dying', ({ operation, when }) => {
    if (operation !== at.operation || when !== at.when) return Promise.resolve('go')
    dead()
    return never()
  })
  void world.deskOn(store).runDue({ leaseSeconds: 1 })()
  await died
}

const SUCCEEDED = ['ChargeAuthorized', 'ChargeCaptured', 'RefundRequested', 'RefundSucceeded']

const resumed =
  (at: Pick<Stop, 'operation' | 'when'>, expected: { meanwhile: readonly string[]; later: readonly string[] }) =>
  async (world: World): Promise<void> => {
    await underWay(world, [succeeding(world, 0)])
    await dyingAt(world, at)
    const meanwhile = runDue(world, world.other)
    // A store that locks what is loaded frees it when the connection breaks, which cannot be shown from here. Nobody locks
    // anything by claiming.
    if (!(await endsByItself(meanwhile))) {
      if (at.operation === 'claimDue') fail('runDue of another worker: expected an end, got none')
      return
    }
    equal('done while the lease lasts', await meanwhile, expected.meanwhile)
    await world.passLeases()
    const later = runDue(world, world.other)
    if (!(await endsByItself(later))) return
    equal('done when the lease has ended', await later, expected.later)
    equal('the history', await typesOf(world.another), SUCCEEDED)
    await world.passLeases()
    equal('done once more', await runDue(world, world.desk), [])
    await provesRight(world.desk)
  }

export const dueCrashTrials: DeskTrials = {
  'a worker that dies before it has claimed leaves what is due to others': resumed(
    { operation: 'claimDue', when: 'before' },
    { meanwhile: ['succeed ok'], later: [] },
  ),
  'a worker that dies with what it has claimed leaves it when its lease ends': resumed(
    { operation: 'claimDue', when: 'after' },
    { meanwhile: [], later: ['succeed ok'] },
  ),
  'a worker that dies before it writes leaves what is due when its lease ends': resumed(
    { operation: 'commit', when: 'before' },
    { meanwhile: [], later: ['succeed ok'] },
  ),
  'a worker that dies after it has written leaves nothing to be done twice': resumed(
    { operation: 'commit', when: 'after' },
    { meanwhile: [], later: [] },
  ),

  'what is given out again says how often': async (world) => {
    await underWay(world, [succeeding(world, 0)])
    await dyingAt(world, { operation: 'claimDue', when: 'after' })
    await world.passLeases()
    const fired = await given('runDue', world.other.runDue())
    equal(
      'attempts',
      fired.map(({ due }) => due.attempts),
      [2],
    )
  },

  'a worker whose lease ran out over a task hears so, and what is to come again comes once': async (world) => {
    await underWay(world, [taskOf('tell', world.clock())])
    const again: TaskHandler = () => async () => right(secondsAfter(world.clock(), 5))
    const slow: TaskHandler = (task, claimed) => async () => {
      await world.passLeases()
      equal('done by another', await runDue(world, world.other, { tell: again }), ['tell ok'])
      return again(task, claimed)()
    }
    equal('done', await runDue(world, world.desk, { tell: slow }), ['tell LeaseLost'])
    world.clock.advance(5)
    equal('what is due', await runDue(world, world.other, { tell: () => async () => right(null) }), ['tell ok'])
  },

  'a worker whose lease ran out makes no move': async (world) => {
    await underWay(world, [succeeding(world, 0)])
    let late = true
    const store = stoppingStore(world.subject.store, 'late', async ({ operation, when }) => {
      if (late && operation === 'claimDue' && when === 'after') {
        late = false
        await world.passLeases()
        equal('done by another', await runDue(world, world.other), ['succeed ok'])
      }
      return 'go'
    })
    // The move that was made is refused now; that the lease is lost as well is what the worker hears.
    equal('done', await runDue(world, world.deskOn(store)), ['succeed LeaseLost'])
    equal('the history', await typesOf(world.another), SUCCEEDED)
  },

  'a store that is down while a move is made leaves it when its lease ends': async (world) => {
    await underWay(world, [succeeding(world, 0)])
    const store = stoppingStore(
      world.subject.store,
      'failing',
      async ({ operation, when }) => (operation === 'commit' && when === 'before' ? 'fail' : 'go'),
      'givenBack',
    )
    equal('done', await runDue(world, world.deskOn(store)), ['succeed StoreUnavailable'])
    await world.passLeases()
    equal('done when the lease has ended', await runDue(world, world.other), ['succeed ok'])
    equal('the move again', nameOf(await world.desk.succeed({ account: ACCOUNT, refund: RE_1 })()), 'MoveNotAllowed')
  },
}
