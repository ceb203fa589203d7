/** A store that was saved and restored is the same store. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { right, stripe } from '../../../src/index.js'
import {
  account,
  countingIds,
  createRefundDesk,
  idempotencyKey,
  type MemoryStore,
  manualClock,
  memoryStore,
  type RefundDesk,
  restoreMemoryStore,
  type SavedRow,
} from '../../../src/store/index.js'
import { ch_1, dp_1, later, leftOf, now, re_1, re_2, rightOf, usd, usd_ } from '../../fixtures.js'
import { runs } from '../../tools/runs.js'

const [main, other] = [rightOf(account('main')), rightOf(account('other'))]
const clock = manualClock(now)
const deskOn = (store: MemoryStore): RefundDesk =>
  createRefundDesk({ store, clock, ids: countingIds(), policy: stripe })

/** What a backend may do, by number; refusals are part of it. */
const STEPS: readonly ((desk: RefundDesk) => Promise<unknown>)[] = [
  (desk) => desk.authorize({ account: main, id: ch_1, amount: usd(1000), currency: usd_ })(),
  (desk) => desk.capture({ account: main, charge: ch_1, amount: 'remaining' })(),
  (desk) => desk.refund({ account: main, charge: ch_1, id: re_1, amount: usd(300), currency: usd_, due: [ask] })(),
  (desk) => desk.refund({ account: main, charge: ch_1, id: re_2, amount: usd(800), currency: usd_, key: key('k') })(),
  (desk) => desk.acknowledge({ account: main, refund: re_1, answer: { status: 'succeeded' }, key: key('a') })(),
  (desk) =>
    desk.openDispute({
      account: main,
      charge: ch_1,
      dispute: dp_1,
      amount: usd(5),
      currency: usd_,
      stage: 'inquiry',
    })(),
  (desk) => desk.authorize({ account: other, id: ch_1, amount: usd(70), currency: usd_, status: 'pending' })(),
  (desk) => desk.deliver(() => async () => right(null), { limit: 1 })(),
  (desk) =>
    desk.transact({
      account: other,
      charge: null,
      documents: [{ kind: 'order', id: '7' }],
      decide: ({ documents }, at) => ({
        answer: right(null),
        documents: [{ kind: 'order', id: '7', createdAt: at, labels: ['a'], body: { n: documents.length } }],
      }),
    })(),
]
const key = (text: string) => rightOf(idempotencyKey(text))
const ask = { at: later(60), work: { type: 'task', name: 'ask', data: { id: 're_1' } } } as const

const lived = async (steps: readonly number[]): Promise<MemoryStore> => {
  const store = memoryStore({ clock })
  const desk = deskOn(store)
  for (const step of steps) await STEPS[step]?.(desk)
  return store
}

const written = (saved: readonly SavedRow[]): readonly SavedRow[] => JSON.parse(JSON.stringify(saved))
const whole = Array.from(STEPS.keys())

describe('a restored store', () => {
  it('saves what it was restored from', async () => {
    const law = fc.asyncProperty(fc.array(fc.nat({ max: STEPS.length - 1 }), { maxLength: 20 }), async (steps) => {
      const saved = await (await lived(steps)).save()
      expect(await rightOf(restoreMemoryStore(written(saved), { clock })).save()).toEqual(saved)
    })
    await fc.assert(law, { numRuns: runs(60) })
  })
  it('goes on as the first would have: the next steps answer the same', async () => {
    const law = fc.asyncProperty(fc.array(fc.nat({ max: STEPS.length - 1 }), { maxLength: 9 }), async (steps) => {
      const first = await lived([0, 1, 2, 3, ...steps])
      const second = rightOf(restoreMemoryStore(written(await first.save()), { clock }))
      const [one, two] = [deskOn(first), deskOn(second)]
      // Which charge has waited longest for a reader is not saved, so a reader of one charge may get another one.
      for (const step of whole.filter((one) => one !== 7))
        expect(await STEPS[step]?.(two)).toEqual(await STEPS[step]?.(one))
    })
    await fc.assert(law, { numRuns: runs(30) })
  })
  it('replays its keys, gives out what was not acknowledged, and fires what was due', async () => {
    const store = rightOf(
      restoreMemoryStore(written(await (await lived([0, 1, 2, 3])).save()), { clock: () => later(60) }),
    )
    const desk = createRefundDesk({ store, clock: () => later(60), ids: countingIds(), policy: stripe })
    const replayed = desk.refund({
      account: main,
      charge: ch_1,
      id: re_2,
      amount: usd(800),
      currency: usd_,
      key: key('k'),
    })
    expect(leftOf(await replayed())).toMatchObject({ _tag: 'ExceedsRemaining', remaining: 700 })
    expect(rightOf(await desk.deliver(() => async () => right(null))()).delivered).toBe(3)
    const fired = await desk.runDue({ tasks: { ask: () => async () => right(null) } })()
    expect(rightOf(fired).map(({ due, result }) => [due.work, result])).toEqual([[ask.work, right(null)]])
  })
})

describe('saved rows that are no store', () => {
  it.each<[string, (saved: readonly SavedRow[]) => readonly SavedRow[], object]>([
    [
      'a charge without its last event',
      (saved) => saved.filter((_, index) => index !== lastEvent(saved)),
      { row: 'charge', id: 'ch_1' },
    ],
    [
      'an event twice',
      (saved) => [...saved, ...saved.filter(({ kind }) => kind === 'event')],
      { row: 'event', id: 'ch_1.1' },
    ],
    ['a refund of no charge', (saved) => saved.filter(({ kind }) => kind === 'refund'), { row: 'refund', id: 're_1' }],
    [
      'a charge without one of its refunds',
      (saved) => saved.filter(({ kind, row }) => kind !== 'refund' || !JSON.stringify(row).includes('re_1')),
      { row: 'charge', id: 'ch_1' },
    ],
    ['no row at all', () => [null as unknown as SavedRow], { problems: ['unknown kind'] }],
    ['a key twice', (saved) => [...saved, ...saved.filter(({ kind }) => kind === 'key')], { row: 'key' }],
    [
      'a document twice',
      (saved) => [...saved, ...saved.filter(({ kind }) => kind === 'document')],
      { row: 'document', id: '7' },
    ],
    ['what is due twice', (saved) => [...saved, ...saved.filter(({ kind }) => kind === 'due')], { row: 'due' }],
    [
      'a kind that there is not',
      () => [{ kind: 'order' as 'due', row: null }],
      { row: 'order', problems: ['unknown kind'] },
    ],
  ])('are refused: %s', async (_, spoil, error) => {
    const saved = spoil(await (await lived(whole)).save())
    expect(leftOf(restoreMemoryStore(saved))).toMatchObject({ _tag: 'InvalidRow', ...error })
  })
})

/** Of the account `main`, whose rows come first. */
const lastEvent = (saved: readonly SavedRow[]): number =>
  saved.findLastIndex(({ kind, row }) => kind === 'event' && JSON.stringify(row).includes('"account":"main"'))
