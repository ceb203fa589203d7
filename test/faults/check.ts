/** What must hold after a round, whatever happened in it. */
import { chargeId } from '../../src/index.js'
import type { RefundDesk } from '../../src/store/index.js'
import { account } from '../../src/store/index.js'
import { rightOf } from '../fixtures.js'
import { type Data, eventsIn, type RefundRow, refundsIn, sumProblems, sumsOf } from './data.js'
import { ask, openDesk, pause, textOf, verdictOf } from './desk.js'
import type { Intent } from './jobs.js'
import type { Answer, Ledger } from './ledger.js'

/** What a round came to. */
export interface Figures {
  /** Accepted, and heard by whoever asked. */
  readonly acknowledged: number
  /** Those of them that the store has as they were acknowledged. */
  readonly found: number
  /** Charges of which more is refunded than was captured. */
  readonly overRefunded: number
  readonly events: number
  readonly delivered: number
  /** Keys that answer the same again, of those that were answered. */
  readonly replayed: number
  readonly keys: number
  readonly problems: readonly string[]
}

export const checkDesk = async (data: Data, ledger: Ledger): Promise<Figures> => {
  const rows = await refundsIn(data)
  const events = await eventsIn(data)
  const answers = [...ledger.answers.values()]
  const acknowledged = answers.filter(({ accepted }) => accepted)
  const found = acknowledged.filter((answer) => isThere(answer, rows)).length
  const delivered = [...events].filter((id) => ledger.delivered.has(id)).length
  const { overRefunded, problems } = await checkBooks(data)
  const replayed = await replayedOf(data, answers)
  const after = await eventsIn(data)
  return {
    acknowledged: acknowledged.length,
    found,
    overRefunded,
    events: events.size,
    delivered,
    replayed,
    keys: answers.length,
    problems: [
      ...ledger.problems,
      ...problems,
      ...unwanted(rows, ledger),
      ...(after.size === events.size ? [] : [`replaying wrote ${after.size - events.size} events`]),
    ],
  }
}

/** As it was acknowledged: what was refunded stands there, and what was decided of it later too. */
const isThere = ({ intent }: Answer, rows: ReadonlyMap<string, RefundRow>): boolean => {
  const row = rows.get(intent.refund)
  if (row === undefined || row.charge !== intent.charge) return false
  if (intent.does === 'refund') return row.amount === intent.amount
  return row.status === (intent.does === 'acknowledge' ? 'succeeded' : 'refused')
}

/** Refunds that are there although nobody asked for them, or although whoever asked was refused. */
const unwanted = (rows: ReadonlyMap<string, RefundRow>, { asked, answers }: Ledger): readonly string[] => {
  const wanted = new Set<string>()
  for (const { key, does, refund } of asked.values())
    if (does === 'refund' && answers.get(key)?.accepted !== false) wanted.add(refund)
  return [...rows.keys()]
    .filter((id) => !wanted.has(id))
    .map((id) => `${id}: is there, and was refused or not asked for`)
}

/** The sums by plain SQL, and the audit of the desk, of every charge. */
export const checkBooks = async (
  data: Data,
): Promise<{ readonly overRefunded: number; readonly problems: readonly string[] }> => {
  const sums = await sumsOf(data)
  const problems = [...sumProblems(sums)]
  const { desk, close } = openDesk(data)
  for (const { account: of, charge } of sums) {
    const audit = await desk.audit({ account: rightOf(account(of)), charge: rightOf(chargeId(charge)) })()
    if (audit._tag === 'Left') problems.push(`${charge}: no audit: ${audit.left._tag}`)
    else problems.push(...audit.right.map((one) => `${charge}: ${JSON.stringify(one)}`))
  }
  await close()
  return { overRefunded: sums.filter(({ sum, captured }) => sum > captured).length, problems }
}

/** How many of the keys answer the same again. */
const replayedOf = async (data: Data, answers: readonly Answer[]): Promise<number> => {
  const { desk, close } = openDesk(data)
  let replayed = 0
  for (const { intent, text } of answers) if ((await settled(desk, intent)) === text) replayed += 1
  await close()
  return replayed
}

const MOST_ATTEMPTS = 300

/** What is answered in the end: a key may still be held by one that was killed, for as long as its lease. */
const settled = async (desk: RefundDesk, intent: Intent): Promise<string> => {
  for (let attempts = 0; attempts < MOST_ATTEMPTS; attempts += 1) {
    const answer = await ask(desk, intent)
    const verdict = verdictOf(answer)
    if (verdict !== 'again' && verdict !== 'unavailable') return textOf(answer)
    await pause(20)
  }
  return ''
}

/** Every claim that a round breaks. */
export const problemsOf = (figures: Figures): readonly string[] => {
  const { acknowledged, found, overRefunded, events, delivered, replayed, keys, problems } = figures
  return [
    ...problems,
    ...(found === acknowledged ? [] : [`${acknowledged - found} were acknowledged and are not there`]),
    ...(overRefunded === 0 ? [] : [`${overRefunded} charges are refunded beyond what was captured`]),
    ...(delivered === events ? [] : [`${events - delivered} events were never delivered`]),
    ...(replayed === keys ? [] : [`${keys - replayed} keys do not answer the same again`]),
  ]
}
