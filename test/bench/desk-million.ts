/**
 * Whether the millionth refund in a store costs what the first ones did.
 *
 * Half a minute lies between the first block and the last, and what else the machine does meanwhile would decide. So two
 * processes take turns, part by part: one has a new store, and one has all but the last block in its store already.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { PerformanceObserver } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'
import { type Form, milliseconds, openDesk, refundAll, requests } from './desk-given.js'
import { type Effort, type Finding, finding, median } from './measure.js'

const RATIO = 1.2
/** The processes take turns after so many refunds. */
const PART = 5000
/** Made at once, between the times that are taken. */
const LOT = 1000

interface Sizes {
  readonly refunds: number
  readonly block: number
}
const FULL: Sizes = { refunds: 1_000_000, block: 50_000 }
const SMALL: Sizes = { refunds: 20_000, block: 5000 }

/** What a part took, in milliseconds. */
interface Part {
  /** Of the processor, all threads of this process together: what else the machine does is not in it. */
  readonly processor: number
  /** By the clock. */
  readonly plain: number
  /** Of that, what V8's collector stopped the program for. */
  readonly stopped: number
}

/** What the collector stopped the program for since the last call, in milliseconds. */
const watchCollector = (): (() => Promise<number>) => {
  let stopped = 0
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) stopped += duration
  })
  observer.observe({ entryTypes: ['gc'] })
  return async () => {
    // Node tells of a collection in a later turn of the event loop, and of several at once.
    await setImmediate()
    await setImmediate()
    const since = stopped
    stopped = 0
    return since
  }
}

const NO_TIME: Part = { processor: 0, plain: 0, stopped: 0 }
const plus = (one: Part, other: Part): Part => ({
  processor: one.processor + other.processor,
  plain: one.plain + other.plain,
  stopped: one.stopped + other.stopped,
})

/** What a process is told to do, and answers as a `Part`: that many refunds, from a number on. */
interface Lots {
  readonly from: number
  readonly refunds: number
}

/** Makes refunds in one store. What is asked is made before it is timed, and a second passes with each lot. */
const partsOn = async (form: Form): Promise<(lots: Lots) => Promise<Part>> => {
  const { desk, passSecond } = await openDesk(form)
  const stoppedSince = watchCollector()
  return async ({ from, refunds }) => {
    let part = NO_TIME
    for (let next = from; next < from + refunds; next += LOT) {
      passSecond()
      const asked = requests(form, next, Math.min(LOT, from + refunds - next))
      await stoppedSince()
      const before = process.cpuUsage()
      const plain = await milliseconds(() => refundAll(desk, asked))
      const { user, system } = process.cpuUsage(before)
      part = plus(part, { processor: (user + system) / 1000, plain, stopped: await stoppedSince() })
    }
    return part
  }
}

/** How often it warms up, so that V8 knows the new store's process as well as the full one's. */
const WARM_UPS = 4

/** One of the two processes: it warms up on stores that are dropped, and then does what it is told, until it is told no more. */
export const serveParts = async (form: Form, warmUp: number): Promise<void> => {
  for (let time = 0; time < WARM_UPS; time += 1) await (await partsOn(form))({ from: 0, refunds: warmUp })
  globalThis.gc?.()
  const part = await partsOn(form)
  process.on('message', (lots: Lots) => void part(lots).then((took) => process.send?.(took)))
  process.send?.('ready')
}

interface Contender {
  readonly process: ChildProcess
  readonly part: (lots: Lots) => Promise<Part>
}

const contender = async (form: Form, warmUp: number): Promise<Contender> => {
  const child = fork(process.argv[1] ?? '', [PARTS, JSON.stringify(form), String(warmUp)], {
    execArgv: ['--expose-gc'],
  })
  await once(child, 'message')
  const part = async (lots: Lots): Promise<Part> => {
    child.send(lots)
    const [took] = await once(child, 'message')
    return took
  }
  return { process: child, part }
}

/** The name under which `main.ts` runs `serveParts`. */
export const PARTS = 'desk-million-parts'

/** Milliseconds of a block. `typical`: its median part times the number of its parts. */
const blockOf = (parts: readonly Part[]) => {
  const typical = (of: keyof Part): number => parts.length * median(parts.map((part) => part[of]))
  return { typicalProcessor: typical('processor'), typicalPlain: typical('plain'), ...parts.reduce(plus, NO_TIME) }
}

const million = async (name: string, charges: number, effort: Effort): Promise<Finding> => {
  const { refunds, block } = effort.judged ? FULL : SMALL
  const form: Form = { charges, keys: true }
  const [young, old] = [await contender(form, block), await contender(form, block)]
  const filled = await old.part({ from: 0, refunds: refunds - block })
  const [firsts, lasts]: [Part[], Part[]] = [[], []]
  for (let from = 0; from < block; from += PART) {
    firsts.push(await young.part({ from, refunds: PART }))
    lasts.push(await old.part({ from: refunds - block + from, refunds: PART }))
  }
  for (const { process: child } of [young, old]) child.disconnect()
  const [first, last] = [blockOf(firsts), blockOf(lasts)]
  const ratio = last.processor / first.processor
  return finding(effort, {
    name,
    figures: {
      charges,
      refunds,
      block,
      firstBlockProcessorMs: first.processor,
      lastBlockProcessorMs: last.processor,
      typicalProcessorRatio: last.typicalProcessor / first.typicalProcessor,
      firstBlockPlainMs: first.plain,
      lastBlockPlainMs: last.plain,
      plainRatio: last.plain / first.plain,
      typicalPlainRatio: last.typicalPlain / first.typicalPlain,
      firstBlockCollectorMs: first.stopped,
      lastBlockCollectorMs: last.stopped,
      filledPlainMs: filled.plain,
    },
    ratio,
    limit: `ratio <= ${RATIO}`,
    ok: ratio <= RATIO,
  })
}

/**
 * Judged by the processor's time of the whole blocks, the collector's in all its threads with it and nothing left out. Printed
 * beside it: the same by the clock, and of the typical part, which leaves out what the collector does now and then.
 */
export const millionOnOne = (effort: Effort): Promise<Finding> => million('desk-million', 1, effort)
export const millionOnMany = (effort: Effort): Promise<Finding> => million('desk-million-spread', 1000, effort)
