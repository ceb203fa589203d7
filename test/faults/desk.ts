/** A desk on the data of a run, and what is asked of it. */
import { chargeId, type Either, isLeft, refundId, stripe } from '../../src/index.js'
import {
  account,
  canonicalText,
  createRefundDesk,
  type DeskError,
  idempotencyKey,
  type Json,
  type RefundDesk,
  randomIds,
  systemClock,
} from '../../src/store/index.js'
import { rightOf, usd, usd_ } from '../fixtures.js'
import { type Data, type Opened, openStore } from './data.js'
import type { Intent } from './jobs.js'

/** A key that a killed process held is free again after so long. */
const KEY_LEASE_SECONDS = 2

export const main = rightOf(account('main'))

export const openDesk = (data: Data): Opened & { readonly desk: RefundDesk } => {
  const opened = openStore(data)
  const options = { store: opened.store, clock: systemClock, ids: randomIds, policy: stripe }
  return { ...opened, desk: createRefundDesk({ ...options, keyLeaseSeconds: KEY_LEASE_SECONDS }) }
}

/** Charges that are captured, and of which nothing is refunded. */
export const capture = async (data: Data, charges: readonly string[], units: number): Promise<void> => {
  const { desk, close } = openDesk(data)
  for (const name of charges) {
    const charge = rightOf(chargeId(name))
    rightOf(await desk.authorize({ account: main, id: charge, amount: usd(units), currency: usd_ })())
    rightOf(await desk.capture({ account: main, charge, amount: 'remaining' })())
  }
  await close()
}

interface Answered {
  readonly repeated: boolean
}

/** Asks what is meant. The same intent is the same id and the same key each time. */
export const ask = (
  desk: RefundDesk,
  intent: Intent,
): Promise<Either<DeskError | { readonly _tag: string }, Answered>> => {
  const charge = rightOf(chargeId(intent.charge))
  const refund = rightOf(refundId(intent.refund))
  const key = rightOf(idempotencyKey(intent.key))
  switch (intent.does) {
    case 'refund':
      return desk.refund({ account: main, charge, id: refund, amount: usd(intent.amount), currency: usd_, key })()
    case 'acknowledge':
      return desk.acknowledge({ account: main, charge, refund, key, answer: { status: 'succeeded' } })()
    case 'refuse':
      return desk.refuse({ account: main, charge, refund, key, refusal: 'declined' })()
  }
}

/** The answer as a text, which is the same when it is replayed: what happened now is left out. */
export const textOf = (answer: Either<unknown, Answered>): string => {
  if (isLeft(answer)) return canonicalText(answer as unknown as Json)
  const { repeated, events, ...records } = answer.right as Answered & { readonly events: unknown }
  return canonicalText({ _tag: 'Right', right: records } as unknown as Json)
}

/** What an answer means for whoever asked. */
export type Verdict = 'accepted' | 'again' | 'broken' | 'refused' | 'unavailable'

export const verdictOf = (answer: Either<{ readonly _tag: string }, unknown>): Verdict => {
  if (!isLeft(answer)) return 'accepted'
  switch (answer.left._tag) {
    case 'Conflict':
    case 'KeyInFlight':
      return 'again'
    case 'StoreUnavailable':
      return 'unavailable'
    case 'InvalidInput':
    case 'InvalidName':
    case 'InvalidId':
    case 'InvalidTime':
    case 'InvalidRow':
    case 'KeyReused':
      return 'broken'
    default:
      return 'refused'
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
