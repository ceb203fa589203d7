/** Charges as a server keeps them: the law's record, the object that was made, and what was given up. */
import type { Charge, Command, EpochSeconds, Event } from '../../../src/index.js'
import type { KeptCharge } from '../../../src/stripe/charge-view/charge-as.js'
import type { Release } from '../../../src/stripe/charge-view/release.js'
import { type ApiVersion, apiVersion, NEWEST_API_VERSION } from '../../../src/stripe/index.js'
import { newChargedCard } from '../../../src/stripe/objects/card.js'
import { newCharge } from '../../../src/stripe/objects/charge.js'
import { approvedOutcome } from '../../../src/stripe/objects/outcome.js'
import { afterAll, authorizeUsd, eventsOf, later, rightOf } from '../../fixtures.js'
import { VISA } from '../objects/given.js'

const version = (text: string): ApiVersion => rightOf(apiVersion(text))

/** One from each side of every date at which a charge looks different, oldest first. */
export const IN_2020 = version('2020-08-27')
export const IN_2023 = version('2023-10-16')
export const BASIL = version('2025-03-31.basil')
export const VERSIONS: readonly ApiVersion[] = [IN_2020, IN_2023, BASIL, NEWEST_API_VERSION]

export const madeOf = ({ id, authorized: amount, createdAt: created, currency }: Charge): KeptCharge['made'] =>
  newCharge({
    id,
    amount,
    created,
    currency,
    customer: 'cus_1',
    outcome: approvedOutcome(25),
    payment_intent: 'pi_1',
    payment_method: 'pm_1',
    payment_method_details: {
      card: newChargedCard(VISA, { amount, approved: true, authorizationCode: '1', networkTransactionId: '2' }),
      type: 'card',
    },
  })

/** What a server keeps of an event that gives up something. */
const releaseOf = (event: Event): readonly Release[] => {
  const reason = event.type === 'ChargeExpired' ? 'expired_uncaptured_charge' : null
  const given = { id: 're_released' as Release['id'], created: event.at, reason, balance_transaction: 'txn_9' } as const
  if (event.type === 'ChargeCaptured' && event.released > 0) return [{ ...given, amount: event.released }]
  if (event.type === 'ChargeReleased' || event.type === 'ChargeExpired') return [{ ...given, amount: event.amount }]
  return []
}

export const releasesOf = (events: readonly Event[]): readonly Release[] => events.flatMap(releaseOf).reverse()

/** Charge `ch_1`, so many US cents authorised, after these commands. */
export const kept = (amount: number, ...commands: readonly Command[]): KeptCharge => {
  const all = [authorizeUsd(amount), ...commands]
  const { charge } = afterAll(all)
  if (charge === null) throw new Error('expected a charge')
  return { charge, made: madeOf(charge), releases: releasesOf(eventsOf(all)) }
}

export const AT: EpochSeconds = later(100)
