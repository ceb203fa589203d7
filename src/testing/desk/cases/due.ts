/** What waits is written with its cause, and done once when its time has come. */
import { isLeft, right } from '../../../domain/either.js'
import type { TaskHandler } from '../../../store/desk/due.js'
import type { Schedule } from '../../../store/desk/options.js'
import type { ClaimedDue, Due } from '../../../store/rows.js'
import { equal, given } from '../../port/expect.js'
import { ACCOUNT, CH_1, FAR, RE_1, RE_2, taskOf } from '../../port/given.js'
import { handOf } from '../../port/hand.js'
import { ask, charged, keyNamed, nameOf, provesRight, refundNow, times, typesOf } from '../given.js'
import { type DeskTrials, inSeconds, type World } from '../world.js'

const PENDING = { status: 'pending', pendingReason: null } as const

/** `re_1` succeeds after so many seconds. */
export const succeeding = (world: World, seconds: number): Due => ({
  at: inSeconds(world, seconds),
  work: { type: 'move', charge: CH_1, refund: RE_1, dispute: null, command: { type: 'succeed' } },
})

/** `re_1` is under way, and these wait. */
export const underWay = async (world: World, due: readonly Due[]): Promise<void> => {
  await charged(world.desk)
  await given('refund', world.desk.refund(ask({ born: PENDING, due })))
}

const namesOf = (claimed: readonly ClaimedDue[]): readonly string[] =>
  claimed.map(({ work }) => (work.type === 'task' ? work.name : work.command.type))

/** What was done, by the names of tasks and moves, and how it ended. */
export const runDue = async (
  world: World,
  desk = world.desk,
  tasks: Record<string, TaskHandler> = {},
): Promise<readonly string[]> => {
  const fired = await given('runDue', desk.runDue({ tasks, leaseSeconds: 1 }))
  return fired.map(({ due, result }) => `${namesOf([due])[0]} ${nameOf(result)}`)
}

/** Does a task. */
export const done: TaskHandler = () => async () => right(null)

export const dueTrials: DeskTrials = {
  'what waits is written with its cause, from the call and from the schedule': async (world) => {
    const schedule: Schedule = (events, { refund }) =>
      events.flatMap(({ type }) =>
        type === 'RefundRequested' ? [taskOf(`scheduled for ${refund?.id}`, world.clock())] : [],
      )
    const desk = world.deskOn(world.subject.store, { schedule })
    await charged(desk)
    await given('refund', desk.refund(ask({ due: [taskOf('asked', world.clock())] })))
    equal('what is due', namesOf(await handOf(world.another).claimDue(FAR)), ['asked', 'scheduled for re_1'])
  },

  'a repetition and a refusal schedule nothing': async (world) => {
    const schedule: Schedule = () => [taskOf('scheduled', world.clock())]
    await charged(world.desk)
    const desk = world.deskOn(world.subject.store, { schedule })
    const key = keyNamed('k_1')
    for (const asked of [ask({ key }), ask({ key }), ask(), ask({ id: RE_2, amount: 101 })]) await desk.refund(asked)()
    equal('what is due', namesOf(await handOf(world.another).claimDue(FAR)), ['scheduled'])
  },

  'of those who ask at once, only those who are accepted make something wait': async (world) => {
    await charged(world.desk)
    const desks = [world.desk, world.other, world.deskOn(world.another)]
    const due = [taskOf('tell', world.clock())]
    const asked = times(12, (index) => (desks[index % 3] ?? world.desk).refund(ask({ id: null, amount: 20, due })))
    const answers = await Promise.all(asked.map((task) => task()))
    const accepted = answers.filter((answer) => !isLeft(answer)).length
    equal('how many wait', (await handOf(world.another).claimDue(FAR)).length, accepted)
  },

  'a move is made when its time has come and not a second before, and once': async (world) => {
    await underWay(world, [succeeding(world, 10)])
    world.clock.advance(9)
    equal('done before its time', await runDue(world), [])
    world.clock.advance(1)
    equal('done at its time', await runDue(world, world.other), ['succeed ok'])
    equal('done again', [...(await runDue(world)), ...(await runDue(world, world.other))], [])
    const refund = await refundNow(world.desk)
    equal('the refund: status, movedAt', [refund.status, refund.movedAt], ['succeeded', world.clock()])
    await provesRight(world.desk)
  },

  'what is due is done in the order of its time': async (world) => {
    await underWay(world, [
      taskOf('third', inSeconds(world, 3)),
      taskOf('first', inSeconds(world, 1)),
      taskOf('second', inSeconds(world, 2)),
    ])
    world.clock.advance(2)
    const order: string[] = []
    const handler: TaskHandler =
      ({ name }) =>
      async () => {
        order.push(name)
        return right(null)
      }
    await runDue(world, world.desk, { first: handler, second: handler, third: handler })
    equal('the order', order, ['first', 'second'])
  },

  'how many are done at once is an option': async (world) => {
    await underWay(world, [taskOf('one', inSeconds(world, 1)), taskOf('two', inSeconds(world, 2))])
    world.clock.advance(2)
    const fired = await given('runDue', world.desk.runDue({ limit: 1, tasks: { one: done, two: done } }))
    equal('done', namesOf(fired.map(({ due }) => due)), ['one'])
    equal('done next', await runDue(world, world.desk, { one: done, two: done }), ['two ok'])
  },

  'a move that no longer applies is refused, and gone': async (world) => {
    await underWay(world, [succeeding(world, 10)])
    await given('cancel', world.other.cancel({ account: ACCOUNT, refund: RE_1, failureReason: null }))
    world.clock.advance(10)
    equal('done', await runDue(world), ['succeed MoveNotAllowed'])
    await world.passLeases()
    equal('done again', await runDue(world, world.other), [])
    equal('the refund: status', (await refundNow(world.desk)).status, 'canceled')
  },

  'a move of what is not there is refused, and gone': async (world) => {
    const lost: Due = {
      ...succeeding(world, 0),
      work: { ...(succeeding(world, 0).work as object), refund: RE_2 } as Due['work'],
    }
    await underWay(world, [lost])
    equal('done', await runDue(world), ['succeed NotInBooks'])
    await world.passLeases()
    equal('done again', await runDue(world, world.other), [])
  },

  'what a move makes wait is written when it is made': async (world) => {
    const schedule: Schedule = (events, { charge }) =>
      events.some(({ type }) => type === 'RefundSucceeded') && charge !== null
        ? [taskOf('told', inSeconds(world, 5))]
        : []
    await underWay(world, [succeeding(world, 1)])
    world.clock.advance(1)
    equal('done', await runDue(world, world.deskOn(world.subject.store, { schedule })), ['succeed ok'])
    equal('what is due next', namesOf(await handOf(world.another).claimDue(FAR)), ['told'])
  },

  'a task is done by its handler, which is given its data, and once': async (world) => {
    await underWay(world, [taskOf('tell', world.clock())])
    const given_: unknown[] = []
    const tell: TaskHandler =
      (task, { account, attempts }) =>
      async () => {
        given_.push([task, account, attempts])
        return right(null)
      }
    equal('done', await runDue(world, world.desk, { tell }), ['tell ok'])
    await world.passLeases()
    equal('done again', await runDue(world, world.other, { tell }), [])
    equal('what the handler was given', given_, [[taskOf('tell').work, ACCOUNT, 1]])
  },

  'a task whose handler says when is tried again then, and not a second before': async (world) => {
    await underWay(world, [taskOf('tell', world.clock())])
    let calls = 0
    const tell: TaskHandler = () => async () => right(++calls === 1 ? inSeconds(world, 7) : null)
    equal('done', await runDue(world, world.desk, { tell }), ['tell ok'])
    world.clock.advance(6)
    equal('done before that time', await runDue(world, world.desk, { tell }), [])
    world.clock.advance(1)
    equal('done at that time', await runDue(world, world.other, { tell }), ['tell ok'])
    world.clock.advance(100)
    equal('done later', await runDue(world, world.desk, { tell }), [])
  },

  'two workers at once do each once': async (world) => {
    await underWay(world, [succeeding(world, 0), taskOf('tell', world.clock())])
    const both = await Promise.all([
      runDue(world, world.desk, { tell: done }),
      runDue(world, world.other, { tell: done }),
    ])
    equal('done by both', both.flat().sort(), ['succeed ok', 'tell ok'])
    equal('the history', await typesOf(world.another), [
      'ChargeAuthorized',
      'ChargeCaptured',
      'RefundRequested',
      'RefundSucceeded',
    ])
  },
}
