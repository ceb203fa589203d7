/** The baseline: a switch reducer by hand, with the law's checks in its order (but legs), and only the new charge. */
import type { Charge, Command } from '../../src/index.js'
import type { Input } from './inputs.js'

type Plain<T> = T extends number ? number : T extends string ? string : { [Key in keyof T]: Plain<T[Key]> }
type Reduced = Plain<Charge> | string
const BORN = ['requested', 'pending', 'requires_action', 'succeeded']
const isAmount = (n: number, step = 1): boolean => Number.isInteger(n) && n > 0 && n < 1e15 && n % step === 0

export const reduce = (charge: Charge, action: Command<'request'>, { known, policy }: Input): Reduced => {
  switch (action.type) {
    case 'request': {
      const { status, captured, standing, disputes } = charge
      const { amount, reason, born } = action
      if (amount !== 'remaining' && !isAmount(amount, policy.currencies.steps[charge.currency])) return 'InvalidAmount'
      const repeated = known?.id === action.id
      if (repeated) return known.asked.amount === amount && known.asked.reason === reason ? charge : 'RefundIdTaken'
      if (!BORN.includes(born.status)) return 'MoveNotAllowed'
      if (charge.currency !== action.currency) return 'CurrencyMismatch'
      if (status !== 'captured' && status !== 'authorized') return 'ChargeNotSuccessful'
      if (captured === 0) return 'ChargeNotCaptured'
      const kept = policy.disputes === 'hold' ? disputes.held + disputes.lost : 0
      const remaining = Math.max(0, captured - standing - kept)
      const blocked = policy.disputes === 'block' ? disputes.blocking > 0 : remaining === 0 && captured > standing
      if (blocked) return 'ChargeDisputed'
      if (status === 'captured' && standing === captured) return 'AlreadyRefunded'
      const part = amount === 'remaining' ? remaining : amount
      if (part > remaining || part === 0) return 'ExceedsRemaining'
      const { window, count } = policy
      const from = window?.from === 'capture' ? (charge.capturedAt ?? charge.createdAt) : charge.createdAt
      if (window && action.at > from + window.seconds) return 'WindowClosed'
      const made = count?.of === 'made' ? charge.refundsMade : charge.refundsStanding
      if (count && made + (count.withCaptures ? charge.captures : 0) >= count.limit) return 'TooManyRefunds'
      if (!policy.partial && part !== captured) return 'PartialNotAllowed'
      const unsettled = charge.unsettled + (born.status === 'succeeded' ? 0 : part)
      const refundsStanding = charge.refundsStanding + 1
      return { ...charge, standing: standing + part, unsettled, refundsStanding, refundsMade: charge.refundsMade + 1 }
    }
  }
}
