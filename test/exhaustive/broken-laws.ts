/** Laws that are wrong on purpose, each in the way of a bug that shipped somewhere. The check must catch every one. */
import type { Books, Charge, Command, Event, Leg, LegAmount, MinorUnits } from '../../src/index.js'
import { type Law, theLaw } from './bounds.js'

/** Without the faces, which would differ from what is broken and so give it away. */
const base: Law = { ...theLaw, refund: null, refundable: null }

type Decide = Law['decide']

const deciding = (decide: Decide): Law => ({ ...base, decide })

/** As the law, with something done to the charge that an event leaves. */
const evolving = (change: (next: Charge, event: Event, before: Charge) => Charge): Law => ({
  ...base,
  evolve: (books, event) => {
    const after = base.evolve(books, event)
    return books.charge === null || after.charge === null
      ? after
      : { ...after, charge: change(after.charge, event, books.charge) }
  },
})

/** As the law, but requests are decided on other books. */
const requesting = (change: (books: Books & { readonly charge: Charge }) => Books): Law =>
  deciding((command, books, policy) =>
    base.decide(
      command,
      command.type === 'request' && books.charge !== null ? change({ ...books, charge: books.charge }) : books,
      policy,
    ),
  )

const less = (amount: MinorUnits, by: number): MinorUnits => (amount - by) as MinorUnits

const given = (leg: Leg | null, share: LegAmount | null): Leg | null =>
  leg === null || share === null ? leg : { ...leg, returned: less(leg.returned, share.amount) }

const ended = (event: Event): event is Event<'RefundFailed' | 'RefundCanceled'> =>
  event.type === 'RefundFailed' || event.type === 'RefundCanceled'

const { succeed: _, ...withoutSucceed } = theLaw.lifecycles.refund.states.pending?.on ?? {}

const withArrows = (status: string, on: Law['lifecycles']['refund']['states'][string]['on']): Law => {
  const { refund } = base.lifecycles
  return {
    ...base,
    lifecycles: { ...base.lifecycles, refund: { ...refund, states: { ...refund.states, [status]: { on } } } },
  }
}

export const BROKEN = {
  'the ceiling is what was authorised': requesting((books) => ({
    ...books,
    charge: books.charge.captured === 0 ? books.charge : { ...books.charge, captured: books.charge.authorized },
  })),
  'a failed refund still counts': evolving((next, event, { standing, refundsStanding }) =>
    ended(event) ? { ...next, standing, refundsStanding } : next,
  ),
  'a refund that succeeded stays unsettled': evolving((next, event, { unsettled }) =>
    event.type === 'RefundSucceeded' ? { ...next, unsettled } : next,
  ),
  'a failed refund gives its share of the fee back': evolving((next, event) =>
    ended(event) ? { ...next, fee: given(next.fee, event.returned.fee) } : next,
  ),
  'a dispute holds nothing': requesting((books) => {
    const { held, lost } = books.charge.disputes
    const nothing = { blocking: 0, held: less(held, held), lost: less(lost, lost), ever: 0 }
    return { ...books, charge: { ...books.charge, disputes: nothing } }
  }),
  'a dispute that is won stays': evolving((next, event, { disputes }) =>
    event.type === 'DisputeClosed' && event.outcome === 'won' ? { ...next, disputes } : next,
  ),
  'the same request is another refund': requesting((books) => ({ ...books, refund: null })),
  'a refusal changes a field': deciding((command, books, policy) => {
    const decided = base.decide(command, books, policy)
    if (decided._tag === 'Left' && command.type === 'refuse' && books.charge !== null)
      (books.charge as { standing: number }).standing = 0
    return decided
  }),
  'a refusal is not listed': deciding((command, books, policy) => {
    const decided = base.decide(command, books, policy)
    const wrong = command.type === 'release' && decided._tag === 'Left' && books.charge !== null
    return wrong ? { _tag: 'Left', left: { _tag: 'NoTransfer', charge: books.charge.id } } : decided
  }),
  'a fee is returned twice': evolving((next, event) =>
    event.type === 'FeeReturned' && next.fee !== null ? { ...next, fee: given(next.fee, event.leg) } : next,
  ),
  'a refund is posted when it is refused': {
    ...base,
    postings: (event) =>
      event.type === 'RefundRefused'
        ? [{ from: 'merchant_balance', to: 'customer', amount: event.amount, currency: event.currency }]
        : base.postings(event),
  },
  'refundable says one more': {
    ...base,
    refundable: (charge, policy, at) => {
      const said = theLaw.refundable?.(charge, policy, at)
      if (said === undefined) throw new Error('the law has refundable')
      return said._tag === 'Left' ? said : { ...said, right: less(said.right, -1) }
    },
  },
  'an arrow is missing': withArrows('pending', withoutSucceed),
} satisfies Readonly<Record<string, Law>>

/** A lifecycle with an arrow that the law never takes. */
export const DEAD_ARROW: Law = withArrows('failed', {
  ...theLaw.lifecycles.refund.states.failed?.on,
  succeed: { target: 'succeeded', guard: { type: 'leadsTo', params: { status: 'succeeded' } }, actions: 'record' },
})

/** Breaks no law, but reads what the states of the check do not keep. */
export const READS_TOO_MUCH: Law = deciding((command: Command, books, policy) => {
  const share = command.type === 'fail' ? books.refund?.returned.fee?.amount : undefined
  return base.decide(command, share === (-1 as number) ? { ...books, refund: null } : books, policy)
})
