/** What a handler answers. */
import { type Either, left, right } from '../../domain/either.js'
import { errorBody, type StripeError } from '../../stripe/errors/stripe-error.js'

/** An answer of which everything that was decided is written. */
export interface Answer {
  readonly status: number
  readonly body: object
  readonly shouldRetry: boolean | null
}

/** A refusal of which nothing is written but itself, under its key; or an answer. */
export type Handled = Either<StripeError, Answer>

/** 200 with this object. */
export const answer = (body: object): Handled => right({ status: 200, body, shouldRetry: null })

/** Refused, and nothing is written. */
export const refuse = (error: StripeError): Handled => left(error)

/** Refused, and what was decided is written all the same: a declined payment leaves a failed charge. */
export const refuseAfter = (error: StripeError): Handled =>
  right({ status: error.status, body: errorBody(error), shouldRetry: error.shouldRetry })
