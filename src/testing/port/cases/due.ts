/** What is due: claimed in order of its time, done once, and given out again when its lease ends. */
import type { ClaimedDue, Due } from '../../../store/rows.js'
import { equal, fail } from '../expect.js'
import {
  ACCOUNT,
  after,
  CH_1,
  CH_2,
  changed,
  charging,
  DP_1,
  disputing,
  ELSEWHERE,
  FAR,
  LONG,
  RE_1,
  requesting,
  taskOf,
} from '../given.js'
import { type Hand, overtaken } from '../hand.js'
import { dueIs } from '../seen.js'
import type { Trials } from '../trial.js'

const first = (claimed: readonly ClaimedDue[]): ClaimedDue =>
  claimed[0] ?? fail('claimDue: expected what is due, got nothing')

const MOVE: Due = {
  at: after(3),
  work: { type: 'move', charge: CH_1, refund: RE_1, dispute: null, command: { type: 'succeed' } },
}
const TASK: Due = { at: after(2), work: { type: 'task', name: 'send', data: { to: ['a', null, 1.5, { b: true }] } } }

const names = async (hand: Hand, seconds: number, limit?: number): Promise<readonly string[]> =>
  (await hand.claimDue(after(seconds), limit)).map(({ work }) => (work.type === 'task' ? work.name : work.type))

export const dueTrials: Trials = {
  'nothing is due in an empty store': async ({ hand }) => {
    equal('claimDue', await hand.claimDue(), [])
  },

  'what is due is given as it was written, as the first attempt': async ({ hand, other }) => {
    await hand.put({}, { due: [MOVE, TASK] })
    const claimed = await other.claimDue()
    const plain = claimed.map(({ account, at, work, attempts }) => ({ account, at, work, attempts }))
    const expected = [TASK, MOVE].map((due) => ({ account: ACCOUNT, ...due, attempts: 1 }))
    equal('claimDue', plain, expected)
    equal('claimDue: how many ids', new Set(claimed.map(({ id }) => id)).size, 2)
    for (const { id, lease } of claimed)
      equal('claimDue: types of id and lease', [typeof id, typeof lease], ['string', 'string'])
  },

  'something is due at its second, and not before': async ({ hand, other }) => {
    await hand.put({}, { due: [taskOf('first', after(10))] })
    equal('claimDue a second before', await names(other, 9), [])
    equal('claimDue at its second', await names(other, 10), ['first'])
  },

  'what is due comes in order of its time, and as it was written within a second': async ({ hand, other }) => {
    await hand.put({}, { due: [taskOf('c', after(2)), taskOf('a', after(1)), taskOf('d', after(2))] })
    await hand.put({ account: ELSEWHERE }, { due: [taskOf('e', after(2)), taskOf('b', after(1))] })
    await hand.put({}, { due: [taskOf('f', after(2))] })
    equal('claimDue', await names(other, 5), ['a', 'b', 'c', 'd', 'e', 'f'])
  },

  'as many are claimed as the limit says, and by one reader at a time': async ({ hand, other }) => {
    await hand.put({}, { due: ['a', 'b', 'c'].map((name) => taskOf(name)) })
    equal('claimDue with limit 2', await names(hand, 0, 2), ['a', 'b'])
    equal('claimDue of the rest', await names(other, 0, 2), ['c'])
    equal('claimDue while all is claimed', await names(hand, 0), [])
  },

  'readers at the same time get what is due once': async ({ hand, other }) => {
    const all = ['a', 'b', 'c', 'd', 'e']
    await hand.put({}, { due: all.map((name) => taskOf(name)) })
    const claims = await Promise.all([hand, other, hand, other].map((reader) => names(reader, 0, 1)))
    equal('claimDue by five readers', [...claims, await names(other, 0)].flat().sort(), all)
  },

  'what is done is not given out again': async ({ hand, other, pass }) => {
    await hand.put({}, { due: [taskOf('a'), taskOf('b')] })
    const done = first(await hand.claimDue(FAR, 1, 1))
    await hand.put({}, { done: [done] })
    await pass(1)
    await dueIs(other, ['b'])
  },

  'the account of a due row is the one whose commit wrote it, and its ids are its own': async ({ hand, other }) => {
    await hand.put({}, { due: [taskOf('mine')] })
    await hand.put({ account: ELSEWHERE }, { due: [taskOf('theirs')] })
    const [mine, ...theirs] = await other.claimDue()
    equal('claimDue: accounts', [mine?.account, theirs[0]?.account], [ACCOUNT, ELSEWHERE])
    await other.put({ account: ELSEWHERE }, { done: theirs })
    await other.put({}, { done: mine === undefined ? [] : [mine] })
  },

  'what is not done is given out again when its lease ends, as one attempt more': async ({ hand, other, pass }) => {
    await hand.put({}, { due: [TASK] })
    const attempts: ClaimedDue[] = []
    for (const reader of [hand, other, hand]) {
      attempts.push(first(await reader.claimDue(FAR, 1, 1)))
      await pass(1)
    }
    equal(
      'claimDue: attempts',
      attempts.map((claimed) => claimed.attempts),
      [1, 2, 3],
    )
    equal(
      'claimDue: how many ids, and leases',
      [new Set(attempts.map(({ id }) => id)).size, new Set(attempts.map(({ lease }) => lease)).size],
      [1, 3],
    )
    equal('claimDue: work', attempts[2]?.work, TASK.work)
  },

  'a lease on what is due holds until its last second, where the clock can be moved': async ({
    subject,
    hand,
    other,
  }) => {
    if (subject.passSeconds === undefined) return
    await hand.put({}, { due: [taskOf('a')] })
    await hand.claimDue()
    await subject.passSeconds(LONG - 1)
    await dueIs(other, [])
    await subject.passSeconds(1)
    await dueIs(other, ['a'])
  },

  'who lost the lease on what was due cannot do it': async ({ hand, other, pass }) => {
    await hand.put({}, { due: [taskOf('a')] })
    const late = first(await hand.claimDue(FAR, 1, 1))
    await pass(1)
    const held = first(await other.claimDue())
    equal('commit of what another holds', await hand.tryCommit(await hand.load({}), { done: [late] }), 'due')
    await other.put({}, { done: [held] })
    equal('commit of what another has done', await hand.tryCommit(await hand.load({}), { done: [late] }), 'due')
  },

  'what is due is done once': async ({ hand }) => {
    await hand.put({}, { due: [taskOf('a')] })
    const done = first(await hand.claimDue())
    await hand.put({}, { done: [done] })
    equal('commit of what is done', await hand.tryCommit(await hand.load({}), { done: [done] }), 'due')
  },

  'several that were due are done in one commit': async ({ hand, other, pass }) => {
    await hand.put({}, { due: [taskOf('a'), taskOf('b'), taskOf('c'), taskOf('d')] })
    const [a, ...more] = await hand.claimDue(FAR, 4, 1)
    await hand.put({}, { done: more.reverse(), due: [taskOf('e')] })
    await pass(1)
    await dueIs(other, ['e', 'a'])
    equal(
      'commit of what lapsed, and of what is done',
      await hand.tryCommit(await hand.load({}), { done: a === undefined ? more : [a, ...more] }),
      'due',
    )
  },

  'of several that were due none is done where one is not claimed any more': async ({ hand, other, pass }) => {
    await hand.put({}, { due: [taskOf('a'), taskOf('b'), taskOf('c')] })
    const claimed = await hand.claimDue(FAR, 3, 1)
    const lost = first(claimed.slice(1))
    await hand.put({}, { done: [lost] })
    equal('commit', await hand.tryCommit(await hand.load({}), { done: claimed, due: [taskOf('d')] }), 'due')
    await pass(1)
    await dueIs(other, ['a', 'c'])
  },

  'what is done and what is due next are written in one commit': async ({ hand, other }) => {
    await hand.put({}, { due: [taskOf('a')] })
    const done = first(await hand.claimDue())
    await hand.put({}, { done: [done], due: [taskOf('next', done.at)] })
    await dueIs(other, ['next'])
  },

  'what was claimed for a commit that answered Moved stays claimed, and is not done': async ({ hand, other }) => {
    await hand.act({ charge: CH_2 }, charging(CH_2), { due: [taskOf('a')] })
    const done = first(await hand.claimDue())
    const loaded = await overtaken(hand, { charge: CH_2 }, () =>
      other.act({ charge: CH_2, refund: RE_1 }, [requesting(RE_1)]),
    )
    if (loaded === null) return
    const write = { changes: changed(loaded.books, [disputing(DP_1)]), done: [done], due: [taskOf('next')] }
    equal('commit: what moved', await hand.tryCommit(loaded, write), 'charge')
    await dueIs(other, [])
    await hand.put({}, { done: [done] })
  },
}
