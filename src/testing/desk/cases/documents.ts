/** A decision of the caller's own, with rows of its own: all of it is written, or nothing. */
import { type Either, isLeft, left, right } from '../../../domain/either.js'
import type { Json } from '../../../domain/idempotency/json.js'
import { requestRefund } from '../../../domain/law/commands.js'
import { decide } from '../../../domain/law/decide.js'
import { evolve } from '../../../domain/law/evolve.js'
import { stripe } from '../../../domain/policies/stripe.js'
import { secondsAfter } from '../../../domain/records/time.js'
import type { RefundDesk } from '../../../store/desk/desk.js'
import type { Unit } from '../../../store/desk/transact.js'
import type { Changes, Loaded } from '../../../store/port.js'
import type { Document } from '../../../store/rows.js'
import { stoppingStore } from '../../explore/stops.js'
import { equal, fail, given, must, refused } from '../../port/expect.js'
import { ACCOUNT, CH_1, FAR, RE_1, START, taskOf, USD } from '../../port/given.js'
import { handOf } from '../../port/hand.js'
import { ask, cents, charged, chargeNow, historyOf, keyNamed, nameOf, provesRight, times } from '../given.js'
import { writesNothing } from '../seen.js'
import type { DeskTrials } from '../world.js'

const order = (id: string, body: Json) => ({ kind: 'order', id, createdAt: START, labels: [`charge:${CH_1}`], body })
const bodyOf = async (desk: RefundDesk, kind: string, id: string): Promise<Json> =>
  (await given(`retrieve ${kind}`, desk.retrieve({ account: ACCOUNT, of: 'document', kind, id }))).document.body

/** What the law makes of a refund of `amount`, as `re_1`. */
const refunding = ({ books }: Loaded, amount: number): Changes => {
  const request = requestRefund({ id: RE_1, amount: cents(amount), currency: USD, at: START })
  const events = must(decide(request, books, stripe))
  const next = events.reduce(evolve, books)
  return { charge: next.charge, refund: next.refund, dispute: null, events } as unknown as Changes
}

/** A refund with the order that it is for, and a task that tells of it. */
const refundWithOrder = (answer: 'given' | 'refused'): Unit<{ readonly _tag: 'NotToday' }, string> => ({
  account: ACCOUNT,
  charge: CH_1,
  refund: RE_1,
  documents: [{ kind: 'order', id: '6735' }],
  decide: (loaded) =>
    answer === 'refused'
      ? { answer: left({ _tag: 'NotToday' }) }
      : {
          answer: right('refunded'),
          changes: refunding(loaded, 30),
          documents: [order('6735', { refunded: 30 })],
          due: [taskOf('tell', START)],
        },
})

/** One more on a counter of the caller's own. */
const counting = (key?: string): Unit<never, number> => ({
  account: ACCOUNT,
  charge: null,
  documents: [{ kind: 'counter', id: 'c' }],
  key:
    key === undefined
      ? null
      : { key: keyNamed(key), path: 'count', fingerprint: '{}', replay: (answer) => right(Number(answer)) },
  decide: ({ documents: [known] }) => {
    const count = Number(known?.document.body ?? 0) + 1
    const document = { kind: 'counter', id: 'c', createdAt: START, labels: [], body: count }
    return { answer: right(count), documents: [document], keep: count }
  },
})

export const documentTrials: DeskTrials = {
  "a decision of the caller's own is written with the caller's own rows and tasks": async (world) => {
    await charged(world.desk)
    equal('transact', await given('transact', world.desk.transact(refundWithOrder('given'))), 'refunded')
    equal('standing', (await chargeNow(world.other)).standing, 30)
    equal('the document', await bodyOf(world.other, 'order', '6735'), { refunded: 30 })
    equal('what is due', (await handOf(world.another).claimDue(FAR)).length, 1)
    await provesRight(world.desk)
  },

  "a decision of the caller's own that is refused writes nothing": async (world) => {
    await charged(world.desk)
    await writesNothing(world.another, 'a refusal', () =>
      refused('transact', world.desk.transact(refundWithOrder('refused')), { _tag: 'NotToday' }),
    )
  },

  "a decision of the caller's own that cannot be written leaves none of its rows": async (world) => {
    await charged(world.desk)
    const store = stoppingStore(
      world.subject.store,
      'failing',
      async ({ operation, when }) => (operation === 'commit' && when === 'before' ? 'fail' : 'go'),
      'givenBack',
    )
    await writesNothing(world.another, 'a failure', () =>
      refused('transact', world.deskOn(store).transact(refundWithOrder('given')), { _tag: 'StoreUnavailable' }),
    )
  },

  'a decision of the caller’s own that no store could read back is refused by name': async (world) => {
    await charged(world.desk)
    const charge = await chargeNow(world.desk)
    const history = await historyOf(world.another)
    const [last] = history.slice(-1)
    if (last === undefined) return fail('list events: expected some, got none')
    const events = [last.event] as const
    const unit = { account: ACCOUNT, charge: CH_1 }
    const key = { key: keyNamed('k_1'), path: 'mine', fingerprint: '', replay: () => right(null) }
    const wrong = { ...charge, standing: cents(500) }
    const order = { kind: 'order', id: 'o_1', createdAt: world.clock(), labels: [], body: null }
    const changes = { refund: null, dispute: null, events }
    const nothing = () => ({ answer: right(null) })
    await given('transact', world.desk.transact({ ...unit, decide: () => ({ ...nothing(), due: [taskOf('tell')] }) }))
    const [claimed] = await handOf(world.another).claimDue(FAR)
    if (claimed === undefined) return fail('claimDue: expected what is due, got nothing')
    const decided: readonly (readonly [problem: string, asked: Parameters<RefundDesk['transact']>[0]])[] = [
      ['standing', { ...unit, decide: () => ({ answer: right(null), changes: { ...changes, charge: wrong } }) }],
      [
        'changes.charge.id',
        { ...unit, charge: null, decide: () => ({ answer: right(null), changes: { ...changes, charge } }) },
      ],
      [
        'is not what the events make',
        {
          ...unit,
          decide: () => ({ answer: right(null), changes: { ...changes, charge: { ...charge, refundsMade: 7 } } }),
        },
      ],
      ['path', { ...unit, key: { ...key, path: 5 as never }, decide: () => ({ answer: right(null), keep: null }) }],
      ['keep', { ...unit, key, decide: () => ({ answer: right(null), keep: 5n as never }) }],
      ['keep', { ...unit, key, documents: [order], decide: () => ({ answer: right(null), documents: [order] }) }],
      ['not among the documents', { ...unit, decide: () => ({ answer: right(null), documents: [order] }) }],
      [
        'written twice',
        { ...unit, documents: [order], decide: () => ({ answer: right(null), documents: [order, order] }) },
      ],
      ['due.0.at', { ...unit, decide: () => ({ answer: right(null), due: [null as never] }) }],
      ['done: expected a list', { ...unit, done: claimed as never, decide: nothing }],
      ['done: expected a list', { ...unit, done: [null as never], decide: nothing }],
      ['done twice', { ...unit, done: [claimed, claimed], decide: nothing }],
    ]
    for (const [problem, asked] of decided) {
      const answer = await world.desk.transact(asked)()
      equal(`transact: ${problem}`, nameOf(answer as Either<{ readonly _tag: string }, unknown>), 'InvalidInput')
      if (!JSON.stringify(answer).includes(problem))
        fail(`transact: expected a problem of ${problem}, got ${JSON.stringify(answer)}`)
    }
    await given('transact: what stayed due', world.desk.transact({ ...unit, done: [claimed], decide: nothing }))
    equal('the history', await historyOf(world.another), history)
  },

  'a decision may add documents that it did not name, under ids that are new': async (world) => {
    const added = ['n_1', 'n_2'].map((id) => order(id, 'added'))
    const adding = (documents: readonly Document[]): Unit<never, string> => ({
      account: ACCOUNT,
      charge: null,
      addsDocuments: true,
      decide: () => ({ answer: right('added'), documents }),
    })
    equal('transact', await given('transact', world.desk.transact(adding(added))), 'added')
    for (const { id } of added) equal(`the document ${id}`, await bodyOf(world.other, 'order', id), 'added')
    await writesNothing(world.another, 'an id that is taken', () =>
      refused('transact', world.desk.transact(adding([order('n_3', 'mine'), order('n_2', 'mine')])), {
        _tag: 'Conflict',
      }),
    )
    const [one] = added
    const twice = await world.desk.transact(adding([one, one] as readonly Document[]))()
    equal('transact of one twice', nameOf(twice), 'InvalidInput')
  },

  'when a document was created never changes': async (world) => {
    const order = { kind: 'order', id: 'o_1', createdAt: world.clock(), labels: [], body: null }
    const write = (createdAt: typeof order.createdAt) =>
      world.desk.transact({
        account: ACCOUNT,
        charge: null,
        documents: [order],
        decide: () => ({ answer: right(null), documents: [{ ...order, createdAt }] }),
      })
    await given('transact', write(order.createdAt))
    const later = await write(secondsAfter(order.createdAt, 5))()
    equal('transact with another time', nameOf(later), 'InvalidInput')
  },

  'rows of their own that two decide on at once are all counted': async (world) => {
    const desks = [world.desk, world.other]
    const asked = times(10, (index) => async () => {
      const desk = desks[index % 2] ?? world.desk
      // Whoever hears Conflict asks again, as its text says.
      for (let times = 1; times <= 100; times += 1) {
        const answer = await desk.transact(counting())()
        if (!isLeft(answer)) return answer.right
        equal('transact', nameOf(answer), 'Conflict')
      }
      return fail('transact: expected an end of conflicts, got 100 of them')
    })
    const counts = await Promise.all(asked.map((count) => count()))
    equal(
      'what they counted',
      [...counts].sort((a, b) => a - b),
      times(10, (index) => index + 1),
    )
    equal('the counter', await bodyOf(world.desk, 'counter', 'c'), 10)
  },

  "a decision of the caller's own happens once per key, and is answered again": async (world) => {
    equal('transact', await given('transact', world.desk.transact(counting('k_1'))), 1)
    equal('transact again', await given('transact', world.other.transact(counting('k_1'))), 1)
    equal('transact under another key', await given('transact', world.desk.transact(counting('k_2'))), 2)
    equal('the counter', await bodyOf(world.desk, 'counter', 'c'), 2)
  },

  'a key of a decision and a key of a command do not pass for each other': async (world) => {
    await charged(world.desk)
    await given('refund', world.desk.refund(ask({ key: keyNamed('k_1') })))
    await refused('transact', world.other.transact(counting('k_1')), { _tag: 'KeyReused', differs: 'path' })
  },

  'a decision that throws rejects, and holds neither its charge nor its key': async (world) => {
    await charged(world.desk)
    const bug: Unit<never, never> = {
      ...counting('k_1'),
      charge: CH_1,
      decide: () => {
        throw new Error('a bug of its author')
      },
    } as unknown as Unit<never, never>
    const thrown = await world.desk
      .transact(bug)()
      .then(
        () => 'answered',
        (error: unknown) => String(error),
      )
    equal('transact', thrown, 'Error: a bug of its author')
    equal('the same key, mended', await given('transact', world.other.transact(counting('k_1'))), 1)
    await given('refund of the same charge', world.desk.refund(ask()))
  },
}
