/** The bare law as a desk: records in maps, and keys in one. It knows no store, no versions and no loop. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { canonicalText } from '../../domain/idempotency/json.js'
import { decide } from '../../domain/law/decide.js'
import type { Event } from '../../domain/law/events.js'
import { evolve } from '../../domain/law/evolve.js'
import { stripe } from '../../domain/policies/stripe.js'
import type { Charge } from '../../domain/records/charge.js'
import type { Dispute } from '../../domain/records/dispute.js'
import type { RefundId } from '../../domain/records/ids.js'
import type { Refund } from '../../domain/records/refund.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import { type Step, wayOf } from './steps.js'

/** As desks' defaults. */
const KEY_LIFE = 86_400

export interface Records {
  readonly charge: Charge | null
  readonly refund: Refund | null
  readonly dispute: Dispute | null
}
export interface Outcome extends Records {
  readonly events: readonly Event[]
  readonly repeated: boolean
}
type Result = Either<{ readonly _tag: string }, Outcome>

interface Kept {
  readonly path: string
  readonly text: string
  readonly at: EpochSeconds
  readonly answer: Either<{ readonly _tag: string }, Records>
}

export interface Model {
  readonly charges: ReadonlyMap<string, Charge>
  readonly refunds: ReadonlyMap<string, Refund>
  readonly disputes: ReadonlyMap<string, Dispute>
  /** How many events each charge has. */
  readonly versions: ReadonlyMap<string, number>
  readonly ask: (step: Step, at: EpochSeconds, minted: RefundId) => Result
}

export const createModel = (): Model => {
  const charges = new Map<string, Charge>()
  const refunds = new Map<string, Refund>()
  const disputes = new Map<string, Dispute>()
  const versions = new Map<string, number>()
  const keys = new Map<string, Kept>()

  const run = (step: Step, at: EpochSeconds, minted: RefundId): Result => {
    const { on } = wayOf(step)
    const known = booksOf(step, minted)
    const result = decide(wayOf(step).command(step, at, minted), known, stripe)
    if (isLeft(result)) return result
    const next = result.right.reduce(evolve, known)
    if (next.charge !== null) charges.set(next.charge.id, next.charge)
    if (next.refund !== null) refunds.set(next.refund.id, next.refund)
    if (next.dispute !== null) disputes.set(next.dispute.id, next.dispute)
    if (next.charge !== null) versions.set(next.charge.id, (versions.get(next.charge.id) ?? 0) + result.right.length)
    const records = {
      charge: next.charge,
      refund: on === 'refund' ? next.refund : null,
      dispute: on === 'dispute' ? next.dispute : null,
    }
    return right({ ...records, events: result.right, repeated: result.right.length === 0 })
  }

  const booksOf = (step: Step, minted: RefundId): Records => {
    const { on, births } = wayOf(step)
    const refund =
      on === 'refund' ? (refunds.get(step.type === 'refund' && step.mints ? minted : step.refund) ?? null) : null
    const dispute = on === 'dispute' ? (disputes.get(step.dispute) ?? null) : null
    // A birth names its charge; whatever moves a refund or a dispute is on the charge of that.
    const charge = births || on === 'charge' ? step.charge : (refund ?? dispute)?.charge
    return { charge: charge === undefined ? null : (charges.get(charge) ?? null), refund, dispute }
  }

  const ask = (step: Step, at: EpochSeconds, minted: RefundId): Result => {
    const { on, births } = wayOf(step)
    const books = booksOf(step, minted)
    // Before its key is looked at, what moves a refund or a dispute is looked up, to find its charge.
    if (!births && on !== 'charge' && books[on] === null) return left({ _tag: 'NotInBooks', record: on } as const)
    const key = step.key ?? (wayOf(step).needsKey ? 'k_of_none' : null)
    if (key === null) return run(step, at, minted)
    const use = useOf(step)
    const kept = keys.get(key)
    if (kept !== undefined && at < kept.at + KEY_LIFE) {
      const differs = kept.path !== use.path ? 'path' : kept.text !== use.text ? 'parameters' : null
      if (differs !== null)
        return left({ _tag: 'KeyReused', key, differs, usedFor: kept.path, givenFor: use.path } as const)
      return isLeft(kept.answer) ? kept.answer : right({ ...kept.answer.right, events: [], repeated: true })
    }
    const result = run(step, at, minted)
    if (isLeft(result) && (result.left._tag === 'InvalidAmount' || result.left._tag === 'NotInBooks')) return result
    keys.set(key, { ...use, at, answer: result })
    return result
  }

  return { charges, refunds, disputes, versions, ask }
}

/** What a key is used for: the command, the records it names, and what is asked of them. */
const useOf = (step: Step): { path: string; text: string } => {
  const { on } = wayOf(step)
  const { at: _, id: __, ...asked } = { id: null, ...wayOf(step).command(step, 0 as never, step.refund) }
  const charge = wayOf(step).births || on === 'charge' ? step.charge : null
  const refund = on === 'refund' && !(step.type === 'refund' && step.mints) ? step.refund : null
  return {
    path: asked.type,
    text: canonicalText({ charge, refund, dispute: on === 'dispute' ? step.dispute : null, asked }),
  }
}
