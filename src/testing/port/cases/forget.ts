/** Old records of keys are forgotten. */
import { startKey } from '../../../domain/idempotency/idempotency.js'
import { equal, given } from '../expect.js'
import { ACCOUNT, after, ELSEWHERE, keyOf, recordOf, START } from '../given.js'
import type { Hand } from '../hand.js'
import { keySeen } from '../seen.js'
import type { Trials } from '../trial.js'

const forget = (hand: Hand, seconds: number, limit: number): Promise<number> =>
  given('forgetKeys', hand.store.forgetKeys({ before: after(seconds), limit }))

const answeredAt = (hand: Hand, name: string, seconds: number, account = ACCOUNT): Promise<void> =>
  hand.put({ account, key: keyOf(name), at: after(seconds) }, { record: recordOf(keyOf(name), name, after(seconds)) })

const known = async (hand: Hand, names: readonly string[], account = ACCOUNT): Promise<readonly string[]> => {
  const states: string[] = []
  for (const name of names) if ((await keySeen(hand, keyOf(name), account)) !== null) states.push(name)
  return states
}

export const forgetTrials: Trials = {
  'forgetKeys removes what was answered at that second or earlier, and nothing later': async ({ hand, other }) => {
    const names = ['k_0', 'k_9', 'k_10', 'k_11']
    for (const seconds of [0, 9, 10, 11]) await answeredAt(hand, `k_${seconds}`, seconds)
    equal('forgetKeys: how many', await forget(hand, 10, 100), 3)
    equal('load: keys still known', await known(other, names), ['k_11'])
    equal('forgetKeys again: how many', await forget(other, 10, 100), 0)
  },

  'forgetKeys removes as many as its limit at most, and says how many': async ({ hand, other }) => {
    const names = ['k_1', 'k_2', 'k_3', 'k_4', 'k_5']
    for (const name of names) await answeredAt(hand, name, 0)
    const counts: number[] = []
    for (const left of [3, 1, 0]) {
      counts.push(await forget(hand, 10, 2))
      equal('load: how many keys are still known', (await known(other, names)).length, left)
    }
    equal('forgetKeys with limit 2 of five: how many each time', counts, [2, 2, 1])
  },

  'forgetKeys removes records of every account': async ({ hand, other }) => {
    await answeredAt(hand, 'k_1', 0)
    await answeredAt(hand, 'k_1', 0, ELSEWHERE)
    equal('forgetKeys: how many', await forget(other, 0, 100), 2)
    equal('load: keys still known elsewhere', await known(hand, ['k_1'], ELSEWHERE), [])
  },

  'forgetKeys leaves a key that runs, also over an expired record': async ({ hand, other }) => {
    const fresh = keyOf('k_1')
    const again = keyOf('k_2', { lifeSeconds: 10 })
    await answeredAt(hand, 'k_2', 0)
    const loaded = [await hand.load({ key: fresh }), await hand.load({ key: again, at: after(10) })]
    await forget(other, 59, 100)
    equal('load after forgetKeys: a new key that runs', await keySeen(other, fresh), startKey(fresh, START, 60))
    equal('load after forgetKeys: a key that runs again', await keySeen(other, again), startKey(again, after(10), 60))
    for (const [index, key] of [fresh, again].entries()) {
      const record = recordOf(key, 'mine')
      const one = loaded[index]
      if (one !== undefined) await hand.commit(one, { record })
      equal('load after the commit: key', await keySeen(other, key), record)
    }
  },

  'forgetKeys takes a key whose run lapsed, and no other may come back to it': async ({ hand, other }) => {
    const key = keyOf('k_1')
    const loaded = await hand.load({ key })
    await forget(other, 60, 100)
    equal('load after forgetKeys: a key whose run lapsed', await keySeen(other, key), null)
    equal('commit under it', await hand.tryCommit(loaded, { record: recordOf(key, 'late') }), 'key')
  },

  'a key that was forgotten is new': async ({ hand, other }) => {
    await answeredAt(hand, 'k_1', 0)
    await forget(hand, 0, 1)
    const loaded = await other.load({ key: keyOf('k_1', { path: 'capture' }) })
    equal('load of a forgotten key', loaded.key, null)
    await other.release(loaded)
  },
}
