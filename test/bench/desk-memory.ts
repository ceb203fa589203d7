/** What a refund costs the store in memory, with its event and the record of its key. */
import { eventId, type MemoryStore } from '../../src/store/index.js'
import { now, rightOf } from '../fixtures.js'
import {
  chargeIdAt,
  type Form,
  keyAt,
  main,
  type Opened,
  openDesk,
  refundAll,
  refundIdAt,
  requests,
} from './desk-given.js'
import { type Effort, type Finding, finding } from './measure.js'

const BYTES = 4096
const SHARE = 1000
/** A charge has these events before its refunds: it was authorised and captured. */
const EARLIER_EVENTS = 2

/** With what V8 keeps outside of its heap, where a store may put rows as well. */
const memoryUsed = (): number => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** In parts: what is asked takes no room itself. */
const refundSome = async ({ desk, passSecond }: Opened, form: Form, from: number, howMany: number): Promise<void> => {
  for (let done = 0; done < howMany; done += SHARE) {
    passSecond()
    await refundAll(desk, requests(form, from + done, Math.min(SHARE, howMany - done)))
  }
}

const METADATA = { order: '6735', customer: 'cus_000000000042', channel: 'support' }

/** The whole life of refunds: asked under a key with metadata, acknowledged as pending, and succeeded: three events each. */
const liveSome = async ({ desk, passSecond }: Opened, form: Form, from: number, howMany: number): Promise<void> => {
  for (let done = 0; done < howMany; done += 1) {
    if (done % SHARE === 0) passSecond()
    for (const asked of requests(form, from + done, 1)) {
      const { charge, id: refund } = asked
      rightOf(await desk.refund({ ...asked, metadata: { ...METADATA } })())
      rightOf(await desk.acknowledge({ account: main, charge, refund, answer: { status: 'pending' } })())
      rightOf(await desk.succeed({ account: main, charge, refund })())
    }
  }
}

/** Bytes per refund that has lived, from so many refunds to twice as many. */
const lifeSlope = async (refunds: number): Promise<number> => {
  const form: Form = { charges: 1000, keys: true }
  const opened = await openDesk(form)
  await liveSome(opened, form, 0, refunds)
  const before = memoryUsed()
  await liveSome(opened, form, refunds, refunds)
  const memory = memoryUsed() - before
  // The store must be there until it was measured.
  if (rightOf(await opened.desk.list({ account: main, of: 'refund' })()).data.length === 0)
    throw new Error('no refunds')
  return memory / refunds
}

/** Asked for with other parameters, a key shows its record and stays as it is. */
const keyRecord = async (store: MemoryStore, index: number): Promise<unknown> => {
  const use = { key: keyAt(index), path: '', fingerprint: '', lifeSeconds: 86_400, leaseSeconds: 1 }
  const nothingElse = { charge: null, refund: null, dispute: null, documents: [] }
  const loaded = rightOf(await store.load({ account: main, ...nothingElse, key: use, at: now })())
  await store.release(loaded)()
  return loaded.key
}

/** The length of a refund's rows as JSON: the refund, its event, the record of its key. */
const jsonBytes = async ({ store }: Opened, { charges }: Form, index: number): Promise<number> => {
  const event = eventId(chargeIdAt(index % charges), EARLIER_EVENTS + Math.floor(index / charges) + 1)
  const rows = [
    rightOf(await store.find({ account: main, of: 'refund', id: refundIdAt(index) })()),
    rightOf(await store.find({ account: main, of: 'event', id: event })()),
    await keyRecord(store, index),
  ]
  if (rows.includes(null)) throw new Error(`not all of refund ${index} was found`)
  return rows.reduce<number>((bytes, row) => bytes + Buffer.byteLength(JSON.stringify(row)), 0)
}

/** Bytes per refund, from so many refunds to twice as many. */
const slope = async (form: Form, refunds: number): Promise<{ readonly memory: number; readonly json: number }> => {
  const opened = await openDesk(form)
  await refundSome(opened, form, 0, refunds)
  const before = memoryUsed()
  await refundSome(opened, form, refunds, refunds)
  const memory = memoryUsed() - before
  let json = 0
  for (let index = refunds; index < 2 * refunds; index += 1) json += await jsonBytes(opened, form, index)
  return { memory: memory / refunds, json: json / refunds }
}

/** The ratio is memory to JSON, and the worse one of the two forms of a refund that was just asked. */
export const memoryPerRefund = async (effort: Effort): Promise<Finding> => {
  const refunds = effort.judged ? 100_000 : 1000
  const hot = await slope({ charges: 1, keys: true }, refunds)
  const spread = await slope({ charges: 1000, keys: true }, refunds)
  const life = await lifeSlope(refunds)
  const worse = hot.memory / hot.json > spread.memory / spread.json ? hot : spread
  return finding(effort, {
    name: 'desk-memory',
    figures: {
      fromRefunds: refunds,
      toRefunds: 2 * refunds,
      hotBytesPerRefund: hot.memory,
      hotJsonBytesPerRefund: hot.json,
      spreadBytesPerRefund: spread.memory,
      spreadJsonBytesPerRefund: spread.json,
      wholeLifeBytesPerRefund: life,
    },
    ratio: worse.memory / worse.json,
    limit: `<= ${BYTES} bytes per refund`,
    ok: Math.max(hot.memory, spread.memory, life) <= BYTES,
  })
}
