/** What the transfer of a payment is to say, and the payment that it makes on the connected account. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import type { WireTransferData } from '../../stripe/objects/payment-intent.js'
import type { WireMetadata } from '../../stripe/objects/pieces.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'

interface Said {
  readonly description?: string
  readonly metadata?: MetadataUpdate
}

/** As it is asked for. What is not sent stays. */
export interface TransferSaid extends Said {
  readonly payment_data?: Said
}

/** As a PaymentIntent shows it: only what was said is there. */
export type TransferSays = Pick<WireTransferData, 'description' | 'metadata' | 'payment_data'>

interface Texts {
  readonly description?: string
  readonly metadata?: WireMetadata
}

export const saysAfter = (said: TransferSaid, before: TransferSays): Either<StripeError, TransferSays> => {
  const transfer = textsAfter(said, before)
  if (isLeft(transfer)) return transfer
  if (said.payment_data === undefined) return right({ ...before, ...transfer.right })
  const payment = textsAfter(said.payment_data, before.payment_data ?? {})
  return isLeft(payment) ? payment : right({ ...before, ...transfer.right, payment_data: payment.right })
}

const textsAfter = ({ description, metadata }: Said, before: Texts): Either<StripeError, Texts> => {
  const merged = metadata === undefined ? null : mergedMetadata(before.metadata ?? {}, metadata)
  if (merged !== null && isLeft(merged)) return left(paramError(merged.left))
  return right({
    ...(before.description === undefined ? {} : { description: before.description }),
    ...(before.metadata === undefined ? {} : { metadata: before.metadata }),
    ...(description === undefined ? {} : { description }),
    ...(merged === null ? {} : { metadata: merged.right }),
  })
}

/** The same of a PaymentIntent. */
export const saysOf = ({ amount: _, destination: __, ...says }: WireTransferData): TransferSays => says

/** The same with this amount. */
export const withAmount = (transfer: WireTransferData, amount: number): WireTransferData =>
  transferShown(transfer.destination, amount, transfer)

/** In Stripe's order. Of a transfer without an amount of its own none is shown. */
export const transferShown = (
  destination: string,
  amount: number | null | undefined,
  { description, metadata, payment_data }: TransferSays,
): WireTransferData => ({
  ...(amount === null || amount === undefined ? {} : { amount }),
  ...(description === undefined ? {} : { description }),
  destination,
  ...(metadata === undefined ? {} : { metadata }),
  ...(payment_data === undefined ? {} : { payment_data }),
})
