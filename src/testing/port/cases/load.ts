/** What `load` gives. */
import { equal } from '../expect.js'
import {
  ACCOUNT,
  CH_1,
  CH_2,
  charging,
  DP_1,
  disputing,
  documentOf,
  loadOf,
  RE_1,
  RE_2,
  requesting,
  taskOf,
  writeOf,
} from '../given.js'
import { changesNothing } from '../seen.js'
import type { Trials } from '../trial.js'

const EMPTY = { charge: null, refund: null, dispute: null }

export const loadTrials: Trials = {
  'load answers version 0 and nothing where nothing is stored': async ({ hand }) => {
    const asked = { charge: CH_1, refund: RE_1, dispute: DP_1, documents: [{ kind: 'order', id: 'o_1' }] }
    const loaded = await hand.load(asked)
    equal('load', loaded, { account: ACCOUNT, version: 0, books: EMPTY, documents: [null], key: null })
    await hand.release(loaded)
  },

  'load gives the records asked for, and no others': async ({ hand, other }) => {
    const asked = { charge: CH_1, refund: RE_1, dispute: DP_1 }
    const { charge, refund, dispute } = await hand.act(asked, [...charging(CH_1), requesting(RE_1), disputing(DP_1)])
    const all = await other.load(asked)
    equal('load: books', all.books, { charge, refund, dispute })
    await other.release(all)
    const one = await other.load({ charge: CH_1 })
    equal('load of a charge alone: books', one.books, { charge, refund: null, dispute: null })
    await other.release(one)
  },

  'load gives a refund and a dispute that are another charge’s, or asked for without a charge': async ({ hand }) => {
    const changes = await hand.act({ charge: CH_1 }, [...charging(CH_1), requesting(RE_1), disputing(DP_1)])
    await hand.act({ charge: CH_2 }, charging(CH_2))
    for (const charge of [CH_2, null]) {
      const loaded = await hand.load({ charge, refund: RE_1, dispute: DP_1 })
      equal('load: version', loaded.version, charge === null ? 0 : 2)
      equal('load: refund', loaded.books.refund, changes.refund)
      equal('load: dispute', loaded.books.dispute, changes.dispute)
      equal('load: charge', loaded.books.charge?.id ?? null, charge)
      await hand.release(loaded)
    }
  },

  'load gives documents in the order asked for, and null where there is none': async ({ hand }) => {
    const first = documentOf('o_1', { total: 10 })
    const second = documentOf('o_2', { total: 20 })
    const note = documentOf('o_1', 'another kind', { kind: 'note' })
    await hand.put({}, { documents: [first, second, note] })
    const loaded = await hand.load({
      documents: [second, { kind: 'note', id: 'o_2' }, note, first].map(({ kind, id }) => ({ kind, id })),
    })
    equal('load: documents', loaded.documents, [
      { version: 1, document: second },
      null,
      { version: 1, document: note },
      { version: 1, document: first },
    ])
    await hand.release(loaded)
  },

  'load and release write nothing': async (bench) => {
    const { hand } = bench
    await hand.act({ charge: CH_1 }, charging(CH_1), { documents: [documentOf('o_1')] })
    await changesNothing(bench, 'load and release', async () => {
      const documents = [documentOf('o_1'), documentOf('o_2')].map(({ kind, id }) => ({ kind, id }))
      await hand.release(await hand.load({ charge: CH_1, refund: RE_2, dispute: DP_1, documents }))
    })
  },

  'an operation does nothing before its task is run': async ({ hand, other }) => {
    const loaded = await hand.load({})
    const write = writeOf({ documents: [documentOf('o_1')], due: [taskOf('first')] })
    hand.store.commit(loaded, write)
    const read = await other.find({ account: ACCOUNT, of: 'document', kind: 'order', id: 'o_1' })
    equal('find, after a commit that was made and not run', read, null)
    await hand.commit(loaded, write)
    hand.store.claimDue({ at: write.due[0]?.at ?? loadOf({}).at, limit: 10, leaseSeconds: 60 })
    equal('claimDue, after one that was made and not run', (await other.claimDue()).length, 1)
  },
}
