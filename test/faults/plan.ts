/** What a round asks, drawn from its seed. */
import type { Chance } from '../fuzz/seeded.js'
import type { Intent } from './jobs.js'

export const CHARGES = ['ch_1', 'ch_2', 'ch_3'] as const
/** Less than all writers ask for, so that the last ones are refused. */
export const UNITS = 100

/** What one writer asks: refunds, and of some of them what the processor said later. */
export const intentsOf = (chance: Chance, writer: number, refunds: number): readonly Intent[] =>
  Array.from({ length: refunds }, (_, index): readonly Intent[] => {
    const refund = `re_${writer}_${index}`
    const intent = { charge: chance.pick(CHARGES), refund, amount: 1 + chance.below(6) }
    const later = chance.below(10)
    return [
      { ...intent, does: 'refund', key: `key_${writer}_${index}` },
      ...(later < 3 ? [{ ...intent, does: 'acknowledge', key: `later_${writer}_${index}` } as const] : []),
      ...(later === 3 ? [{ ...intent, does: 'refuse', key: `later_${writer}_${index}` } as const] : []),
    ]
  }).flat()
