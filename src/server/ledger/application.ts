/** The platform as a Connect application, and what it takes of a movement of a connected account. */
import type { LegAmount } from '../../domain/records/leg.js'
import { type Application, applicationFee, type WireFeeDetail } from '../../stripe/objects/balance-transaction.js'
import type { WireNewCharge } from '../../stripe/objects/charge.js'
import type { Scope } from '../decision/kinds.js'
import type { Work } from '../decision/work.js'

/** Fees and transfers are the platform's, whosever the charge is. */
export const PLATFORM: Scope = ''

/** How descriptions call the platform: nobody gives it a name here. */
const NAME = 'Platform'

/** The application that the platform takes its fees for: it has one. */
export const applicationOf = ({ asked }: Work): Application => ({
  id: asked.platform.replace(/^acct_/, 'ca_'),
  name: NAME,
})

/** What a movement of a connected account says of the platform's fee: taken with it (1), or given back (-1). */
export const feeWithin = (
  work: Work,
  fee: LegAmount | null,
  sign: 1 | -1,
): { readonly applicationFee?: WireFeeDetail } =>
  fee === null || fee.amount === 0
    ? {}
    : { applicationFee: applicationFee(sign * fee.amount, fee.currency, applicationOf(work)) }

/** The same of a connected account's own charge. With a transfer the fee is taken of what that pays. */
export const ownFee = (
  work: Work,
  made: WireNewCharge,
  fee: LegAmount | null,
  sign: 1 | -1,
): { readonly applicationFee?: WireFeeDetail } =>
  work.asked.scope === PLATFORM || made.transfer_data !== null ? {} : feeWithin(work, fee, sign)
