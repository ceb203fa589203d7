/** Reading, and its typed errors. */
import type { RecordKind } from '../../../store/rows.js'
import { equal, given, refused } from '../../port/expect.js'
import { ACCOUNT, CH_1, DP_1, ELSEWHERE, RE_1, USD } from '../../port/given.js'
import { ask, cents, charged, times } from '../given.js'
import type { DeskTrials } from '../world.js'

const KINDS = ['charge', 'refund', 'dispute', 'event'] as const
const known = { charge: CH_1, refund: RE_1, dispute: DP_1, event: 'ch_1.1' } as const

export const readTrials: DeskTrials = {
  'each record is found by its id, in its own account only': async ({ desk, other }) => {
    await charged(desk)
    await given('refund', desk.refund(ask()))
    const opened = {
      account: ACCOUNT,
      charge: CH_1,
      dispute: DP_1,
      amount: cents(10),
      currency: USD,
      stage: 'open',
    } as const
    await given('openDispute', desk.openDispute(opened))
    for (const of of KINDS) {
      const found = await given(`retrieve ${of}`, other.retrieve({ account: ACCOUNT, of, id: known[of] }))
      equal(`retrieve ${of}: its id`, (found as { readonly id: string }).id, known[of])
      const elsewhere = other.retrieve({ account: ELSEWHERE, of, id: known[of] })
      await refused(`retrieve ${of} in another account`, elsewhere, { _tag: 'NotFound', of, id: known[of] })
      equal(`list ${of} in another account`, (await given('list', other.list({ account: ELSEWHERE, of }))).data, [])
    }
  },

  'what is not there is NotFound': async ({ desk }) => {
    for (const of of KINDS)
      await refused(`retrieve ${of}`, desk.retrieve({ account: ACCOUNT, of, id: 'none' }), {
        _tag: 'NotFound',
        of,
        id: 'none',
      })
    const document = desk.retrieve({ account: ACCOUNT, of: 'document', kind: 'order', id: 'none' })
    await refused('retrieve document', document, { _tag: 'NotFound', of: 'document', id: 'none' })
    await refused('audit', desk.audit({ account: ACCOUNT, charge: CH_1 }), { _tag: 'NotFound', of: 'charge', id: CH_1 })
  },

  'a page of none, of too many or of no whole number is InvalidPage': async ({ desk }) => {
    for (const limit of [0, -1, 101, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5' as unknown as number]) {
      const asked = desk.list({ account: ACCOUNT, of: 'refund', limit })
      await refused(`list ${String(limit)}`, asked, { _tag: 'InvalidPage', field: 'limit', value: limit })
    }
    for (const limit of [1, 100]) await given(`list ${limit}`, desk.list({ account: ACCOUNT, of: 'refund', limit }))
  },

  'a page after one and before another is InvalidPage': async ({ desk }) => {
    await charged(desk)
    const asked = { account: ACCOUNT, of: 'charge', startingAfter: CH_1, endingBefore: CH_1 } as const
    await refused('list', desk.list(asked), { _tag: 'InvalidPage', field: 'endingBefore', value: CH_1 })
  },

  'a cursor that is not there is UnknownCursor': async ({ desk }) => {
    const cursor = 'none'
    for (const field of ['startingAfter', 'endingBefore'] as const)
      for (const of of KINDS)
        await refused(`list ${of}`, desk.list({ account: ACCOUNT, of, [field]: cursor }), {
          _tag: 'UnknownCursor',
          field,
          cursor,
        })
  },

  'a page has ten where it is not said, the newest first, and the pages yield each once': async ({ desk, other }) => {
    await charged(desk)
    const made: string[] = []
    for (const index of times(23, (at) => at))
      made.unshift((await given('refund', desk.refund(ask({ id: null, amount: 1 + (index % 3) })))).refund.id)
    const read: string[] = []
    const sizes: number[] = []
    for (let more = true; more; ) {
      const cursor = read.at(-1)
      const page = await given(
        'list',
        other.list({ account: ACCOUNT, of: 'refund', ...(cursor === undefined ? {} : { startingAfter: cursor }) }),
      )
      read.push(...page.data.map(({ id }) => id))
      sizes.push(page.data.length)
      more = page.more
    }
    equal('the refunds, page by page', read, made)
    equal('how many each page has', sizes, [10, 10, 3])
  },

  'reading for an account that is none is InvalidName': async ({ desk }) => {
    for (const account of ['', 5 as unknown as string]) {
      const of: RecordKind = 'charge'
      const invalid = { _tag: 'InvalidName', field: 'account', value: account } as const
      await refused('retrieve', desk.retrieve({ account: account as never, of, id: CH_1 }), invalid)
      await refused('list', desk.list({ account: account as never, of }), invalid)
    }
  },
}
