/** What a capture sends out: the transfer to a connected account, and the application fee. */
import type { Event } from '../../domain/law/events.js'
import { ZERO } from '../../domain/money/minor-units.js'
import type { LegAmount } from '../../domain/records/leg.js'
import type { Change } from '../../stripe/events/told-event.js'
import { newApplicationFee, type WireApplicationFee } from '../../stripe/objects/application-fee.js'
import type { WireNewCharge } from '../../stripe/objects/charge.js'
import { newApplicationFeeTransaction, newTransferTransaction } from '../../stripe/objects/connect-transactions.js'
import { newTransfer, type WireTransferObject } from '../../stripe/objects/transfer.js'
import { accountOf } from '../decision/accounts.js'
import type { KeptCharge } from '../decision/kinds.js'
import { get, mint, put, type Work } from '../decision/work.js'
import { groupLabel } from '../payments/labels.js'
import { applicationOf, PLATFORM } from './application.js'
import { type Paid, payDestination, payMore } from './destination.js'
import { move } from './money.js'
import type { Beside } from './told.js'

export interface LegsOut {
  /** What the charge says of them from now on. */
  readonly ids: Partial<Pick<WireNewCharge, 'application_fee' | 'transfer'>>
  readonly told: Pick<Beside, 'fee' | 'transfer'>
}

const NOTHING: LegsOut = { ids: {}, told: {} }

export const sendLegs = (
  work: Work,
  { made, says = {} }: KeptCharge,
  { fee, transfer }: Event<'ChargeCaptured'>,
): LegsOut => {
  if (fee === null && transfer === null) return NOTHING
  // A connected account's own charge is the platform's to find: its fee may be given back later.
  if (work.asked.scope !== PLATFORM)
    put(work, 'destination', made.id, { account: work.asked.scope }, { scope: PLATFORM })
  const feeId = fee === null ? null : (made.application_fee ?? mint(work, 'fee_'))
  const cut: Paid['fee'] = fee === null || feeId === null ? null : { id: feeId, part: fee }
  const sent = send(work, made, transfer, { fee: cut, says })
  const took = cut === null ? null : take(work, made, cut, sent?.after ?? null)
  return {
    ids: {
      ...(feeId === null ? {} : { application_fee: feeId }),
      ...(sent === null ? {} : { transfer: sent.after.id }),
    },
    told: { ...(took === null ? {} : { fee: took }), ...(sent === null ? {} : { transfer: sent }) },
  }
}

/** The transfer, new or larger; null where the charge has none. A fee is taken of what it pays, also when it pays nothing more. */
const send = (
  work: Work,
  made: WireNewCharge,
  asked: LegAmount | null,
  { fee, says }: Pick<Paid, 'fee' | 'says'>,
): Change<WireTransferObject> | null => {
  if (made.transfer !== undefined) {
    const before = get(work, 'transfer', made.transfer, PLATFORM)
    const part = asked ?? { amount: ZERO, currency: made.currency }
    payMore(work, before, { part, fee, says })
    return { before, after: asked === null ? before : sentMore(work, before, asked) }
  }
  if (asked === null) return null
  const destination = made.transfer_data?.destination
  if (destination === undefined) throw new Error(`the transfer of ${made.id} has no destination`)
  return { before: null, after: sentFirst(work, made, destination, { part: asked, fee, says }) }
}

const sentFirst = (work: Work, made: WireNewCharge, destination: string, paid: Paid): WireTransferObject => {
  const { amount, currency } = paid.part
  const id = mint(work, 'tr_')
  const transfer = newTransfer({
    id,
    amount,
    balance_transaction: moved(work, id, paid.part),
    created: work.at,
    currency,
    description: paid.says.description ?? null,
    destination,
    destination_payment: payDestination(work, { account: destination, transfer: id }, paid),
    metadata: paid.says.metadata ?? {},
    source_transaction: made.id,
    transfer_group: made.transfer_group,
  })
  const group = made.transfer_group === null ? [] : [groupLabel(made.transfer_group)]
  put(work, 'transfer', id, transfer, { labels: [`destination:${destination}`, ...group], scope: PLATFORM })
  return transfer
}

const sentMore = (work: Work, before: WireTransferObject, part: LegAmount): WireTransferObject => {
  const amount = before.amount + part.amount
  const after: WireTransferObject = {
    ...before,
    amount,
    balance_transaction: moved(work, before.id, part),
    reversed: before.amount_reversed === amount,
  }
  put(work, 'transfer', before.id, after, { scope: PLATFORM })
  return after
}

const moved = (work: Work, transfer: string, { amount, currency }: LegAmount): string =>
  move(work, (id) => newTransferTransaction({ id, amount, created: work.at, currency, transfer }), PLATFORM).id

/** The platform's fee, new or larger. */
const take = (
  work: Work,
  made: WireNewCharge,
  { id, part }: NonNullable<Paid['fee']>,
  transfer: WireTransferObject | null,
): Change<WireApplicationFee> => {
  const isNew = made.application_fee === null
  const before = isNew ? null : get(work, 'application_fee', id, PLATFORM)
  const account = transfer?.destination ?? (work.asked.scope === PLATFORM ? work.asked.platform : work.asked.scope)
  const balance_transaction = earned(work, id, account, part)
  const after =
    before === null
      ? newApplicationFee({
          id,
          account,
          amount: part.amount,
          application: applicationOf(work).id,
          balance_transaction,
          charge: transfer?.destination_payment ?? made.id,
          created: work.at,
          currency: part.currency,
          originating_transaction: transfer === null ? null : made.id,
        })
      : withMore(before, part, balance_transaction)
  const charges = new Set([after.charge, made.id])
  put(work, 'application_fee', id, after, { labels: [...charges].map((charge) => `charge:${charge}`), scope: PLATFORM })
  return { before, after }
}

const withMore = (before: WireApplicationFee, part: LegAmount, balance_transaction: string): WireApplicationFee => {
  const amount = before.amount + part.amount
  return { ...before, amount, balance_transaction, refunded: before.amount_refunded === amount }
}

const earned = (work: Work, fee: string, account: string, { amount, currency }: LegAmount): string => {
  const { name: application } = applicationOf(work)
  const { email } = accountOf(work, account)
  return move(
    work,
    (id) => newApplicationFeeTransaction({ id, account, amount, application, created: work.at, currency, email, fee }),
    PLATFORM,
  ).id
}
