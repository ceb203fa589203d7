/** What a race is held against, and what is printed of it. */
import { sumProblems } from '../faults/data.js'
import type { RaceOutcome } from './race.js'

/** Every claim that does not hold. */
export const problemsOf = ({ options, heard, books }: RaceOutcome): readonly string[] => {
  const { units, processes, refunds } = options
  const expected = Math.min(units, processes * refunds)
  const accepted = new Set(heard.accepted)
  const rows = new Set(books.rows)
  const lost = [...accepted].filter((id) => !rows.has(id)).length
  const refused = Object.values(heard.refused).reduce((total, count) => total + count, 0)
  const decided = heard.accepted.length + refused
  return [
    ...unless(heard.accepted.length === expected, `${heard.accepted.length} were accepted, not ${expected}`),
    ...unless(accepted.size === heard.accepted.length, `${heard.accepted.length - accepted.size} were accepted twice`),
    ...unless(decided === processes * refunds, `${decided} were decided, of ${processes * refunds}`),
    ...unless(lost === 0, `${lost} were accepted and are not there`),
    ...unless(books.rows.length === rows.size && rows.size === expected, `${books.rows.length} refunds are there`),
    ...unless(books.sums?.sum === expected, `the refunds sum to ${books.sums?.sum}, not ${expected}`),
    ...(books.sums === null ? ['the charge is not there'] : sumProblems([books.sums])),
    ...unless(books.discrepancies === 0, `the audit finds ${books.discrepancies ?? 'no charge'}`),
    ...unless(heard.shares.filter((share) => share > 0).length > 1, 'one process alone was accepted: that was no race'),
    ...unless(heard.unlike === 0, `${heard.unlike} keys did not answer the same again`),
    ...heard.undecided.slice(0, 10).map((why) => `never decided: ${why}`),
  ]
}

const unless = (holds: boolean, problem: string): readonly string[] => (holds ? [] : [problem])

/** The figures of a race, by their names. */
export const figuresOf = (outcome: RaceOutcome): Readonly<Record<string, unknown>> => {
  const { options, heard, books, seconds } = outcome
  const asked = options.processes * options.refunds
  return {
    ...options,
    accepted: heard.accepted.length,
    shares: heard.shares,
    refused: heard.refused,
    conflicts: heard.conflicts,
    storeErrors: heard.storeErrors,
    rows: books.rows.length,
    sum: books.sums?.sum ?? null,
    standing: books.sums?.standing ?? null,
    unlike: heard.unlike,
    seconds: Math.round(seconds * 10) / 10,
    perSecond: Math.round(asked / seconds),
    problems: problemsOf(outcome),
  }
}

export const lineOf = (outcome: RaceOutcome): string => {
  const { options, heard, books, seconds } = outcome
  const { store, through, processes, refunds, units } = options
  const refused = Object.entries(heard.refused).map(([name, count]) => `${count} ${name}`)
  return [
    `${store} through the ${through}: ${processes} x ${refunds} refunds of 1 on ${units}`,
    `accepted ${heard.accepted.length} (${heard.shares.join(' + ')})`,
    `refused ${refused.join(', ') || 0}`,
    `conflicts asked again ${heard.conflicts}`,
    `store errors ${heard.storeErrors}`,
    `rows ${books.rows.length}, sum ${books.sums?.sum ?? '-'}, standing ${books.sums?.standing ?? '-'}`,
    `replays unlike ${heard.unlike}`,
    `${seconds.toFixed(1)} s, ${Math.round((processes * refunds) / seconds)}/s`,
  ].join('; ')
}
