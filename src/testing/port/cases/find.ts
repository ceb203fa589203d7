/** What `find` gives, and what survives being written: names and values of every kind. */
import fc from 'fast-check'
import type { Json } from '../../../domain/idempotency/json.js'
import { requestRefund } from '../../../domain/law/commands.js'
import type { RecordKind } from '../../../store/rows.js'
import { equal } from '../expect.js'
import {
  ACCOUNT,
  accountOf,
  after,
  CH_1,
  chargeOf,
  charging,
  DP_1,
  disputing,
  documentOf,
  keyOf,
  RE_1,
  recordOf,
  refundOf,
  requesting,
  START,
  succeeding,
  USD,
} from '../given.js'
import { property } from '../property.js'
import { keySeen } from '../seen.js'
import type { Trials } from '../trial.js'

/** Names that are easily taken for one another, or for something else, by a store that joins, folds or trims them. */
const NAMES = [
  ...['ch_1', 'ch_10', 'CH_1', 'ch-1', 'ch_1 ', ' ch_1', 'ch_1.1', 'ch_1.10', 'ch_1/1', 'ch_1:1', 'ch%1', 'ch*1'],
  ...['1', '01', '1e0', 'null', 'undefined', '__proto__', 'constructor', 'toString', "';--", '"', '\\', '\n', '\t'],
  ...['é', 'e\u0301', 'ß', 'ss', '日本', '👍', '\u200b', 'x'.repeat(255)],
]

/** Three documents for each character that a store may put between names: joined by it, they would be one. */
const ALIKE = [':', '/', '.', '|', '\n', '\u0001', '","'].flatMap((joint) =>
  [
    ['a', 'b', 'c:d'],
    ['a', 'b:c', 'd'],
    ['a:b', 'c', 'd'],
  ].map((names) => {
    const [account = '', kind = '', id = ''] = names.map((name) => name.replaceAll(':', joint))
    return [account, documentOf(id, names, { kind })] as const
  }),
)

const strange = fc.constantFrom('\u0000', '\ud800', '\u2028', '"', '\\', '1', '')
const json = fc.oneof(fc.jsonValue({ maxDepth: 3 }), strange, fc.array(strange), fc.dictionary(strange, fc.jsonValue()))
const metadata = fc.dictionary(fc.string(), fc.string(), { maxKeys: 5, noNullPrototype: true })

export const findTrials: Trials = {
  'find gives each record as it now is, by its kind and id': async ({ hand, other }) => {
    await hand.act({ charge: CH_1, refund: RE_1 }, [...charging(CH_1), requesting(RE_1)])
    const { charge, refund } = await hand.act({ charge: CH_1, refund: RE_1 }, [succeeding(after(1))])
    const { dispute } = await hand.act({ charge: CH_1, dispute: DP_1 }, [disputing(DP_1)])
    equal('find refund', await other.find({ account: ACCOUNT, of: 'refund', id: RE_1 }), refund)
    equal('find dispute', await other.find({ account: ACCOUNT, of: 'dispute', id: DP_1 }), dispute)
    const found = await other.find({ account: ACCOUNT, of: 'charge', id: CH_1 })
    equal('find charge: what its dispute made of it', found?.disputes.ever, (charge.disputes.ever ?? 0) + 1)
  },

  'find gives null for what is not there, or is of another kind': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, [...charging(CH_1), requesting(RE_1), disputing(DP_1)], {
      documents: [documentOf('o_1')],
    })
    const kinds: readonly RecordKind[] = ['charge', 'refund', 'dispute', 'event', 'document']
    const ids = { charge: CH_1, refund: RE_1, dispute: DP_1, event: 'ch_1.1', document: 'o_1' }
    for (const of of kinds)
      for (const id of [...kinds.filter((kind) => kind !== of).map((kind) => ids[kind]), 'none', 'ch_1.5', 'ch_1.0'])
        equal(`find ${of} '${id}'`, await other.find({ account: ACCOUNT, of, id, kind: 'order' }), null)
    const note = await other.find({ account: ACCOUNT, of: 'document', id: 'o_1', kind: 'note' })
    equal('find of a document in another kind', note, null)
  },

  'names are told apart to the letter': async ({ hand, other }) => {
    for (const name of NAMES) {
      const charge = chargeOf(name)
      const refund = refundOf(name)
      const documents = [documentOf(name, name), documentOf(name, name, { kind: name })]
      const key = { ...keyOf(name), path: name }
      const record = { ...recordOf(key, name), path: name }
      const asked = { account: accountOf(name), charge, refund, key }
      await hand.act(asked, [...charging(charge), requesting(refund)], { record, documents })
      await hand.act({ ...asked, account: ACCOUNT }, [...charging(charge), requesting(refund)], { record, documents })
    }
    for (const name of NAMES)
      for (const account of [ACCOUNT, accountOf(name)]) {
        const names = async (of: 'charge' | 'refund'): Promise<string | undefined> =>
          (await other.find({ account, of, id: name }))?.id
        equal(`find of the name ${JSON.stringify(name)}`, [await names('charge'), await names('refund')], [name, name])
        for (const kind of ['order', name]) {
          const stored = await other.find({ account, of: 'document', kind, id: name })
          equal(
            `find document ${JSON.stringify(name)}: version and body`,
            [stored?.version, stored?.document.body],
            [1, name],
          )
        }
        const { data } = await other.list({ account, of: 'event', charge: chargeOf(name), limit: 100 })
        equal(`list event of ${JSON.stringify(name)}`, [data.length, data[0]?.charge], [3, name])
        const key = { ...keyOf(name), path: name }
        equal(`load of the key ${JSON.stringify(name)}`, await keySeen(other, key, account), {
          ...recordOf(key, name),
          path: name,
        })
      }
    equal('list charge', (await other.list({ account: ACCOUNT, of: 'charge', limit: 100 })).data.length, NAMES.length)
    equal('claimEvents', (await other.claimEvents(1000)).length, 2 * NAMES.length)
  },

  'account, kind and id are not run together': async ({ hand, other }) => {
    for (const [account, document] of ALIKE) await hand.put({ account: accountOf(account) }, { documents: [document] })
    for (const [account, document] of ALIKE) {
      const asked = { account: accountOf(account), of: 'document', kind: document.kind, id: document.id } as const
      equal('find document', await other.find(asked), { version: 1, document })
    }
  },

  'every JSON value comes back as it was written': (bench) =>
    property(bench, fc.tuple(json, json, json, metadata), async ([body, answer, data, metadata], account, run) => {
      const { hand, other } = bench
      const key = keyOf(`k_${run}`)
      const asked = { account, charge: CH_1, refund: RE_1, key }
      const request = requestRefund({ id: RE_1, amount: 'remaining', currency: USD, metadata, at: START })
      const document = documentOf('o_1', body as Json)
      const due = { at: START, work: { type: 'task', name: 'send', data: data as Json } } as const
      const changes = await hand.act(asked, [...charging(CH_1), request], {
        record: recordOf(key, answer as Json),
        documents: [document],
        due: [due],
      })
      equal('load: key', await keySeen(other, key, account), recordOf(key, answer as Json))
      equal('find refund', await other.find({ account, of: 'refund', id: RE_1 }), changes.refund)
      const stored = await other.find({ account, of: 'document', kind: 'order', id: 'o_1' })
      equal('find document', stored?.document, document)
      const [claimed] = await other.claimDue()
      equal('claimDue: work', claimed?.work, due.work)
    }),
}
