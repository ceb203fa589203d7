/** Answers to what reaches no endpoint: an unknown path, a request that could not be read. */
import type { IncomingHttpHeaders } from 'node:http'
import { isLeft } from '../../domain/either.js'
import { errorBody, type StripeError } from '../../stripe/errors/stripe-error.js'
import type { ExchangeOptions, Response } from './exchange.js'

/** Whoever has no key hears of that first, as with every other request. */
export type Early = (headers: IncomingHttpHeaders, error: StripeError) => Response

export const createEarly =
  ({ authenticate, mint, rules }: Pick<ExchangeOptions, 'authenticate' | 'mint' | 'rules'>): Early =>
  (headers, otherwise) => {
    const caller = authenticate(headers.authorization)
    const error = isLeft(caller) ? caller.left : otherwise
    return {
      status: error.status,
      headers: { 'request-id': mint('req_'), 'stripe-version': rules.version },
      body: errorBody(error),
    }
  }
