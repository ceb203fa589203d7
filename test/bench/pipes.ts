/** The law's own checks, in the law's order, chained by fp-ts instead of guard clauses. */
import * as E from 'fp-ts/lib/Either.js'
import { flow } from 'fp-ts/lib/function.js'
import { currencyMismatch, invalidAsked } from '../../src/domain/law/checks.js'
import { chargeRefusal, exceeds, policyRefusal } from '../../src/domain/law/decide-request.js'
import type { RefundError } from '../../src/domain/law/errors.js'
import type { Event } from '../../src/domain/law/events.js'
import { bornRefund } from '../../src/domain/law/evolve.js'
import { withRefund } from '../../src/domain/law/evolve-charge.js'
import { stepOf } from '../../src/domain/money/currency.js'
import { NOTHING_RETURNED } from '../../src/domain/records/leg.js'
import { type MinorUnits, metadataText, NO_LEGS, type Refunded, remaining } from '../../src/index.js'
import type { Input } from './inputs.js'

type Checked = Input & { readonly amount: MinorUnits }

/** A check as a link of a chain. */
const unless =
  <Given extends Input>(refusal: (given: Given) => RefundError | null) =>
  (given: Given): E.Either<RefundError, Given> => {
    const error = refusal(given)
    return error === null ? E.right(given) : E.left(error)
  }

const validAmount = unless(({ charge, request, policy }) =>
  invalidAsked(request.amount, stepOf(charge.currency, policy.currencies)),
)
const newId = unless(({ request, known }) =>
  known?.id === request.id ? { _tag: 'RefundIdTaken', refund: known.id } : null,
)
const sameCurrency = unless(({ charge, request }) => currencyMismatch(charge.currency, request.currency))
const openCharge = unless(({ charge, request, policy }) => chargeRefusal(charge, request.amount, policy))

const withinRemaining = (input: Input): E.Either<RefundError, Checked> => {
  const { charge, request, policy } = input
  const rest = remaining(charge, policy)
  const amount = request.amount === 'remaining' ? rest : request.amount
  return amount > rest || amount === 0
    ? E.left(exceeds(charge, request.amount, rest, policy))
    : E.right({ ...input, amount })
}

const withinPolicy = unless(({ charge, amount, request, policy }: Checked) =>
  policyRefusal(charge, amount, request.at, policy),
)

const refunded = ({ charge, request, amount }: Checked): Refunded => {
  const { id, reason, metadata, born, at } = request
  const event: Event<'RefundRequested'> = {
    type: 'RefundRequested',
    refund: id,
    charge: charge.id,
    amount,
    currency: charge.currency,
    asked: { amount: request.amount, reason, legs: NO_LEGS, metadata: metadataText(metadata) },
    metadata,
    position: born,
    returned: NOTHING_RETURNED,
    at,
  }
  return { charge: withRefund(charge, event), refund: bornRefund(event), events: [event] }
}

export const refundByPipes: (input: Input) => E.Either<RefundError, Refunded> = flow(
  validAmount,
  E.flatMap(newId),
  E.flatMap(sameCurrency),
  E.flatMap(openCharge),
  E.flatMap(withinRemaining),
  E.flatMap(withinPolicy),
  E.map(refunded),
)
