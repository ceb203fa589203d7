/** Asks through a desk of this process, on its own connections. */
import { isLeft } from '../../src/index.js'
import { ask, openDesk, textOf, verdictOf } from '../faults/desk.js'
import type { Through } from '../faults/jobs.js'
import type { Asker, AskerJob } from './asker.js'

export const askDesk = async (
  { who, charge }: AskerJob,
  { data }: Extract<Through, { is: 'desk' }>,
): Promise<Asker> => {
  const { desk, close } = openDesk(data)
  return {
    ask: async (index) => {
      const refund = `re_${who}_${index}`
      const answer = await ask(desk, { does: 'refund', key: `key_${who}_${index}`, charge, refund, amount: 1 })
      const name = isLeft(answer) ? answer.left._tag : refund
      return { verdict: verdictOf(answer), name, text: textOf(answer) }
    },
    close,
  }
}
