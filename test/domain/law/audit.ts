/** The auditor beside the law: the same step on both, and the same verdict and figures from both. */
import { expect } from 'vitest'
import { PRECEDENCE } from '../../../src/domain/law/errors.js'
import type { Charge, RefundPolicy } from '../../../src/index.js'
import { refundsOf, STRAY_DISPUTE, STRAY_REFUND, type Step, type World } from '../../arbitraries/world.js'
import { holds } from '../../auditor/judge.js'
import { figures, type Ledger, newLedger } from '../../auditor/ledger.js'
import { record, sharesOf } from '../../auditor/record.js'

/** A ledger that also knows the refund and the dispute of another charge. */
export const auditorsLedger = (): Ledger => {
  const ledger = newLedger()
  const { id, charge, status, asked, metadata, currency: paidIn } = STRAY_REFUND
  const shares = { fee: null, transfer: null }
  ledger.refunds.push({
    id,
    charge,
    amount: 5n,
    ask: { ...asked, metadata, currency: paidIn },
    statuses: [status],
    shares,
  })
  const { currency } = STRAY_DISPUTE
  ledger.disputes.push({ id: STRAY_DISPUTE.id, charge, amount: 5n, currency, statuses: [STRAY_DISPUTE.status] })
  return ledger
}

const legFigures = (leg: Charge['fee']) =>
  leg === null
    ? null
    : {
        total: BigInt(leg.total),
        basis: BigInt(leg.basis),
        returned: BigInt(leg.returned),
        returnedDirectly: BigInt(leg.returnedDirectly),
        currency: leg.currency,
      }

/** The law's figures in the auditor's shape. */
const lawFigures = (charge: Charge) => ({
  status: charge.status,
  authorized: BigInt(charge.authorized),
  captured: BigInt(charge.captured),
  captures: charge.captures,
  released: BigInt(charge.released),
  standing: BigInt(charge.standing),
  unsettled: BigInt(charge.unsettled),
  refundsStanding: charge.refundsStanding,
  refundsMade: charge.refundsMade,
  fee: legFigures(charge.fee),
  transfer: legFigures(charge.transfer),
  disputes: {
    ...charge.disputes,
    held: BigInt(charge.disputes.held),
    lost: BigInt(charge.disputes.lost),
  },
})

const big = (share: { readonly amount: number } | null): bigint | null => (share === null ? null : BigInt(share.amount))

const lawShares = (world: World) =>
  Object.fromEntries(
    refundsOf(world).map(({ id, returned }) => [id, { fee: big(returned.fee), transfer: big(returned.transfer) }]),
  )

/** What the auditor expects: the first refusal, in the declared order, whose own condition holds. */
const expectedTag = (ledger: Ledger, asked: Step, policy: RefundPolicy): string | null =>
  PRECEDENCE[asked.command.type].find((tag) => holds(ledger, asked, policy, tag)) ?? null

const tagOf = ({ result }: Step): string | null => (result._tag === 'Left' ? result.left._tag : null)

/** The auditor sees the step: the same verdict, and then the same figures. */
export const audit = (ledger: Ledger, taken: Step, story: string): void => {
  expect(tagOf(taken), story).toBe(expectedTag(ledger, taken, taken.policy))
  if (taken.result._tag === 'Right') record(ledger, taken, taken.policy)
  const { charge } = taken.after
  if (charge === null) return
  expect(lawFigures(charge), story).toEqual(figures(ledger))
  expect(lawShares(taken.after), story).toEqual(sharesOf(ledger))
}
