/** What `commit` writes when nothing moved. */
import { eventId } from '../../../store/rows.js'
import { equal } from '../expect.js'
import {
  ACCOUNT,
  after,
  CH_1,
  charging,
  DP_1,
  disputing,
  documentOf,
  ELSEWHERE,
  FAR,
  keyOf,
  RE_1,
  recordOf,
  requesting,
  succeeding,
  taskOf,
} from '../given.js'
import type { Hand } from '../hand.js'
import { changesNothing, nothingIsDelivered, seenBy } from '../seen.js'
import type { Trials } from '../trial.js'

const versionOf = async (hand: Hand): Promise<number> => {
  const loaded = await hand.load({ charge: CH_1 })
  await hand.release(loaded)
  return loaded.version
}

export const commitTrials: Trials = {
  'the first commit of a charge makes its version the number of its events': async ({ hand, other }) => {
    const { events } = await hand.act({ charge: CH_1 }, [...charging(CH_1), requesting(RE_1)])
    equal('load after a first commit of three events: version', await versionOf(other), events.length)
  },

  'each commit adds the number of its events to the version': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    await hand.act({ charge: CH_1, refund: RE_1 }, [requesting(RE_1)])
    equal('load after commits of two and one events: version', await versionOf(other), 3)
    await hand.act({ charge: CH_1, dispute: DP_1 }, [disputing(DP_1)])
    equal('load after a dispute: version', await versionOf(other), 4)
  },

  'events take the next numbers of their charge, and ids by them': async ({ hand, other }) => {
    const { events } = await hand.act({ charge: CH_1 }, charging(CH_1))
    const more = await hand.act({ charge: CH_1, refund: RE_1 }, [requesting(RE_1), succeeding()])
    const stored = [...events, ...more.events].map((event, index) => ({
      id: eventId(CH_1, index + 1),
      account: ACCOUNT,
      charge: CH_1,
      number: index + 1,
      event,
    }))
    for (const event of stored)
      equal('find event', await other.find({ account: ACCOUNT, of: 'event', id: event.id }), event)
    equal('find of the next event', await other.find({ account: ACCOUNT, of: 'event', id: eventId(CH_1, 5) }), null)
  },

  'a commit writes every part of it': async ({ hand, other }) => {
    await hand.put({}, { due: [taskOf('before')] })
    const done = await hand.claimDue(FAR, 1)
    const key = keyOf('k_1')
    const document = documentOf('o_1', { total: 10 })
    const parts = { record: recordOf(key, 'answer'), documents: [document], due: [taskOf('next')], done }
    const commands = [...charging(CH_1), requesting(RE_1), disputing(DP_1)]
    const changes = await hand.act({ charge: CH_1, key }, commands, parts)
    equal('find charge', await other.find({ account: ACCOUNT, of: 'charge', id: CH_1 }), changes.charge)
    equal('find refund', await other.find({ account: ACCOUNT, of: 'refund', id: RE_1 }), changes.refund)
    equal('find dispute', await other.find({ account: ACCOUNT, of: 'dispute', id: DP_1 }), changes.dispute)
    const stored = await other.find({ account: ACCOUNT, of: 'document', kind: 'order', id: 'o_1' })
    equal('find document', stored, { version: 1, document })
    const loaded = await other.load({ key })
    equal('load: key', loaded.key, parts.record)
    await other.release(loaded)
    equal('claimEvents: events', (await other.claimEvents())[0]?.events.length, changes.events.length)
    equal('claimDue: how many besides the one that is done', (await other.claimDue()).length, 1)
    const again = await hand.load({})
    equal('commit of what is done already', await hand.tryCommit(again, { done }), 'due')
  },

  'a commit that changes a charge alone leaves its refunds and disputes as they are': async ({ hand, other }) => {
    const asked = { charge: CH_1, refund: RE_1, dispute: DP_1 }
    const before = await hand.act(asked, [...charging(CH_1), requesting(RE_1), disputing(DP_1)])
    await hand.act({ ...asked, dispute: null }, [succeeding(after(1))])
    const loaded = await other.load(asked)
    equal('load after the refund moved: dispute', loaded.books.dispute, before.dispute)
    equal('load after the refund moved: refund', loaded.books.refund?.status, 'succeeded')
    equal('load after the refund moved: charge', loaded.books.charge?.unsettled, 0)
    await other.release(loaded)
  },

  'a record, documents and due work without changes move no charge and make no event': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    const before = await versionOf(other)
    const key = keyOf('k_1')
    await hand.put({ charge: CH_1, key }, { record: recordOf(key, { refused: true }) })
    await hand.put({ charge: CH_1 }, { documents: [documentOf('o_1')] })
    await hand.put({ charge: CH_1 }, { due: [taskOf('first')] })
    equal('load after them: version', await versionOf(other), before)
    await nothingIsDelivered(other)
    equal('list event', (await other.list({ account: ACCOUNT, of: 'event', limit: 100 })).data.length, before)
    const loaded = await other.load({ key })
    equal('load: key', loaded.key, recordOf(key, { refused: true }))
    await other.release(loaded)
  },

  'a document’s versions count its commits, and not those of its charge': async ({ hand, other }) => {
    const documents = [{ kind: 'order', id: 'o_1' }]
    await hand.act({ charge: CH_1, documents }, charging(CH_1), { documents: [documentOf('o_1', 'first')] })
    await hand.act({ charge: CH_1, documents }, [requesting(RE_1)])
    await hand.put({ documents }, { documents: [documentOf('o_1', 'second')] })
    const loaded = await other.load({ charge: CH_1, documents })
    equal('load: documents', loaded.documents, [{ version: 2, document: documentOf('o_1', 'second') }])
    equal('load: version of the charge', loaded.version, 3)
    await other.release(loaded)
  },

  'a new document that a commit has twice is as the later one says': async ({ hand, other }) => {
    const twice = [documentOf('o_1', 'first'), documentOf('o_2'), documentOf('o_1', 'second')]
    await hand.put({}, { documents: twice })
    const stored = await other.find({ account: ACCOUNT, of: 'document', kind: 'order', id: 'o_1' })
    equal('find document', stored?.document, documentOf('o_1', 'second'))
    const page = await other.list({ account: ACCOUNT, of: 'document', kind: 'order', limit: 100 })
    equal('list document: how many', page.data.length, 2)
  },

  'a commit of nothing writes nothing': async (bench) => {
    await bench.hand.act({ charge: CH_1 }, charging(CH_1))
    await changesNothing(bench, 'a commit of nothing', () => bench.hand.put({ charge: CH_1, key: keyOf('k_1') }, {}))
  },

  'accounts are separate worlds': async ({ hand, other }) => {
    const documents = [{ kind: 'order', id: 'o_1' }]
    const key = keyOf('k_1')
    const write = { documents: [documentOf('o_1')], record: recordOf(key, 'answer') }
    const commands = [...charging(CH_1), requesting(RE_1), disputing(DP_1)]
    const empty = await seenBy(other, ELSEWHERE)
    await hand.act({ charge: CH_1, refund: RE_1, dispute: DP_1, documents, key }, commands, write)
    equal('everything that can be read in another account', await seenBy(other, ELSEWHERE), empty)
    for (const of of ['charge', 'refund', 'dispute', 'event', 'document'] as const)
      for (const id of [CH_1, RE_1, DP_1, eventId(CH_1, 1), 'o_1'])
        equal(`find ${of} in another account`, await other.find({ account: ELSEWHERE, of, id, kind: 'order' }), null)
    const first = await seenBy(other)
    const asked = { account: ELSEWHERE, charge: CH_1, refund: RE_1, dispute: DP_1, documents, key }
    await hand.act(asked, commands, write)
    await hand.act({ account: ELSEWHERE, charge: CH_1, refund: RE_1 }, [succeeding()])
    equal('everything that can be read in the first account', await seenBy(other), first)
  },
}
