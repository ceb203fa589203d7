/** What `commit` answers when something moved since it was loaded: each part in turn, and nothing of any part is written. */
import type { RowKind } from '../../../store/errors.js'
import type { Loaded, Write } from '../../../store/port.js'
import type { ClaimedDue } from '../../../store/rows.js'
import { equal, fail } from '../expect.js'
import {
  type Asked,
  after,
  CH_1,
  CH_2,
  changed,
  charging,
  DP_1,
  disputing,
  documentOf,
  ELSEWHERE,
  keyOf,
  RE_1,
  RE_2,
  recordOf,
  requesting,
  taskOf,
} from '../given.js'
import { type Hand, overtaken } from '../hand.js'
import { changesNothing, dueIs, keySeen } from '../seen.js'
import type { Bench, Trial, Trials } from '../trial.js'

const KEY = keyOf('k_1')
const named = (id: string): { kind: string; id: string } => ({ kind: 'order', id })
const DOCUMENTS = [named('o_1'), named('o_2')]
const EVERYTHING: Asked = { charge: CH_1, refund: RE_1, dispute: DP_1, documents: DOCUMENTS, key: KEY }

/** Two charges, a document, and something due that is claimed. */
const prepared = async ({ hand }: Bench, leaseSeconds?: number): Promise<ClaimedDue> => {
  await hand.act({ charge: CH_1 }, charging(CH_1))
  await hand.act({ charge: CH_2 }, charging(CH_2), {
    documents: [documentOf('o_1', 'before')],
    due: [taskOf('before')],
  })
  const [done] = await hand.claimDue(undefined, undefined, leaseSeconds)
  return done ?? fail('claimDue: expected what is due, got nothing')
}

/** A write that has every part. */
const everyPart = (loaded: Loaded, done: ClaimedDue): Partial<Write> => ({
  changes: changed(loaded.books, [requesting(RE_1), disputing(DP_1)]),
  record: recordOf(KEY, 'mine'),
  documents: [documentOf('o_1', 'mine'), documentOf('o_2', 'mine'), documentOf('o_3', 'mine')],
  due: [taskOf('mine')],
  done: [done],
})

/** Something moves; the commit of every part says what, nothing of it is to be read, and what was claimed stays claimed. */
const moves =
  (of: RowKind, mover: (bench: Bench) => Promise<unknown>): Trial =>
  async (bench) => {
    const { hand, other } = bench
    const done = await prepared(bench)
    const loaded = await overtaken(hand, EVERYTHING, () => mover(bench))
    if (loaded === null) return
    await refusesToWrite(bench, loaded, done, of)
    await dueIs(other, [])
    // What was to be done still waits, and is still claimed.
    await hand.put({}, { done: [done] })
  }

// The commit gives its own mark back, so the key reads otherwise before and after.
const refusesToWrite = async (bench: Bench, loaded: Loaded, done: ClaimedDue, of: RowKind): Promise<void> => {
  const trial = async (): Promise<void> =>
    equal('commit: what moved', await bench.hand.tryCommit(loaded, everyPart(loaded, done)), of)
  await changesNothing(bench, 'a commit that answered Moved', trial, of === 'key' ? [KEY] : [])
  if (of !== 'key') equal('load after Moved: key', await keySeen(bench.other, KEY), null)
}

const rewrite = (hand: Hand, id: string, body: string): Promise<void> =>
  hand.put({ documents: [named(id)] }, { documents: [documentOf(id, body)] })

/** What is loaded and moves before a commit that does not write it. */
const movesUnwritten =
  (of: RowKind, asked: Asked, mover: (hand: Hand) => Promise<unknown>): Trial =>
  async (bench) => {
    const { hand, other } = bench
    await hand.act({ charge: CH_1 }, charging(CH_1), { documents: [documentOf('o_1', 'before')] })
    const loaded = await overtaken(hand, { ...asked, key: KEY }, () => mover(other))
    if (loaded === null) return
    equal('commit of a record: what moved', await hand.tryCommit(loaded, { record: recordOf(KEY, 'mine') }), of)
    equal('load after Moved: key', await keySeen(other, KEY), null)
  }

export const movedTrials: Trials = {
  'nothing is written when the charge moved': moves('charge', ({ other }) =>
    other.act({ charge: CH_1, refund: RE_2 }, [requesting(RE_2)]),
  ),
  'nothing is written when the refund’s id was taken by another charge': moves('refund', ({ other }) =>
    other.act({ charge: CH_2, refund: RE_1 }, [requesting(RE_1)]),
  ),
  'nothing is written when the dispute’s id was taken by another charge': moves('dispute', ({ other }) =>
    other.act({ charge: CH_2, dispute: DP_1 }, [disputing(DP_1)]),
  ),
  'nothing is written when a document moved': moves('document', ({ other }) => rewrite(other, 'o_1', 'theirs')),
  'nothing is written when a document that was loaded as new was written by another': moves('document', ({ other }) =>
    rewrite(other, 'o_2', 'theirs'),
  ),
  'nothing is written when a document that was not loaded exists': moves('document', ({ other }) =>
    rewrite(other, 'o_3', 'theirs'),
  ),
  'nothing is written when the key lapsed and was taken by another': moves('key', ({ other }) =>
    other.load({ key: KEY, at: after(KEY.leaseSeconds) }),
  ),

  'nothing is written when the lease on what was due ended and another has it': async (bench) => {
    const { hand, other, pass } = bench
    const lost = await prepared(bench, 1)
    await pass(1)
    const [held] = await other.claimDue()
    await refusesToWrite(bench, await hand.load(EVERYTHING), lost, 'due')
    await dueIs(other, [])
    await other.put({}, { done: held === undefined ? [] : [held] })
  },

  'a new charge that another wrote first has moved': async (bench) => {
    const { hand, other } = bench
    const loaded = await overtaken(hand, { charge: CH_1 }, () => other.act({ charge: CH_1 }, charging(CH_1, after(1))))
    if (loaded === null) return
    await changesNothing(bench, 'a commit that answered Moved', async () => {
      const write = { changes: changed(loaded.books, charging(CH_1)) }
      equal('commit: what moved', await hand.tryCommit(loaded, write), 'charge')
    })
  },

  'a refund’s id that was never loaded and is another charge’s is taken': async (bench) => {
    const { hand } = bench
    await hand.act({ charge: CH_1, refund: RE_1 }, [...charging(CH_1), requesting(RE_1)])
    await hand.act({ charge: CH_2 }, charging(CH_2))
    await changesNothing(bench, 'a commit that answered Moved', async () => {
      const loaded = await hand.load({ charge: CH_2 })
      const write = { changes: changed(loaded.books, [requesting(RE_1, 20)]) }
      equal('commit: what moved', await hand.tryCommit(loaded, write), 'refund')
    })
  },

  'the same ids in another account move nothing': async ({ hand, other }) => {
    const asked = { ...EVERYTHING, documents: [] }
    const commands = [...charging(CH_1), requesting(RE_1), disputing(DP_1)]
    const loaded = await hand.load(asked)
    const theirs = { record: recordOf(KEY, 'theirs'), documents: [documentOf('o_1', 'theirs')] }
    await other.act({ ...asked, account: ELSEWHERE }, commands, theirs)
    const mine = { record: recordOf(KEY, 'mine'), documents: [documentOf('o_1', 'mine')] }
    await hand.commit(loaded, { changes: changed(loaded.books, commands), ...mine })
    equal('load: key', await keySeen(other, KEY), mine.record)
  },

  'what another charge does moves nothing': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    const loaded = await hand.load({ charge: CH_1, refund: RE_1 })
    await other.act({ charge: CH_2, refund: RE_2 }, [...charging(CH_2), requesting(RE_2)], {
      documents: [documentOf('o_1')],
      due: [taskOf('theirs')],
    })
    await hand.commit(loaded, { changes: changed(loaded.books, [requesting(RE_1)]) })
  },

  'a charge that was loaded and moved refuses a record alone': movesUnwritten('charge', { charge: CH_1 }, (other) =>
    other.act({ charge: CH_1, refund: RE_2 }, [requesting(RE_2)]),
  ),
  'a document that was loaded and moved refuses a commit that does not write it': movesUnwritten(
    'document',
    { documents: [named('o_1')] },
    (other) => rewrite(other, 'o_1', 'theirs'),
  ),

  'a commit that answered Moved succeeds when it is loaded again': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    const loaded = await overtaken(hand, { charge: CH_1, key: KEY }, () =>
      other.act({ charge: CH_1, refund: RE_2 }, [requesting(RE_2)]),
    )
    if (loaded !== null) await hand.tryCommit(loaded, { changes: changed(loaded.books, [requesting(RE_1)]) })
    await hand.act({ charge: CH_1, refund: RE_1, key: KEY }, [requesting(RE_1)], { record: recordOf(KEY, 'mine') })
  },
}
