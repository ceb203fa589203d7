/** Plays a script on two handles of a store and on the model, and compares every answer. */
import { isLeft } from '../../domain/either.js'
import { judgeKey } from '../../domain/idempotency/idempotency.js'
import { secondsAfter } from '../../domain/records/time.js'
import type { Account } from '../../store/names.js'
import type { List, Load, Loaded, Write } from '../../store/port.js'
import type { ClaimedDue, ClaimedEvents, Document, RecordKind } from '../../store/rows.js'
import { answered, equal, given } from './expect.js'
import {
  ACCOUNT,
  chargeOf,
  disputeOf,
  documentOf,
  ELSEWHERE,
  FAR,
  keyOf,
  LONG,
  loadOf,
  recordOf,
  refundOf,
  START,
  taskOf,
  writeOf,
} from './given.js'
import { endsByItself, type Hand } from './hand.js'
import { lawfulChanges } from './lawful.js'
import { commit, forget, load, type Model, type ModelDue, release } from './model.js'
import { acknowledgeEvents, type ClaimedOf, claimDue, claimEvents, endLeases } from './model-claims.js'
import { list } from './model-list.js'
import type { Step, StepOf } from './script.js'
import type { Bench } from './trial.js'

const ACCOUNTS: readonly Account[] = [ACCOUNT, ELSEWHERE]
/** How long a record is replayed, so that some expire within a script. Marks outlast it. */
const KEY_LIFE = 8

/** What is loaded and not given back yet, in the store and in the model. */
interface Slot {
  readonly hand: Hand
  readonly asked: Load
  readonly real: Loaded
  readonly model: Loaded
}

/** What is under way: in the store, and in the model beside it. */
export interface Play {
  readonly bench: Bench
  readonly model: Model
  readonly slots: (Slot | null)[]
  readonly due: { readonly real: ClaimedDue; readonly row: ModelDue; readonly claim: number }[]
  readonly events: { readonly real: ClaimedEvents; readonly model: ClaimedOf }[]
  now: typeof START
}

const handIn = ({ bench }: Play, index: number): Hand => (index === 0 ? bench.hand : bench.other)
const accountIn = (index: number): Account => ACCOUNTS[index] ?? ACCOUNT

/** Waits for an operation; where it waits for a lock, all that is loaded is given back first. */
const settled = async <A>(play: Play, pending: Promise<A>): Promise<A> => {
  if (!(await endsByItself(pending))) for (const index of play.slots.keys()) await giveBack(play, index)
  return pending
}

const giveBack = async (play: Play, index: number): Promise<void> => {
  const slot = play.slots[index] ?? null
  play.slots[index] = null
  if (slot === null) return
  release(play.model, slot.model)
  await slot.hand.release(slot.real)
}

const doLoad = async (play: Play, step: StepOf<'load'>): Promise<void> => {
  await giveBack(play, step.slot)
  const key = keyOf(`k_${step.key}`, { fingerprint: `${step.fingerprint}`, lifeSeconds: KEY_LIFE, leaseSeconds: LONG })
  const asked = loadOf({
    account: accountIn(step.account),
    charge: step.charge === null ? null : chargeOf(`ch_${step.charge}`),
    refund: step.refund === null ? null : refundOf(`re_${step.refund}`),
    dispute: step.dispute === null ? null : disputeOf(`dp_${step.dispute}`),
    documents: step.documents.map((index) => ({ kind: 'order', id: `o_${index}` })),
    key: step.key === null ? null : key,
    at: play.now,
  })
  const hand = handIn(play, step.hand)
  const real = await settled(play, hand.load(asked))
  const model = load(play.model, asked)
  equal('load', real, model)
  play.slots[step.slot] = { hand, asked, real, model }
}

const documentsOf = (play: Play, slot: Slot, step: StepOf<'commit'>): readonly Document[] => {
  const loaded = slot.asked.documents.map(({ id }, index) =>
    documentOf(id, `by ${step.turn}`, { createdAt: slot.model.documents[index]?.document.createdAt ?? play.now }),
  )
  const fresh = documentOf(`o_${step.fresh}`, 'fresh', { createdAt: play.now, labels: [`${step.turn}`] })
  const isFresh = step.fresh !== null && !slot.asked.documents.some(({ id }) => id === fresh.id)
  return [...(step.documents ? loaded : []), ...(isFresh ? [fresh] : [])]
}

const writeIn = (play: Play, slot: Slot, step: StepOf<'commit'>): Write => {
  const { asked, model } = slot
  const runs = asked.key !== null && judgeKey(model.key, asked.key, asked.at, asked.key.lifeSeconds).do === 'run'
  return writeOf({
    changes: step.turn === null ? null : lawfulChanges(model.books, asked, step.turn, play.now),
    record: asked.key !== null && runs && step.record ? recordOf(asked.key, { turn: step.turn }, play.now) : null,
    documents: documentsOf(play, slot, step),
    due: step.due === null ? [] : [taskOf(`of ${step.due}`, secondsAfter(play.now, step.due))],
  })
}

const doCommit = async (play: Play, step: StepOf<'commit'>): Promise<void> => {
  const slot = play.slots[step.slot] ?? null
  if (slot === null) return
  play.slots[step.slot] = null
  const write = writeIn(play, slot, step)
  const done = step.done.flatMap((index) => {
    const claimed = play.due[index]
    return claimed?.real.account === slot.asked.account ? [claimed] : []
  })
  const moved = await settled(play, slot.hand.tryCommit(slot.real, { ...write, done: done.map(({ real }) => real) }))
  const expected = commit(play.model, slot.model, write, done)
  if (moved === null || !expected.some((of) => of === moved))
    equal('commit: what moved', moved, expected.length === 0 ? null : expected)
}

const doList = async (play: Play, step: StepOf<'list'>): Promise<void> => {
  const { of, limit } = step
  const filter =
    of === 'document'
      ? { kind: 'order' }
      : of === 'charge' || step.charge === null
        ? {}
        : { charge: chargeOf(`ch_${step.charge}`) }
  await listed(play, handIn(play, step.hand), { account: accountIn(step.account), of, limit, ...filter })
}

const listed = async (play: Play, hand: Hand, asked: List): Promise<void> =>
  equal(`list ${JSON.stringify(asked)}`, await answered('list', hand.store.list(asked)), list(play.model, asked))

const doClaimEvents = async (play: Play, hand: Hand): Promise<void> => {
  const expected = claimEvents(play.model)
  const name = ({ account, charge }: { readonly account: string; readonly charge: string }): string =>
    `${account} ${charge}`
  const claimed = [...(await hand.claimEvents(1000))].sort((a, b) => (name(a) < name(b) ? -1 : 1))
  equal(
    'claimEvents: the events by account and charge',
    claimed.map(({ account, charge, events }) => ({ account, charge, events })),
    expected.map(({ account, charge, events }) => ({ account, charge, events })),
  )
  for (const [index, real] of claimed.entries()) {
    const model = expected[index]
    if (model !== undefined) play.events.push({ real, model })
  }
}

const doAcknowledge = async (play: Play, step: StepOf<'acknowledge'>): Promise<void> => {
  const claimed = play.events[step.claim]
  if (claimed === undefined) return
  const upTo = step.part === 0 ? 0 : ((claimed.real.events[step.part - 1] ?? claimed.real.events.at(-1))?.number ?? 0)
  const answer = await answered(
    'acknowledgeEvents',
    handIn(play, step.hand).store.acknowledgeEvents(claimed.real, upTo),
  )
  const held = acknowledgeEvents(play.model, claimed.model, upTo)
  equal('acknowledgeEvents: whether the lease was held', !isLeft(answer), held)
}

const doClaimDue = async (play: Play, hand: Hand, at: typeof START, limit: number): Promise<void> => {
  const expected = claimDue(play.model, at, limit, LONG)
  const claimed = await given('claimDue', hand.store.claimDue({ at, limit, leaseSeconds: LONG }))
  equal(
    'claimDue',
    claimed.map(({ account, attempts, at, work }) => ({ account, attempts, due: { at, work } })),
    expected.map(({ account, claims, due }) => ({ account, attempts: claims, due })),
  )
  for (const [index, real] of claimed.entries()) {
    const row = expected[index]
    if (row !== undefined) play.due.push({ real, row, claim: row.claims })
  }
}

/** All leases end, and the second handle claims everything, so that whoever held a lease has lost it. */
const doLapse = async (play: Play): Promise<void> => {
  const { subject, other } = play.bench
  if (subject.passSeconds === undefined) return
  await subject.passSeconds(LONG)
  endLeases(play.model)
  await doClaimEvents(play, other)
  await doClaimDue(play, other, FAR, 1000)
}

const doForget = async (play: Play, age: number): Promise<void> => {
  // Whether a record that is being replaced is forgotten is the store's choice.
  if (play.model.keys.some(({ held }) => held !== null && held.before !== null)) return
  const before = secondsAfter(play.now, -age)
  const count = await given('forgetKeys', play.bench.hand.store.forgetKeys({ before, limit: 1000 }))
  equal('forgetKeys: how many', count, forget(play.model, before))
}

const take = (play: Play, step: Step): Promise<void> => {
  switch (step.do) {
    case 'load':
      return doLoad(play, step)
    case 'commit':
      return doCommit(play, step)
    case 'release':
      return giveBack(play, step.slot)
    case 'list':
      return doList(play, step)
    case 'claimEvents':
      return doClaimEvents(play, handIn(play, step.hand))
    case 'acknowledge':
      return doAcknowledge(play, step)
    case 'claimDue':
      return doClaimDue(play, handIn(play, step.hand), secondsAfter(play.now, step.ahead), step.limit)
    case 'forget':
      return doForget(play, step.age)
    case 'tick':
      play.now = secondsAfter(play.now, step.seconds)
      return Promise.resolve()
    case 'lapse':
      return doLapse(play)
  }
}

const KINDS: readonly RecordKind[] = ['charge', 'refund', 'dispute', 'event', 'document']

/** Before the first step. */
export const begun = (bench: Bench, model: Model): Play => ({
  bench,
  model,
  slots: [null, null, null],
  due: [],
  events: [],
  now: START,
})

/** Takes every step, and gives back what is loaded then. */
export const takeAll = async (play: Play, script: readonly Step[]): Promise<void> => {
  for (const step of script) await take(play, step)
  for (const index of play.slots.keys()) await giveBack(play, index)
}

/** Compares everything that is stored, and claims it. */
export const compared = async (play: Play): Promise<void> => {
  for (const account of ACCOUNTS)
    for (const of of KINDS)
      await listed(play, play.bench.other, { account, of, limit: 100, ...(of === 'document' ? { kind: 'order' } : {}) })
  await doClaimEvents(play, play.bench.hand)
  await doClaimDue(play, play.bench.hand, FAR, 1000)
}
