/** Two or more at the same time, over two handles: each loads, decides and commits, and none waits for the others. */
import type { RowKind } from '../../../store/errors.js'
import type { Changes, Loaded, Write } from '../../../store/port.js'
import { equal } from '../expect.js'
import {
  ACCOUNT,
  type Asked,
  CH_1,
  CH_2,
  changed,
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
} from '../given.js'
import type { Hand } from '../hand.js'
import type { Bench, Trials } from '../trial.js'

/** One of them: loads, and commits what it makes of it; null when there is nothing to be done any more. */
const attempt = async (
  hand: Hand,
  asked: Asked,
  made: (loaded: Loaded) => Partial<Write> | null,
): Promise<RowKind | 'nothing' | null> => {
  const loaded = await hand.load(asked)
  const write = made(loaded)
  if (write !== null) return hand.tryCommit(loaded, write)
  await hand.release(loaded)
  return 'nothing'
}

/** Fails unless exactly one of them writes. */
const oneWins = async (attempts: readonly Promise<RowKind | 'nothing' | null>[]): Promise<void> => {
  const written = (await Promise.all(attempts)).filter((answer) => answer === null)
  equal('commit: how many of those at the same time were written', written.length, 1)
}

const CALLERS = 8

const everyOther = ({ hand, other }: Bench, index: number): Hand => (index % 2 === 0 ? hand : other)
const callers = (bench: Bench): readonly Hand[] =>
  Array.from({ length: CALLERS }, (_, index) => everyOther(bench, index))

export const raceTrials: Trials = {
  'of commits of a new charge at the same time exactly one is written': async (bench) => {
    const made = ({ books }: Loaded): Partial<Write> | null =>
      books.charge === null ? { changes: changed(books, charging(CH_1)) } : null
    await oneWins(callers(bench).map((hand) => attempt(hand, { charge: CH_1 }, made)))
    equal('list event', (await bench.hand.list({ account: ACCOUNT, of: 'event', limit: 100 })).data.length, 2)
  },

  'of commits of a document that none of them loaded exactly one is written': async (bench) => {
    const attempts = callers(bench).map((hand, index) =>
      attempt(hand, {}, () => ({ documents: [documentOf('o_1', index), documentOf(`o_1_${index}`)] })),
    )
    await oneWins(attempts)
    const page = await bench.hand.list({ account: ACCOUNT, of: 'document', kind: 'order', limit: 100 })
    equal('list document: how many', page.data.length, 2)
  },

  'of refunds of all that is left at the same time exactly one is written': async (bench) => {
    await bench.hand.act({ charge: CH_1 }, charging(CH_1))
    const attempts = callers(bench).map((hand, index) => {
      const refund = refundOf(`re_${index}`)
      return attempt(hand, { charge: CH_1, refund }, ({ books }) =>
        books.charge?.standing === 0 ? { changes: changed(books, [requesting(refund, 1000)]) } : null,
      )
    })
    await oneWins(attempts)
    equal('list refund', (await bench.other.list({ account: ACCOUNT, of: 'refund', limit: 100 })).data.length, 1)
  },

  'of charges that take a refund’s or a dispute’s id at the same time exactly one is written': async (bench) => {
    for (const [of, id] of [
      ['refund', RE_1],
      ['dispute', DP_1],
    ] as const) {
      const attempts = callers(bench).map((hand, index) => {
        const charge = chargeOf(`ch_${of}_${index}`)
        const commands = [...charging(charge), of === 'refund' ? requesting(RE_1) : disputing(DP_1)]
        return attempt(hand, { charge, [of]: id }, ({ books }) =>
          books[of] === null ? { changes: changed(books, commands) } : null,
        )
      })
      await oneWins(attempts)
      equal(
        `list charge`,
        (await bench.other.list({ account: ACCOUNT, of: 'charge', limit: 100 })).data.length,
        of === 'refund' ? 1 : 2,
      )
    }
  },

  'of loads under a key at the same time exactly one is to run': async (bench) => {
    const key = keyOf('k_1')
    const loads = await Promise.all(callers(bench).map((hand) => hand.load({ key })))
    equal('load: how many were given the key as new', loads.filter((loaded) => loaded.key === null).length, 1)
    const writes = loads.map((loaded, index) =>
      loaded.key === null
        ? everyOther(bench, index).tryCommit(loaded, { record: recordOf(key, index) })
        : everyOther(bench, index).release(loaded),
    )
    equal('commit and release', (await Promise.all(writes)).filter((answer) => answer !== undefined).length, 1)
  },

  'of commits that write the same document at the same time none is lost': async (bench) => {
    const documents = [{ kind: 'order', id: 'o_1' }]
    const count = async (hand: Hand): Promise<number> => {
      const moved = await attempt(hand, { documents }, ({ documents: [stored] }) => ({
        documents: [documentOf('o_1', Number(stored?.document.body ?? 0) + 1)],
      }))
      return moved === null ? 0 : 1 + (await count(hand))
    }
    await Promise.all(callers(bench).map(count))
    const stored = await bench.hand.find({ account: ACCOUNT, of: 'document', kind: 'order', id: 'o_1' })
    equal('find document, counted up by each', [stored?.version, stored?.document.body], [CALLERS, CALLERS])
  },

  'commits on different charges at the same time are all written': async (bench) => {
    const acts: Promise<Changes>[] = [CH_1, CH_2].map((charge, index) =>
      everyOther(bench, index).act({ charge }, charging(charge)),
    )
    const changes = await Promise.all(acts)
    for (const { charge } of changes)
      equal('find charge', await bench.hand.find({ account: ACCOUNT, of: 'charge', id: charge.id }), charge)
  },
}
