/** Listings: newest first, with exclusive cursors, bounds of creation and filters, compared with the model. */
import fc from 'fast-check'
import { isLeft } from '../../../domain/either.js'
import type { Account } from '../../../store/names.js'
import type { List } from '../../../store/port.js'
import type { RecordKind } from '../../../store/rows.js'
import { answered, equal, fail, refused } from '../expect.js'
import { ACCOUNT, after, CH_1, chargeOf, charging, documentOf, ELSEWHERE, RE_1, requesting } from '../given.js'
import type { Hand } from '../hand.js'
import { listOf, type Question, questions, type Step, steps, take } from '../lists.js'
import { emptyModel, type Model } from '../model.js'
import { list } from '../model-list.js'
import { property } from '../property.js'
import type { Bench, Trials } from '../trial.js'

/** Asks the same of both. */
const same = async (hand: Hand, model: Model, asked: List): Promise<void> => {
  const expected = list(model, asked)
  const answer = await answered(`list ${asked.of}`, hand.store.list(asked))
  equal(`list ${JSON.stringify(asked)}`, answer, expected)
}

/** Random rows, and then each listing that `asked` makes of each question. */
const listed = (bench: Bench, asked: (of: List, question: Question) => List): Promise<void> =>
  property(bench, fc.tuple(steps, questions), async ([rows, all], account) => {
    const model = emptyModel()
    for (const [index, step] of rows.entries()) await take(bench.hand, model, account, step, index)
    for (const question of all) await same(bench.other, model, asked(listOf(model, account, question), question))
  })

const WHOLE = ({ account, of, limit, kind }: List): List =>
  kind === undefined ? { account, of, limit } : { account, of, limit, kind }

/** More than any case makes rows. */
const MOST_PAGES = 1000

/** Every id, page by page, with whatever happens between two pages. */
const walked = async (
  hand: Hand,
  asked: List,
  direction: 'startingAfter' | 'endingBefore',
  between: () => Promise<void>,
): Promise<readonly string[]> => {
  const ids: string[] = []
  let next: List = asked
  for (let pages = 1; ; pages += 1) {
    // A store that never comes to an end answers at once, so that no time-out of a test runner would ever fire.
    if (pages > MOST_PAGES) fail(`list ${asked.of}: expected an end, got page ${pages}`)
    const { data, more } = await hand.list(next)
    const page = data.map((row) => ('document' in row ? row.document.id : row.id))
    if (direction === 'startingAfter') ids.push(...page)
    else ids.unshift(...page)
    const cursor = direction === 'startingAfter' ? page.at(-1) : page[0]
    if (!more || cursor === undefined) return ids
    await between()
    next = { ...asked, [direction]: cursor }
  }
}

const idsOf = (model: Model, asked: List): readonly string[] => {
  const whole = list(model, { ...asked, limit: 1000 })
  return isLeft(whole) ? [] : whole.right.data.map((row) => ('document' in row ? row.document.id : row.id))
}

const KINDS: readonly (readonly [RecordKind, string?])[] = [
  ['charge'],
  ['refund'],
  ['dispute'],
  ['event'],
  ['document', 'order'],
  ['document', 'note'],
]

const walks = (bench: Bench, inserted: fc.Arbitrary<readonly Step[]>): Promise<void> =>
  property(bench, fc.tuple(steps, inserted, fc.integer({ min: 1, max: 4 })), async ([rows, more, limit], account) => {
    const { hand, other } = bench
    const model = emptyModel()
    for (const [index, step] of rows.entries()) await take(hand, model, account, step, index)
    for (const [of, kind] of KINDS) {
      const asked: List = { account, of, limit, ...(kind === undefined ? {} : { kind }) }
      await walkBothWays(other, model, asked, more, (step, index) => take(hand, model, account, step, index))
    }
  })

const walkBothWays = async (
  hand: Hand,
  model: Model,
  asked: List,
  inserted: readonly Step[],
  insert: (step: Step, index: number) => Promise<void>,
): Promise<void> => {
  const before = idsOf(model, asked)
  const oldest = before.at(-1)
  for (const direction of ['startingAfter', 'endingBefore'] as const) {
    if (direction === 'endingBefore' && oldest === undefined) continue
    const from = direction === 'endingBefore' && oldest !== undefined ? { ...asked, endingBefore: oldest } : asked
    let step = 0
    const ids = await walked(hand, from, direction, async () => {
      const next = inserted[step]
      step += 1
      if (next !== undefined) await insert(next, 1000 + model.rows.length)
    })
    const expected = direction === 'endingBefore' ? before.slice(0, -1) : before
    const what = `list ${asked.of}, all pages of ${asked.limit} by ${direction}`
    equal(`${what}: rows given more than once`, ids.length - new Set(ids).size, 0)
    equal(
      `${what}: rows that were there before`,
      ids.filter((id) => before.includes(id)),
      expected,
    )
  }
}

const three = async (hand: Hand, account: Account = ACCOUNT): Promise<void> => {
  for (const [index, second] of [1, 2, 3].entries()) {
    const charge = chargeOf(`ch_${index + 1}`)
    const document = documentOf(`o_${index + 1}`, index, { createdAt: after(second), labels: ['customer:a'] })
    await hand.act({ account, charge }, charging(charge, after(second)), { documents: [document] })
  }
}

const unknown = (hand: Hand, asked: List, field: 'startingAfter' | 'endingBefore', cursor: string): Promise<void> =>
  refused(`list ${asked.of} ${field} ${cursor}`, hand.store.list({ ...asked, [field]: cursor }), {
    _tag: 'UnknownCursor',
    field,
    cursor,
  })

export const listTrials: Trials = {
  'listings are empty where nothing is stored': async ({ hand }) => {
    for (const [of, kind = 'order'] of KINDS)
      equal(`list ${of}`, await hand.list({ account: ACCOUNT, of, limit: 10, kind }), { data: [], more: false })
  },

  'listings stand newest first, and of one second the one written later': (bench) =>
    listed(bench, (asked) => ({ ...WHOLE(asked), limit: 100 })),
  'listings end at their limit, and say whether there is more': (bench) => listed(bench, WHOLE),
  'cursors are exclusive, and endingBefore gives the rows next to it': (bench) =>
    listed(bench, ({ created: _created, charge: _charge, label: _label, ...asked }) => asked),
  'bounds of creation hold, each by itself and together': (bench) =>
    listed(bench, (asked) => ({ ...WHOLE(asked), ...(asked.created === undefined ? {} : { created: asked.created }) })),
  'the filter by charge holds': (bench) =>
    listed(bench, (asked) => ({ ...WHOLE(asked), ...(asked.charge === undefined ? {} : { charge: asked.charge }) })),
  'the filter by label holds, with the labels that a document now has': (bench) =>
    listed(bench, (asked) => ({ ...WHOLE(asked), ...(asked.label === undefined ? {} : { label: asked.label }) })),
  'filters, bounds and cursors hold together': (bench) => listed(bench, (asked) => asked),

  'a walk over all pages gives each row once, both ways': (bench) => walks(bench, fc.constant([])),
  'a walk over all pages gives each row once while others are written': (bench) => walks(bench, steps),

  'a cursor that matches no filter still is a position': async ({ hand, other }) => {
    await three(hand)
    const created = { lt: after(3) }
    const { data } = await other.list({ account: ACCOUNT, of: 'charge', limit: 10, created, startingAfter: 'ch_3' })
    equal(
      'list charge startingAfter one that is too new',
      data.map(({ id }) => id),
      ['ch_2', 'ch_1'],
    )
    await hand.put({}, { documents: [documentOf('o_4', 0, { createdAt: after(2) })] })
    const asked = { account: ACCOUNT, of: 'document', kind: 'order', label: 'customer:a', limit: 10 } as const
    const page = await other.list({ ...asked, endingBefore: 'o_4' })
    equal(
      'list document endingBefore one without the label',
      page.data.map(({ document }) => document.id),
      ['o_3'],
    )
  },

  'an id that is none is no cursor': async ({ hand, other }) => {
    await three(hand)
    await hand.act({ charge: CH_1, refund: RE_1 }, [requesting(RE_1)], {
      documents: [documentOf('n_1', 0, { kind: 'note' })],
    })
    await three(hand, ELSEWHERE)
    await hand.act({ account: ELSEWHERE, charge: chargeOf('ch_9') }, charging(chargeOf('ch_9')))
    for (const field of ['startingAfter', 'endingBefore'] as const) {
      await unknown(other, { account: ACCOUNT, of: 'charge', limit: 10 }, field, 'none')
      await unknown(other, { account: ACCOUNT, of: 'charge', limit: 10 }, field, RE_1)
      await unknown(other, { account: ACCOUNT, of: 'charge', limit: 10 }, field, 'ch_9')
      await unknown(other, { account: ACCOUNT, of: 'event', limit: 10 }, field, 'ch_1.4')
      await unknown(other, { account: ACCOUNT, of: 'document', kind: 'order', limit: 10 }, field, 'n_1')
    }
  },
}
