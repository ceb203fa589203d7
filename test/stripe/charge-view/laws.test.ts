/** What holds of every charge that the law can make, under every version. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chargeAs,
  chargeFigures,
  type KeptCharge,
  type WireShownCharge,
} from '../../../src/stripe/charge-view/charge-as.js'
import { besideCharge, decodeCharge, encodeCharge, encodeRefund, isWireable } from '../../../src/stripe/index.js'
import { changedAttributes } from '../../../src/stripe/objects/changed-attributes.js'
import { newCharge } from '../../../src/stripe/objects/charge.js'
import { forAll } from '../../arbitraries/for-all.js'
import { anyHistory } from '../../arbitraries/histories.js'
import { refundsOf } from '../../arbitraries/world.js'
import { rightOf, usd } from '../../fixtures.js'
import { IN_2020, IN_2023, madeOf, releasesOf, VERSIONS } from './given.js'

/** As it may have been made: authorised, or by a method that has not answered and announces its capture. */
const anyKept: fc.Arbitrary<KeptCharge> = fc
  .tuple(anyHistory(), fc.boolean(), fc.boolean())
  .filter(([{ world }]) => world.charge !== null)
  .map(([{ world, events }, isPending, hasTransfer]) => {
    const charge = world.charge as KeptCharge['charge']
    const authorized = madeOf(charge)
    const { amount } = authorized
    const pending = { amount_captured: amount, captured: true, paid: false, status: 'pending' } as const
    const transfer_data = hasTransfer ? { amount: usd(1), destination: 'acct_1' } : null
    const made = newCharge({ ...authorized, ...(isPending ? pending : {}), transfer_data })
    const on = rightOf(decodeCharge(made))
    const refunds = refundsOf(world)
      .filter(isWireable)
      .map((refund) => encodeRefund(refund, on))
      .reverse()
    return { charge, made, releases: releasesOf(events.filter((event) => event.charge === charge.id)), refunds }
  })

/** Without what is shown beside the object itself. */
const alone = ({ invoice: _, refunds: __, ...shown }: WireShownCharge): object => shown

describe.each(VERSIONS)('under %s every charge', (version) => {
  it('is what encodeCharge makes of the object, member by member', () => {
    forAll(
      anyKept,
      (kept) => {
        const from = { ...rightOf(decodeCharge(kept.made)), version }
        expect(JSON.stringify(alone(chargeAs(version, kept)))).toBe(JSON.stringify(encodeCharge(kept.charge, from)))
      },
      200,
    )
  })
  it('tells by its figures alone what changed between two of its states', () => {
    forAll(
      fc.tuple(anyKept, anyKept),
      ([{ made, charge: before, releases }, { charge: after }]) => {
        const states = [before, after].map((charge) => ({ charge, made, releases })) as [KeptCharge, KeptCharge]
        const whole = states.map((kept) => alone(chargeAs(version, kept))) as [object, object]
        const figures = states.map((kept) => chargeFigures(version, kept)) as [object, object]
        expect(changedAttributes(...figures)).toEqual(changedAttributes(...whole))
      },
      200,
    )
  })
  it('is read back as the charge that was shown', () => {
    forAll(
      anyKept,
      (kept) => {
        const json = JSON.parse(JSON.stringify(chargeAs(version, kept)))
        expect(rightOf(decodeCharge(json, { version, beside: besideCharge(kept.charge) })).charge).toEqual(kept.charge)
      },
      200,
    )
  })
})

describe('every charge', () => {
  it.each([IN_2020, IN_2023])('under %s counts in amount_refunded what its refunds and releases come to', (version) => {
    forAll(anyHistory(), ({ world, events }) => {
      const { charge } = world
      if (charge === null) return
      const releases = releasesOf(events.filter((event) => event.charge === charge.id))
      const standing = refundsOf(world).filter(({ status }) => !['failed', 'canceled', 'refused'].includes(status))
      const sum = [...releases, ...standing].reduce((total, { amount }) => total + amount, 0)
      expect(chargeAs(version, { charge, made: madeOf(charge), releases }).amount_refunded).toBe(sum)
    })
  })
  it('has as much left by either formula: amount − amount_refunded before, amount_captured − amount_refunded since', () => {
    forAll(anyKept, (kept) => {
      if (kept.charge.status !== 'captured') return
      const left = VERSIONS.map((version) => {
        const { amount, amount_captured, amount_refunded } = chargeAs(version, kept)
        return (version < '2025-03-31' ? amount : amount_captured) - amount_refunded
      })
      expect(left).toEqual(VERSIONS.map(() => kept.charge.captured - kept.charge.standing))
    })
  })
})
