/** Random lists of commands over HTTP: at the end, and on the way, the server holds what the law alone says. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isStanding } from '../../../src/domain/records/refund.js'
import { refundState } from '../../../src/index.js'
import { type Called, newAccount } from '../given.js'
import { feesIn } from '../ledger/fees-agree.js'
import { COMMANDS } from './commands.js'
import type { Model, ModelCharge, Real } from './model.js'

/** What the server shows of a charge is what the law says of it, and so are its refunds. */
const agrees = async ({ stripe }: Real, of: ModelCharge): Promise<void> => {
  const { charge } = of
  const isTaken = charge.status === 'captured'
  expect(await stripe.charges.retrieve(charge.id)).toMatchObject({
    amount: charge.authorized,
    amount_captured: charge.captured,
    amount_refunded: charge.standing,
    captured: isTaken,
    disputed: charge.disputes.ever > 0,
    refunded: refundState(charge).state === 'full',
  })
  const { data } = await stripe.refunds.list({ charge: charge.id, limit: 100 })
  expect(data.map(({ id, amount, status }) => ({ id, amount, status })).reverse()).toEqual(
    [...of.refunds.values()].map(({ id, amount, status }) => ({ id, amount, status })),
  )
  const standing = data.filter(({ status }) => isStanding(status as never))
  expect(standing.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(charge.captured)
  if (of.transfer !== null)
    expect((await stripe.transfers.retrieve(of.transfer)).amount_reversed).toBe(charge.transfer?.returned)
  if (of.fee !== null)
    expect((await stripe.applicationFees.retrieve(of.fee)).amount_refunded).toBe(charge.fee?.returned)
}

/** Of a server that is there while the tests of the file run, by so many lists. */
export const modelClaims = (called: Called, lists: number): void => {
  describe('the server and the law', () => {
    it('agree after any list of commands, races among them', { timeout: 120_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(fc.commands(COMMANDS, { maxCommands: 25 }), async (commands) => {
          const as = newAccount()
          const real: Real = { stripe: called.sdk(as), as, called }
          const model: Model = { charges: [] }
          await fc.asyncModelRun(() => ({ model, real }), commands)
          for (const of of model.charges) await agrees(real, of)
          expect((await feesIn(real.stripe)) + (await feesIn(real.stripe, 'acct_shop'))).toBe(0)
        }),
        { numRuns: lists },
      )
    })
  })
}
