/** The caller's own transaction, where the store offers one: all that was written in it stands, or nothing. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, left, right } from '../../../domain/either.js'
import type { StoreError } from '../../../store/errors.js'
import type { Store } from '../../../store/port.js'
import { answered, equal, fail, shown } from '../expect.js'
import {
  ACCOUNT,
  CH_1,
  CH_2,
  changed,
  charging,
  DP_1,
  disputing,
  documentOf,
  keyOf,
  RE_1,
  RE_2,
  recordOf,
  requesting,
  taskOf,
} from '../given.js'
import { type Hand, handOf } from '../hand.js'
import { changesNothing, dueIs, keySeen, nothingIsDelivered } from '../seen.js'
import type { Subject } from '../subject.js'
import type { Bench, Trial, Trials } from '../trial.js'

const KEY = keyOf('k_1')
const DOCUMENTS = [
  { kind: 'order', id: 'o_1' },
  { kind: 'order', id: 'o_2' },
]

/** Where the store offers no transaction there is nothing to try. */
const offered =
  (trial: (bench: Bench, transaction: NonNullable<Subject['transaction']>) => Promise<void>): Trial =>
  (bench) =>
    bench.subject.transaction === undefined ? Promise.resolve() : trial(bench, bench.subject.transaction)

const working =
  <E, A>(work: (hand: Hand) => Promise<Either<E, A>>) =>
  (store: Store): TaskEither<E, A> =>
  () =>
    work(handOf(store))

/** Every part that a commit has, on a charge, a document and something due that were there before. */
const everything = async (hand: Hand): Promise<void> => {
  const done = await hand.claimDue()
  const asked = { charge: CH_1, refund: RE_1, dispute: DP_1, documents: DOCUMENTS, key: KEY }
  await hand.act(asked, [requesting(RE_1), disputing(DP_1)], {
    record: recordOf(KEY, 'mine'),
    documents: DOCUMENTS.map(({ id }) => documentOf(id, 'mine')),
    due: [taskOf('mine')],
    done,
  })
  await hand.act({ charge: CH_2, refund: RE_2 }, [...charging(CH_2), requesting(RE_2)])
}

const prepared = ({ hand }: Bench): Promise<unknown> =>
  hand.act({ charge: CH_1 }, charging(CH_1), { documents: [documentOf('o_1', 'before')], due: [taskOf('before')] })

/** The transaction ends otherwise than by Right: nothing of it is left, and what it had claimed is free again. */
const rollsBack = (
  end: () => Promise<Either<string, never>>,
  expected: (answer: Promise<unknown>) => Promise<void>,
): Trial =>
  offered(async (bench, transaction) => {
    await prepared(bench)
    await changesNothing(bench, 'a transaction that was rolled back', async () => {
      const work = working(async (hand) => {
        await everything(hand)
        await hand.load({ key: keyOf('k_2') })
        return end()
      })
      await expected(transaction(work)())
    })
    await dueIs(bench.other, ['before'])
  })

export const transactionTrials: Trials = {
  'what is written in a transaction is seen in it': offered(async (bench, transaction) => {
    await prepared(bench)
    const work = working<StoreError, void>(async (hand) => {
      await everything(hand)
      const loaded = await hand.load({ charge: CH_1, refund: RE_1, documents: DOCUMENTS, key: KEY })
      equal('load in the transaction: version', loaded.version, 4)
      equal('load in the transaction: refund', loaded.books.refund?.id, RE_1)
      equal('load in the transaction: key', loaded.key, recordOf(KEY, 'mine'))
      const bodies = loaded.documents.map((stored) => stored?.document.body)
      equal('load in the transaction: documents', bodies, ['mine', 'mine'])
      await hand.release(loaded)
      return right(undefined)
    })
    const answer = await answered('transaction', transaction(work))
    if (answer._tag === 'Left') fail(`transaction: expected a Right, got a Left of ${shown(answer.left)}`)
  }),

  'Right commits all of a transaction, and is handed on': offered(async (bench, transaction) => {
    const { other } = bench
    await prepared(bench)
    const work = working(async (hand) => {
      await everything(hand)
      return right('the caller’s own')
    })
    equal('transaction', await answered('transaction', transaction(work)), right('the caller’s own'))
    equal('find refund', (await other.find({ account: ACCOUNT, of: 'refund', id: RE_2 }))?.charge, CH_2)
    const loaded = await other.load({ charge: CH_1, refund: RE_1, dispute: DP_1, documents: DOCUMENTS })
    const { refund, dispute } = loaded.books
    equal('load: version and ids', [loaded.version, refund?.id, dispute?.id], [4, RE_1, DP_1])
    equal(
      'load: documents',
      loaded.documents.map((stored) => stored?.version),
      [2, 1],
    )
    await other.release(loaded)
    equal('load: key', await keySeen(other, KEY), recordOf(KEY, 'mine'))
    await nothingIsDelivered(other)
    await dueIs(other, ['mine'])
  }),

  'Left rolls all of a transaction back, and is handed on': rollsBack(
    async () => left('the caller’s own'),
    async (answer) => equal('transaction', await answer, left('the caller’s own')),
  ),

  'a rejection rolls all of a transaction back': rollsBack(
    () => Promise.reject(new Error('the caller’s own')),
    async (answer) => {
      const right = await answer.then(
        (value) => (value as Either<unknown, unknown>)._tag === 'Right',
        () => false,
      )
      equal('transaction: whether it ended well', right, false)
    },
  ),

  'nothing of a transaction is seen by others before it ends': offered(async (bench, transaction) => {
    const { hand, other } = bench
    await prepared(bench)
    const readers: Promise<unknown>[] = []
    const work = working<string, never>(async (inside) => {
      await everything(inside)
      // Not awaited here: a store may let them wait until the transaction has ended.
      for (const reader of [hand, other]) {
        readers.push(reader.find({ account: ACCOUNT, of: 'refund', id: RE_1 }))
        readers.push(reader.find({ account: ACCOUNT, of: 'charge', id: CH_2 }))
      }
      await inside.release(await inside.load({ charge: CH_1 }))
      return left('rolled back')
    })
    await transaction(work)()
    equal('find by others during a transaction that was rolled back', await Promise.all(readers), [
      null,
      null,
      null,
      null,
    ])
  }),

  'a commit that answers Moved in a transaction writes nothing, and leaves the rest standing': offered(
    async (bench, transaction) => {
      const { hand, other } = bench
      await hand.act({ charge: CH_1, refund: RE_1 }, [...charging(CH_1), requesting(RE_1)])
      const work = working<StoreError, void>(async (inside) => {
        await inside.act({ charge: CH_2 }, charging(CH_2), { documents: [documentOf('o_1')] })
        const loaded = await inside.load({ charge: CH_2 })
        const write = { changes: changed(loaded.books, [requesting(RE_1)]), documents: [documentOf('o_2')] }
        equal('commit in the transaction: what moved', await inside.tryCommit(loaded, write), 'refund')
        await inside.act({ charge: CH_2, refund: RE_2 }, [requesting(RE_2)])
        return right(undefined)
      })
      equal('transaction', (await answered('transaction', transaction(work)))._tag, 'Right')
      const loaded = await other.load({ charge: CH_2, refund: RE_2, documents: DOCUMENTS })
      equal('load: version', loaded.version, 3)
      equal('load: refund', loaded.books.refund?.charge, CH_2)
      equal(
        'load: documents',
        loaded.documents.map((stored) => stored?.version ?? null),
        [1, null],
      )
      await other.release(loaded)
    },
  ),

  'transactions at the same time lose nothing of one another': offered(async (bench, transaction) => {
    const { other } = bench
    const documents = [{ kind: 'order', id: 'o_1' }]
    await other.put({ documents }, { documents: [documentOf('o_1', 0)] })
    const count = (): Promise<unknown> => {
      const work = working<string, void>(async (inside) => {
        const loaded = await inside.load({ documents })
        const body = Number(loaded.documents[0]?.document.body) + 1
        const moved = await inside.tryCommit(loaded, { documents: [documentOf('o_1', body)] })
        return moved === null ? right(undefined) : left(moved)
      })
      return transaction(work)().then((answer) => (answer._tag === 'Left' ? count() : answer))
    }
    await Promise.all([count(), count(), count(), count()])
    const stored = await other.find({ account: ACCOUNT, of: 'document', kind: 'order', id: 'o_1' })
    equal('find document, counted up by each', [stored?.version, stored?.document.body], [5, 4])
  }),
}
