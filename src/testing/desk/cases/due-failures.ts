/** What is due and cannot be done: it has failed, is not lost, and keeps nothing else from being done. */
import { isLeft, left, right } from '../../../domain/either.js'
import { NO_LEGS } from '../../../domain/records/leg.js'
import { secondsAfter } from '../../../domain/records/time.js'
import type { TaskHandler } from '../../../store/desk/due.js'
import { equal, given } from '../../port/expect.js'
import { ACCOUNT, CH_1, DP_1, RE_2, taskOf, USD } from '../../port/given.js'
import { ask, cents, charged, nameOf, times } from '../given.js'
import type { DeskTrials } from '../world.js'
import { done, runDue, succeeding, underWay } from './due.js'

export const dueFailureTrials: DeskTrials = {
  'a move on which a bug throws has failed, and the next one is done': async (world) => {
    await underWay(world, [succeeding(world, 0), taskOf('tell', world.clock())])
    const desk = world.deskOn(world.subject.store, {
      schedule: () => {
        throw new Error('no schedule')
      },
    })
    const fired = await given('runDue', desk.runDue({ tasks: { tell: done }, leaseSeconds: 1 }))
    equal(
      'fired',
      fired.map(({ result }) => nameOf(result)),
      ['TaskFailed', 'ok'],
    )
    await world.passLeases()
    equal('done later', await runDue(world, world.desk), ['succeed ok'])
  },

  'what a schedule or a handler answers is checked before it is written': async (world) => {
    await charged(world.desk)
    const desk = world.deskOn(world.subject.store, {
      schedule: () => [{ at: Number.NaN as never, work: { name: 5 } as never }],
    })
    equal('refund', nameOf(await desk.refund(ask())()), 'InvalidInput')
    await given('refund', world.desk.refund(ask({ due: [taskOf('tell', world.clock())] })))
    for (const at of [Number.NaN, 'soon', 1_760_000_000_000]) {
      const fired = await given(
        'runDue',
        world.desk.runDue({ tasks: { tell: () => async () => right(at as never) }, leaseSeconds: 1 }),
      )
      equal(
        `answered ${at}`,
        fired.map(({ result }) => nameOf(result)),
        ['TaskFailed'],
      )
      await world.passLeases()
    }
    equal('done later', await runDue(world, world.desk, { tell: done }), ['tell ok'])
  },

  'a task that is to be tried again at once does not come again in the same run': async (world) => {
    await underWay(world, [taskOf('tell', world.clock())])
    const now: TaskHandler = () => async () => right(world.clock())
    equal('the run', await runDue(world, world.desk, { tell: now }), ['tell ok'])
    world.clock.advance(1)
    equal('the next run', await runDue(world, world.desk, { tell: done }), ['tell ok'])
  },

  'a move that is refused for now stays due, and is made when it may be': async (world) => {
    await charged(world.desk)
    const at = { account: ACCOUNT, charge: CH_1 }
    const dispute = { ...at, dispute: DP_1 }
    await given('openDispute', world.desk.openDispute({ ...dispute, amount: cents(10), currency: USD, stage: 'open' }))
    const command = { type: 'request', id: RE_2, amount: cents(5), currency: USD, reason: null } as const
    const asked = { ...command, legs: NO_LEGS, metadata: {}, born: { status: 'requested' } } as const
    const work = { type: 'move', charge: CH_1, refund: RE_2, dispute: null, command: asked } as const
    await given(
      'a refund for later',
      world.desk.transact({
        account: ACCOUNT,
        charge: null,
        decide: () => ({ answer: right(null), due: [{ at: world.clock(), work }] }),
      }),
    )
    const fired = await given('runDue', world.desk.runDue({ leaseSeconds: 1 }))
    equal(
      'while the dispute is open',
      fired.map(({ result }) => nameOf(result)),
      ['ChargeDisputed'],
    )
    await given('closeDispute', world.desk.closeDispute({ ...dispute, outcome: 'won' }))
    await world.passLeases()
    equal('when it is won', await runDue(world, world.desk), ['request ok'])
  },

  'what fails again and again does not keep the others waiting': async (world) => {
    const soon = world.clock()
    const failing = times(5, () => taskOf('fail', soon))
    await underWay(world, [...failing, taskOf('tell', secondsAfter(soon, 1))])
    world.clock.advance(10)
    const tasks = { fail: () => async () => left('never'), tell: done }
    const told: string[] = []
    for (let run = 1; run <= 4; run += 1) {
      const fired = await given('runDue', world.desk.runDue({ tasks, limit: 2, leaseSeconds: 1 }))
      told.push(...fired.filter(({ result }) => !isLeft(result)).map(() => `run ${run}`))
      await world.passLeases()
    }
    equal('done', told.length, 1)
  },

  'a task that its handler cannot do has failed, and comes again when its lease ends': async (world) => {
    await underWay(world, [taskOf('tell', world.clock())])
    const ways: readonly TaskHandler[] = [
      () => async () => left('busy'),
      () => () => Promise.reject(new Error('broken')),
      () => () => {
        throw new Error('broken at once')
      },
      () => {
        throw new Error('no task')
      },
      (() => async () => 'done') as unknown as TaskHandler,
    ]
    for (const [index, tell] of ways.entries()) {
      const fired = await given('runDue', world.desk.runDue({ tasks: { tell }, leaseSeconds: 1 }))
      const [first] = fired
      equal(`attempt ${index + 1}: the result`, first && nameOf(first.result), 'TaskFailed')
      equal(`attempt ${index + 1}: attempts`, first?.due.attempts, index + 1)
      if (first && isLeft(first.result) && first.result.left._tag === 'TaskFailed')
        equal(
          `attempt ${index + 1}: the problem`,
          [first.result.left.problem, first.result.left.task],
          ['failed', 'tell'],
        )
      equal('done before its lease ends', await runDue(world, world.other, { tell: done }), [])
      await world.passLeases()
    }
    equal('done by a handler that can', await runDue(world, world.other, { tell: done }), ['tell ok'])
  },

  'a task without a handler has failed, and is not lost': async (world) => {
    await underWay(world, [taskOf('toString', world.clock()), taskOf('__proto__', world.clock())])
    const fired = await given('runDue', world.desk.runDue({ leaseSeconds: 1 }))
    const problems = fired.map(({ result }) =>
      isLeft(result) && result.left._tag === 'TaskFailed' ? result.left.problem : 'none',
    )
    equal('the problems', problems, ['noHandler', 'noHandler'])
    await world.passLeases()
    equal('done when it has one', await runDue(world, world.desk, { toString: done }), [
      'toString ok',
      '__proto__ TaskFailed',
    ])
  },

  'one that fails does not keep the next ones from being done': async (world) => {
    await underWay(world, [taskOf('fails', world.clock()), succeeding(world, 0), taskOf('works', world.clock())])
    const fails: TaskHandler = () => () => Promise.reject(new Error('broken'))
    equal('done', await runDue(world, world.desk, { fails, works: done }), [
      'fails TaskFailed',
      'succeed ok',
      'works ok',
    ])
  },
}
