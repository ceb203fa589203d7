/** The caller's own transaction: the refund commits with the caller's own rows, and is gone with them. */
import { left, right } from '../../../domain/either.js'
import type { StoreError } from '../../../store/errors.js'
import type { Store, Write } from '../../../store/port.js'
import { equal, fail, given, must, refused } from '../../port/expect.js'
import { CH_1, documentOf, loadOf, taskOf, writeOf } from '../../port/given.js'
import type { Subject } from '../../port/subject.js'
import { ask, charged, chargeNow, keyNamed, provesRight, typesOf } from '../given.js'
import { writesNothing } from '../seen.js'
import type { DeskTrial, DeskTrials, World } from '../world.js'

type Transaction = NonNullable<Subject['transaction']>

/** A case that passes where the store has no transactions to offer. */
const whereOffered =
  (trial: (world: World, transaction: Transaction) => Promise<void>): DeskTrial =>
  async (world) => {
    const { transaction } = world.subject
    if (transaction !== undefined) await trial(world, transaction)
  }

/** The caller's own row. */
const ownRow = async (store: Store): Promise<void> => {
  const write: Partial<Write> = { documents: [documentOf('6735', 'paid back')] }
  const asked = loadOf({ documents: [{ kind: 'order', id: '6735' }] })
  await given('commit of an own row', store.commit(await given('load', store.load(asked)), writeOf(write)))
}

const KEY = keyNamed('k_1')

const rolledBack = (how: 'Left' | 'rejection') =>
  whereOffered(async (world, transaction) => {
    await charged(world.desk)
    await writesNothing(world.another, `a transaction that ends with a ${how}`, async () => {
      const work = (store: Store) => async () => {
        const desk = world.deskOn(store)
        const made = await given('refund', desk.refund(ask({ key: KEY, id: null, due: [taskOf('tell')] })))
        equal('standing, inside', (await chargeNow(desk)).standing, 30)
        equal(
          'the same key, inside',
          (await given('refund again', desk.refund(ask({ key: KEY, id: null })))).refund.id,
          made.refund.id,
        )
        await ownRow(store)
        if (how === 'rejection') throw new Error('a bug of the caller')
        return left({ _tag: 'NotToday' } as const)
      }
      const answer = await transaction(work)().catch((error: unknown) => String(error))
      equal('the answer', answer, how === 'Left' ? left({ _tag: 'NotToday' }) : 'Error: a bug of the caller')
    })
    const again = await given('refund under the same key', world.other.refund(ask({ key: KEY, id: null })))
    equal('repeated', again.repeated, false)
    await provesRight(world.desk)
  })

export const transactionTrials: DeskTrials = {
  "a refund commits with the caller's own rows": whereOffered(async (world, transaction) => {
    await charged(world.desk)
    const work = (store: Store) => async () => {
      const made = await given('refund', world.deskOn(store).refund(ask({ key: KEY })))
      await ownRow(store)
      return right(made.refund.id)
    }
    await given('transaction', transaction(work))
    equal('standing', (await chargeNow(world.other)).standing, 30)
    const found = await given(
      'find',
      world.another.find({ account: ask().account, of: 'document', kind: 'order', id: '6735' }),
    )
    equal('the own row', found?.document.body, 'paid back')
    equal(
      'the same key afterwards: repeated',
      (await given('refund again', world.other.refund(ask({ key: KEY })))).repeated,
      true,
    )
    await provesRight(world.desk)
  }),

  "a refund is gone with the caller's own rows when the caller says Left": rolledBack('Left'),
  "a refund is gone with the caller's own rows when the caller's work rejects": rolledBack('rejection'),

  'a refusal inside a transaction leaves the rest of it to the caller': whereOffered(async (world, transaction) => {
    await charged(world.desk)
    const work = (store: Store) => async () => {
      await refused('refund', world.deskOn(store).refund(ask({ amount: 101 })), { _tag: 'ExceedsRemaining' })
      await given('refund', world.deskOn(store).refund(ask()))
      return right<null>(null)
    }
    await given('transaction', transaction<StoreError, null>(work))
    equal('the history', await typesOf(world.another), ['ChargeAuthorized', 'ChargeCaptured', 'RefundRequested'])
  }),

  'what waited for a transaction decides on what it left': whereOffered(async (world, transaction) => {
    await charged(world.desk)
    let outside: Promise<unknown> = Promise.resolve()
    const work = (store: Store) => async () => {
      await given('refund inside', world.deskOn(store).refund(ask({ amount: 60, id: null })))
      outside = world.other.refund(ask({ amount: 60, id: null }))()
      return right<null>(null)
    }
    await given('transaction', transaction<StoreError, null>(work))
    await outside
    const { standing } = await chargeNow(world.desk)
    if (standing !== 60) fail(`standing: expected 60, got ${standing}`)
    await provesRight(world.desk, must(right(CH_1)))
  }),
}
