/** A balance that was filled: what waited for it goes its way. */
import { isLeft } from '../../domain/either.js'
import type { WireRefund } from '../../stripe/wire-refund.js'
import { NO_SETTINGS, storedKind } from '../decision/kinds.js'
import type { PageAsked } from '../decision/need.js'
import { find, later, page, type Work } from '../decision/work.js'

/** As soon as it is written that the balance is filled: only then is there no refund any more that does not know of it. */
export const balanceFilled = (work: Work): void => later(work, work.at, 'balance.filled', { scope: work.asked.scope })

/** A decision moves one refund, and these may be many. A balance that is too low again by now has them wait on. */
export const paysWhatWaits = (work: Work): void => {
  const { lowBalance } = find(work, 'settings', 'settings') ?? NO_SETTINGS
  if (lowBalance !== null) return
  for (const { charge, id } of waitingForBalance(work))
    later(work, work.at, 'refund.succeed', { charge: charge as string, refund: id, scope: work.asked.scope })
}

/** As many as one page may hold. */
const STRIDE = 100

const WAITS: NonNullable<PageAsked['keep']> = {
  name: 'waits for the balance',
  test: ({ body }) => {
    const { status, pending_reason } = body as unknown as WireRefund
    return status === 'pending' && pending_reason === 'insufficient_funds'
  },
}

/** Every refund that waits for the balance, oldest first. */
const waitingForBalance = (work: Work): readonly WireRefund[] => {
  const waiting: WireRefund[] = []
  for (let after: string | null = null; ; ) {
    const found = page(work, {
      kind: storedKind('refund', work.asked.scope),
      limit: STRIDE,
      keep: WAITS,
      ...(after === null ? {} : { startingAfter: after }),
    })
    // The refund that was listed last is gone: the account was reset meanwhile, and nothing waits.
    if (isLeft(found)) return []
    for (const { body } of found.right.data) waiting.unshift(body as unknown as WireRefund)
    const last = found.right.data.at(-1)
    if (!found.right.more || last === undefined) return waiting
    after = last.id
  }
}
