/** Random rows in a store and in the model, and random listings of both. */
import fc from 'fast-check'
import type { Command } from '../../domain/law/commands.js'
import { secondsAfter } from '../../domain/records/time.js'
import type { Account } from '../../store/names.js'
import type { List, Write } from '../../store/port.js'
import type { Document, RecordKind, StoredDocument } from '../../store/rows.js'
import {
  type Asked,
  after,
  changesOf,
  chargeOf,
  charging,
  disputeOf,
  disputing,
  documentOf,
  loadOf,
  refundOf,
  requesting,
  START,
  succeeding,
  writeOf,
} from './given.js'
import type { Hand } from './hand.js'
import { commit, load, type Model } from './model.js'

/** Something is written: in which second, and on which of few charges or documents. */
export interface Step {
  readonly write: 'charge' | 'refund' | 'dispute' | 'move' | 'document' | 'rewrite'
  readonly second: number
  readonly on: number
  readonly labels: readonly string[]
}

const LABELS = ['customer:a', 'customer:b', 'customer:ab']
const KINDS = ['order', 'note']
const few = fc.nat({ max: 3 })

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    write: fc.constantFrom('charge', 'refund', 'refund', 'dispute', 'move', 'document', 'document', 'rewrite'),
    second: few,
    on: few,
    labels: fc.subarray(LABELS),
  }),
  { minLength: 4, maxLength: 24 },
)

/** A listing before it knows its account. The cursor is the number of a row, or one that is no row's. */
export interface Question {
  readonly of: RecordKind
  readonly limit: number
  readonly direction: 'startingAfter' | 'endingBefore' | null
  readonly cursor: number
  readonly charge: number | null
  readonly kind: string
  readonly label: string | null
  readonly created: Partial<Record<'gt' | 'gte' | 'lt' | 'lte', number>>
}

export const questions: fc.Arbitrary<readonly Question[]> = fc.array(
  fc.record({
    of: fc.constantFrom('charge', 'refund', 'dispute', 'event', 'document'),
    limit: fc.integer({ min: 1, max: 6 }),
    direction: fc.constantFrom(null, 'startingAfter', 'endingBefore'),
    cursor: fc.nat({ max: 12 }),
    charge: fc.option(few),
    kind: fc.constantFrom(...KINDS),
    label: fc.option(fc.constantFrom(...LABELS)),
    created: fc.record({ gt: few, gte: few, lt: few, lte: few }, { requiredKeys: [] }),
  }),
  { minLength: 8, maxLength: 16 },
)

/** The listing that a question asks of an account. */
export const listOf = (model: Model, account: Account, question: Question): List => {
  const { of, limit, direction } = question
  const isDocument = of === 'document'
  const ids = model.rows
    .filter((row) => row.account === account && row.of === of && (!isDocument || row.kind === question.kind))
    .map(({ id }) => id)
  const created = Object.entries(question.created).map(([end, second]) => [end, secondsAfter(START, second ?? 0)])
  const hasCharge = question.charge !== null && !isDocument && of !== 'charge'
  return {
    account,
    of,
    limit,
    ...(direction === null ? {} : { [direction]: ids[question.cursor] ?? 'none' }),
    ...(created.length === 0 ? {} : { created: Object.fromEntries(created) }),
    ...(hasCharge ? { charge: chargeOf(`ch_${question.charge}`) } : {}),
    ...(isDocument ? { kind: question.kind } : {}),
    ...(isDocument && question.label !== null ? { label: question.label } : {}),
  }
}

const documentsIn = ({ rows }: Model, account: Account): readonly Document[] =>
  rows
    .filter((row) => row.account === account && row.of === 'document')
    .map(({ value }) => (value as StoredDocument).document)

/** What a step loads, the commands it makes of it, and what it writes besides. */
const planned = (
  model: Model,
  account: Account,
  step: Step,
  index: number,
): readonly [Asked, readonly Command[], Partial<Write>] => {
  const { write, on, labels } = step
  const charge = chargeOf(`ch_${on}`)
  const at = after(step.second)
  const known = documentsIn(model, account)
  const fresh = { kind: KINDS[on % 2] ?? '', id: `o_${index}`, createdAt: at }
  switch (write) {
    case 'charge':
      return [{ account, charge }, charging(charge, at), {}]
    case 'refund':
      return [{ account, charge }, [requesting(refundOf(`re_${index}`), 1, at)], {}]
    case 'dispute':
      return [{ account, charge }, [disputing(disputeOf(`dp_${index}`), at)], {}]
    case 'move': {
      const pending = model.rows.find((row) => row.account === account && row.of === 'refund' && row.charge === charge)
      return [{ account, charge, refund: pending === undefined ? null : refundOf(pending.id) }, [succeeding(at)], {}]
    }
    case 'document':
    case 'rewrite': {
      const { kind, id, createdAt } = (write === 'rewrite' ? known[(7 * on + index) % known.length] : null) ?? fresh
      const document = documentOf(id, index, { kind, labels, createdAt })
      return [{ account, documents: [{ kind, id }] }, [], { documents: [document] }]
    }
  }
}

/** Writes a step into both, unless the law refuses it. */
export const take = async (hand: Hand, model: Model, account: Account, step: Step, index: number): Promise<void> => {
  const [asked, commands, write] = planned(model, account, step, index)
  const modelled = load(model, loadOf(asked))
  const changes = commands.length === 0 ? null : changesOf(modelled.books, commands)
  if (changes === null && commands.length > 0) return
  const whole = writeOf({ changes, ...write })
  await hand.commit(await hand.load(asked), whole)
  commit(model, modelled, whole, [])
}
