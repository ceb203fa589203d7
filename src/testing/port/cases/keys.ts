/** Keys: who may run, what the others are told, and when a key is as good as new. */
import { startKey } from '../../../domain/idempotency/idempotency.js'
import { equal } from '../expect.js'
import {
  ACCOUNT,
  after,
  CH_1,
  changed,
  charging,
  ELSEWHERE,
  keyOf,
  RE_1,
  RE_2,
  recordOf,
  requesting,
} from '../given.js'
import { endsByItself, overtaken } from '../hand.js'
import { keySeen } from '../seen.js'
import type { Trials } from '../trial.js'

const KEY = keyOf('k_1')
const RUNNING = startKey(KEY, after(0), KEY.leaseSeconds)
const DONE = recordOf(KEY, { refund: 're_1', amounts: [10, null, true] })
/** When `DONE` is too old to be replayed. */
const EXPIRED = after(KEY.lifeSeconds)

export const keyTrials: Trials = {
  'a new key is given as null, and is running for others meanwhile': async ({ hand, other }) => {
    const loaded = await hand.load({ key: KEY })
    equal('load of a new key', loaded.key, null)
    for (const reader of [hand, other])
      equal('load of a key that runs', await keySeen(reader, { ...KEY, leaseSeconds: 5 }), RUNNING)
    await hand.release(loaded)
  },

  'a key that runs is answered without waiting, also where the charge is loaded': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    const loaded = await hand.load({ charge: CH_1, key: KEY })
    const pending = other.load({ charge: CH_1, key: KEY })
    const isAnswered = await endsByItself(pending)
    if (!isAnswered) await hand.release(loaded)
    const meanwhile = await pending
    equal('load of a key that runs: whether it was answered while the key ran', isAnswered, true)
    equal('load of a key that runs: key', meanwhile.key, RUNNING)
    equal('load of a key that runs: charge', meanwhile.books.charge, loaded.books.charge)
    await other.release(meanwhile)
    await hand.release(loaded)
  },

  'a record is replayed to whoever asks the same': async ({ hand, other }) => {
    await hand.put({ key: KEY }, { record: DONE })
    for (const reader of [hand, other, hand]) equal('load of a key that is done', await keySeen(reader, KEY), DONE)
  },

  'a key that was used for something else is given as it is, and stays so': async ({ hand, other }) => {
    const others = [keyOf('k_1', { path: 'capture' }), keyOf('k_1', { fingerprint: '{"amount":20}' })]
    const loaded = await hand.load({ key: KEY })
    for (const asked of others) equal('load of a key that runs for another use', await keySeen(other, asked), RUNNING)
    await hand.commit(loaded, { record: DONE })
    for (const asked of [...others, KEY]) equal('load of a key of another use', await keySeen(other, asked), DONE)
  },

  'release gives a new key back': async ({ hand, other }) => {
    await hand.release(await hand.load({ key: KEY }))
    equal('load after release: key', await keySeen(other, KEY), null)
  },

  'a commit without a record gives the key back': async ({ hand, other }) => {
    await hand.act({ charge: CH_1, key: KEY }, charging(CH_1))
    equal('load after a commit without record: key', await keySeen(other, KEY), null)
  },

  'a commit that answered Moved gives the key back': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    const loaded = await overtaken(hand, { charge: CH_1, refund: RE_1, key: KEY }, () =>
      other.act({ charge: CH_1, refund: RE_2 }, [requesting(RE_2)]),
    )
    if (loaded === null) return
    const write = { changes: changed(loaded.books, [requesting(RE_1)]), record: DONE }
    equal('commit: what moved', await hand.tryCommit(loaded, write), 'charge')
    equal('load after Moved: key', await keySeen(other, KEY), null)
  },

  'a key that runs is held until its last second, and lapses then': async ({ hand, other }) => {
    const lapsed = await hand.load({ key: KEY })
    const before = await other.load({ key: KEY, at: after(KEY.leaseSeconds - 1) })
    equal('load a second before the key lapses', before.key, RUNNING)
    equal('load after that: key, which is still the first one’s', await keySeen(hand, KEY), RUNNING)
    await other.release(before)
    const taken = await other.load({ key: KEY, at: RUNNING.until })
    equal('load when the key has lapsed: as it was before', taken.key, RUNNING)
    const now = startKey(KEY, RUNNING.until, KEY.leaseSeconds)
    equal('load of a key that another took over', await keySeen(hand, KEY), now)
    equal(
      'commit of a record under a key that another took over',
      await hand.tryCommit(lapsed, { record: DONE }),
      'key',
    )
    equal('load after that: key', await keySeen(hand, KEY), now)
    await other.commit(taken, { record: DONE })
    equal('load after the commit of the one who took it over: key', await keySeen(hand, KEY), DONE)
  },

  'a key that lapsed and was not taken over is still its load’s': async ({ hand, other }) => {
    const loaded = await hand.load({ key: KEY })
    const late = recordOf(KEY, 'late', after(KEY.leaseSeconds + 1))
    await hand.commit(loaded, { record: late })
    equal('load after a late commit: key', await keySeen(other, KEY), late)
  },

  'who lost a key to another takes nothing from it by a commit without record, or by release': async ({
    hand,
    other,
  }) => {
    for (const way of ['release', 'commit'] as const) {
      const key = keyOf(`k_${way}`)
      const lapsed = await hand.load({ charge: CH_1, key })
      const taken = await other.load({ key, at: after(60) })
      if (way === 'release') await hand.release(lapsed)
      else
        equal(
          'commit: what moved',
          await hand.tryCommit(lapsed, { changes: changed(lapsed.books, charging(CH_1)) }),
          'key',
        )
      equal(`load after that ${way}: key`, await keySeen(hand, key), startKey(key, after(60), 60))
      equal('find charge', await hand.find({ account: ACCOUNT, of: 'charge', id: CH_1 }), null)
      await other.commit(taken, { record: recordOf(key, 'theirs') })
    }
  },

  'who was told that a key runs holds nothing: neither its release nor its record touch it': async ({
    hand,
    other,
  }) => {
    const loaded = await hand.load({ key: KEY })
    await other.release(await other.load({ key: KEY }))
    const refused = await other.load({ key: KEY })
    equal('commit of a record by who was told that it runs', await other.tryCommit(refused, { record: DONE }), 'key')
    equal('load after that: key', await keySeen(other, KEY), RUNNING)
    await hand.commit(loaded, { record: DONE })
    const replayed = await other.load({ key: KEY })
    const record = recordOf(KEY, 'again')
    equal('commit of a record by who was told a replay', await other.tryCommit(replayed, { record }), 'key')
    equal('load after that: key', await keySeen(other, KEY), DONE)
  },

  'a record is replayed until its last second, and is spent then': async ({ hand, other }) => {
    await hand.put({ key: KEY }, { record: DONE })
    const last = await other.load({ key: KEY, at: after(KEY.lifeSeconds - 1) })
    equal('load a second before the record expires', last.key, DONE)
    equal('load after that: key, which nobody runs', await keySeen(hand, KEY), DONE)
    await other.release(last)
    const spent = await hand.load({ key: KEY, at: EXPIRED })
    equal('load of an expired record: as it was before', spent.key, DONE)
    const meanwhile = await other.load({ key: KEY, at: EXPIRED })
    equal('load of an expired record that runs again', meanwhile.key, startKey(KEY, EXPIRED, KEY.leaseSeconds))
    await other.release(meanwhile)
    await hand.release(spent)
  },

  'an expired record is replaced by the next, also for another use': async ({ hand, other }) => {
    await hand.put({ key: KEY }, { record: DONE })
    const another = keyOf('k_1', { path: 'capture' })
    const next = recordOf(another, 'next', EXPIRED)
    await hand.put({ key: another, at: EXPIRED }, { record: next })
    equal('load after the second record: key', await keySeen(other, another), next)
  },

  'an expired record comes back when the run that followed it gives up': async ({ hand, other }) => {
    await hand.put({ key: KEY }, { record: DONE })
    await hand.release(await hand.load({ key: KEY, at: EXPIRED }))
    equal('load after release: key', await keySeen(other, KEY), DONE)
    await hand.put({ key: KEY, at: EXPIRED }, {})
    equal('load after a commit without record: key', await keySeen(other, KEY), DONE)
  },

  'the terms of a key are those of who asks': async ({ hand, other }) => {
    await hand.put({ key: KEY }, { record: DONE })
    const short = keyOf('k_1', { lifeSeconds: 10, leaseSeconds: 7 })
    const loaded = await hand.load({ key: short, at: after(10) })
    equal('load of a record older than the life asked for', loaded.key, DONE)
    equal('load meanwhile: key', await keySeen(other, KEY), startKey(KEY, after(10), 7))
    await hand.release(loaded)
  },

  'the same key in two accounts is two keys': async ({ hand, other }) => {
    const loaded = await hand.load({ key: KEY })
    equal('load in another account: key', await keySeen(other, KEY, ELSEWHERE), null)
    await other.put({ account: ELSEWHERE, key: KEY }, { record: recordOf(KEY, 'theirs') })
    await hand.commit(loaded, { record: DONE })
    equal('load: key', await keySeen(other, KEY), DONE)
  },
}
