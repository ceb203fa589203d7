/** The options of `npm run exhaustive`. */
import { parseArgs } from 'node:util'
import type { Bounds } from './bounds.js'

export interface RunOptions {
  readonly bounds: Bounds
  readonly minutes: number
  readonly gigabytes: number
}

const NUMBERS = {
  amount: { usual: 4, least: 1, most: 6, says: 'largest amount authorised, in minor units' },
  refunds: { usual: 4, least: 1, most: 6, says: 'refunds that stand at once' },
  captures: { usual: 2, least: 1, most: 6, says: 'captures' },
  disputes: { usual: 1, least: 0, most: 2, says: 'disputes' },
  minutes: { usual: 20, least: 1, most: 10_000, says: 'after which the check stops' },
  gigabytes: { usual: 8, least: 1, most: 1_000, says: 'of memory at which the check stops' },
} as const

type Name = keyof typeof NUMBERS
const NAMES = Object.keys(NUMBERS) as Name[]

export const USAGE = [
  'usage: npm run exhaustive -- [options]',
  ...NAMES.map((name) => `  --${name.padEnd(10)} N  ${NUMBERS[name].says} (${NUMBERS[name].usual})`),
].join('\n')

/** The options, or what is wrong with them. */
export const parseOptions = (argv: readonly string[]): RunOptions | { readonly problem: string } => {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: Object.fromEntries(NAMES.map((name) => [name, { type: 'string' as const }])),
      allowPositionals: false,
    })
    const numbers = {} as Record<Name, number>
    for (const name of NAMES) {
      const { usual, least, most } = NUMBERS[name]
      const text = values[name] ?? String(usual)
      const number = Number(text)
      if (typeof text !== 'string' || !/^\d+$/.test(text) || number < least || number > most)
        return { problem: `--${name} takes a whole number from ${least} to ${most}` }
      numbers[name] = number
    }
    const { minutes, gigabytes, ...bounds } = numbers
    return { bounds, minutes, gigabytes }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
