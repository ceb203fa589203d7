/** Rounds as a table. */
import type { Round } from './rounds.js'

const COLUMNS: readonly (readonly [string, (round: Round) => string])[] = [
  ['round', ({ round }) => String(round)],
  ['kind', ({ kind }) => kind],
  ['faults', ({ faults }) => String(faults)],
  ['acknowledged', ({ acknowledged }) => String(acknowledged)],
  ['found', ({ found }) => String(found)],
  ['over-refunded', ({ overRefunded }) => String(overRefunded)],
  ['unknown', ({ unknown }) => String(unknown)],
  ['events', ({ events }) => String(events)],
  ['delivered', ({ delivered }) => String(delivered)],
  ['keys', ({ keys }) => String(keys)],
  ['replayed', ({ replayed }) => String(replayed)],
  ['seconds', ({ seconds }) => seconds.toFixed(1)],
]

const KIND = 'cut before commit'.length

/** A line for each, and one for their sum. */
export const HEADING: string = COLUMNS.map(([name]) => padded(name, name)).join('  ')

export const rowOf = (round: Round): string => COLUMNS.map(([name, of]) => padded(of(round), name)).join('  ')

export const sumOf = (rounds: readonly Round[]): string => {
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0)
  return [
    `${rounds.length} rounds`,
    `${sum(({ faults }) => faults)} faults`,
    `acknowledged ${sum(({ acknowledged }) => acknowledged)}`,
    `found ${sum(({ found }) => found)}`,
    `over-refunded ${sum(({ overRefunded }) => overRefunded)}`,
    `unknown ${sum(({ unknown }) => unknown)}`,
    `events ${sum(({ events }) => events)}`,
    `delivered ${sum(({ delivered }) => delivered)}`,
    `keys ${sum(({ keys }) => keys)}`,
    `replayed ${sum(({ replayed }) => replayed)}`,
  ].join(', ')
}

function padded(text: string, name: string): string {
  return name === 'kind' ? text.padEnd(KIND) : text.padStart(name.length)
}
