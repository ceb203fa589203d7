/** A worker goes on by itself, whatever fails, and stops when it is told to. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { left, right } from '../../src/domain/either.js'
import { stripe } from '../../src/domain/policies/stripe.js'
import {
  countingIds,
  createRefundDesk,
  type Due,
  manualClock,
  memoryStore,
  type Store,
  startWorker,
  type WorkerOptions,
  type WorkerProblem,
} from '../../src/store/index.js'
import { ch_1, later, now, rightOf, usd, usd_ } from '../fixtures.js'
import { ACCOUNT } from './codec/given.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const world = (spoil: (store: Store) => Store = (store) => store) => {
  const clock = manualClock(now)
  const desk = createRefundDesk({ store: spoil(memoryStore({ clock })), clock, ids: countingIds(), policy: stripe })
  const problems: WorkerProblem[] = []
  const heard: string[] = []
  const start = (options: Partial<WorkerOptions> = {}) =>
    startWorker({
      desk,
      events:
        ({ id }) =>
        async () =>
          right(heard.push(id)),
      report: (problem) => problems.push(problem),
      ...options,
    })
  const authorize = async (due: readonly Due[] = []): Promise<void> => {
    rightOf(await desk.authorize({ account: ACCOUNT, id: ch_1, amount: usd(1000), currency: usd_, due })())
  }
  return { clock, desk, problems, heard, start, authorize }
}

const task = (name: string, at = now): Due => ({ at, work: { type: 'task', name, data: null } })
const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)

describe('a worker', () => {
  it('does what is due and hands events on as they come', async () => {
    const { clock, heard, start, authorize } = world()
    const done: string[] = []
    const worker = start({
      tasks: {
        call:
          (_, { id }) =>
          async () =>
            right(done.push(id) > 0 ? null : now),
      },
    })
    await pass(5_000)
    await authorize([task('call'), task('call', later(60))])
    await pass(1_000)
    expect([heard, done.length]).toEqual([['ch_1.1'], 1])
    clock.advance(60)
    await pass(1_000)
    expect([heard, done.length]).toEqual([['ch_1.1'], 2])
    await worker.stop()
  })

  it('does more than is done at once without a rest', async () => {
    const { start, authorize } = world()
    await authorize(Array.from({ length: 100 }, () => task('call')))
    const done: string[] = []
    const worker = start({ tasks: { call: () => async () => right(done.push('done') > 0 ? null : now) } })
    await pass(0)
    expect(done).toHaveLength(100)
    await worker.stop()
  })

  it('leaves the outbox alone where there is no handler', async () => {
    const { heard, start, authorize, problems } = world()
    const worker = startWorkerWithoutEvents(start)
    await authorize()
    await pass(10_000)
    await worker.stop()
    const reader = start()
    await pass(0)
    await reader.stop()
    expect([heard, problems]).toEqual([['ch_1.1'], []])
  })

  it('tells of what fails, rests, and tries it again', async () => {
    const { clock, problems, start, authorize } = world()
    await authorize([task('none')])
    const attempts: string[] = []
    const worker = start({
      events:
        ({ id }) =>
        async () =>
          attempts.push(id) < 3 ? left('away') : right(null),
    })
    await pass(0)
    expect(problems.map(({ of }) => of).sort()).toEqual(['due', 'event'])
    await pass(1_000)
    expect(attempts).toHaveLength(2)
    await pass(1_000)
    expect(attempts).toHaveLength(3)
    // The lease of the task without a handler ends.
    clock.advance(60)
    await pass(1_000)
    expect(problems.filter(({ of }) => of === 'due')).toHaveLength(2)
    await worker.stop()
  })

  it('asks a store that is down less and less often, and goes on when it is there again', async () => {
    let asked = 0
    let isDown = true
    const { heard, problems, start, authorize } = world((store) => ({
      ...store,
      claimEvents: (claim) => async () => {
        asked += 1
        if (!isDown) return store.claimEvents(claim)()
        return left({ _tag: 'StoreUnavailable', operation: 'claimEvents', written: 'no', cause: 'down' })
      },
    }))
    await authorize()
    const worker = start()
    await pass(0)
    const times: number[] = [asked]
    for (let second = 1; second <= 127; second += 1) {
      await pass(1_000)
      times.push(asked)
    }
    // At 0, 1, 3, 7, 15 and 31 seconds, and then every 30.
    expect([1, 3, 7, 15, 31, 61, 91, 121].map((second) => times[second])).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
    expect(asked).toBe(9)
    expect(problems[0]).toMatchObject({ of: 'store', error: { _tag: 'StoreUnavailable' } })
    isDown = false
    await pass(30_000)
    expect(heard).toEqual(['ch_1.1'])
    await worker.stop()
  })

  it('ends what is under way before it has stopped, begins nothing more, and leaves no timer', async () => {
    const { heard, start, authorize } = world()
    await authorize()
    let arrive = (): void => undefined
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const worker = start({
      events:
        ({ id }) =>
        async () =>
          arrived.then(() => right(heard.push(id))),
    })
    await pass(0)
    let stopped = false
    const stopping = worker.stop().then(() => {
      stopped = true
    })
    await pass(10_000)
    expect([heard, stopped]).toEqual([[], false])
    arrive()
    await stopping
    expect(heard).toEqual(['ch_1.1'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('begins nothing more of what is due, nor of events, when it is stopped', async () => {
    const { heard, problems, start, authorize, desk } = world()
    await authorize([task('call'), task('call')])
    rightOf(await desk.capture({ account: ACCOUNT, charge: ch_1, amount: 'remaining' })())
    let arrive = (): void => undefined
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const done: string[] = []
    const worker = start({
      tasks: { call: () => async () => arrived.then(() => right(done.push('done') > 0 ? null : now)) },
      events:
        ({ id }) =>
        async () =>
          arrived.then(() => right(heard.push(id))),
    })
    await pass(0)
    const stopping = worker.stop()
    arrive()
    await stopping
    expect([heard, done, problems]).toEqual([['ch_1.1'], ['done'], []])
    // Another goes on at once: nothing was kept.
    const other = start({ tasks: { call: () => async () => right(done.push('done') > 0 ? null : now) } })
    await pass(0)
    await other.stop()
    expect([heard, done]).toEqual([
      ['ch_1.1', 'ch_1.2'],
      ['done', 'done'],
    ])
  })

  it('goes on where whoever hears of what went wrong throws', async () => {
    const { start, authorize } = world()
    await authorize([task('none')])
    let attempts = 0
    const worker = start({
      events: () => async () => {
        attempts += 1
        return left('away')
      },
      report: () => {
        throw new Error('no disk for the log')
      },
    })
    await pass(2_000)
    expect(attempts).toBe(3)
    await worker.stop()
  })

  it('goes on where a look throws, and tells of it', async () => {
    const problems: WorkerProblem[] = []
    const desk = {
      runDue: () => async () => Promise.reject(new Error('a clock without a time')),
      deliver: () => async () => Promise.reject(new Error('a clock without a time')),
    }
    const worker = startWorker({ desk, report: (problem) => problems.push(problem) })
    await pass(1_000)
    expect(problems).toHaveLength(2)
    expect(problems[0]).toMatchObject({ of: 'store', error: { _tag: 'StoreUnavailable', written: 'unknown' } })
    await worker.stop()
  })

  it('lets the process go on while it has more to do than ends', async () => {
    let looks = 0
    const desk = {
      runDue: () => async () => {
        looks += 1
        // So that this test ends where the process is held up.
        return right((looks < 1_000_000 ? [{ result: right(null) }] : []) as never)
      },
      deliver: () => async () => right({ delivered: 0, failed: [], unacknowledged: [] }),
    }
    vi.useRealTimers()
    const worker = startWorker({ desk })
    await new Promise((resolve) => setTimeout(resolve, 50))
    await worker.stop()
    expect(looks).toBeGreaterThan(10)
    expect(looks).toBeLessThan(1_000_000)
  })

  it('rests for as long as a timer can where it is told to rest for longer', async () => {
    let looks = 0
    const desk = {
      runDue: () => async () => {
        looks += 1
        return right([])
      },
      deliver: () => async () => right({ delivered: 0, failed: [], unacknowledged: [] }),
    }
    vi.useRealTimers()
    const worker = startWorker({ desk, restMilliseconds: 2 ** 31 })
    await new Promise((resolve) => setTimeout(resolve, 20))
    await worker.stop()
    expect(looks).toBe(1)
  })

  it('shares the work with others: each event is handed on once', async () => {
    const { heard, start, authorize } = world()
    await authorize()
    const workers = [start(), start(), start()]
    await pass(60_000)
    await Promise.all(workers.map((worker) => worker.stop()))
    expect(heard).toEqual(['ch_1.1'])
  })

  it.each([
    ['leaseSeconds', 0],
    ['restMilliseconds', 0.5],
    ['longestMilliseconds', Number.NaN],
  ])('is not started with %s %s', (name, value) => {
    expect(() => world().start({ [name]: value })).toThrow(
      `startWorker: ${name} is ${value}, no whole number from 1 on`,
    )
  })
})

const startWorkerWithoutEvents = (start: (options: object) => ReturnType<typeof startWorker>) =>
  start({ events: undefined })
