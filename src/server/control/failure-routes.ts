/** How failures on the way are asked for. What becomes of that stands in `failures.ts`. */

import { invalid, type StripeError } from '../../stripe/errors/stripe-error.js'
import { endpoint } from '../../stripe/params/endpoint.js'
import { required, withDefault } from '../../stripe/params/param.js'
import { choice, integer, text } from '../../stripe/params/scalars.js'
import { answer, refuse } from '../decision/answer.js'
import { POST, type Route } from '../decision/route.js'

export const FAILURES_PATH = '/_control/requests/next'

/** What is to happen to the next requests. */
export interface Failure {
  readonly object: 'control.failure'
  readonly fail: 'conflict' | 'drop' | 'lock_timeout' | 'rate_limit' | 'server_error'
  readonly when: 'after' | 'before' | 'during'
  readonly count: number
  readonly method: string | null
  readonly path: string | null
}

const NextRequestsParams = endpoint({
  fail: required(choice('rate_limit', 'lock_timeout', 'conflict', 'server_error', 'drop')),
  when: withDefault(choice('before', 'during', 'after'), 'before'),
  count: withDefault(integer({ least: 1, most: 1_000_000 }), 1),
  method: choice('GET', 'POST', 'DELETE'),
  path: text(),
})

export const CONTROL_FAILURE_ROUTES: readonly Route[] = [
  POST(FAILURES_PATH, {
    params: NextRequestsParams,
    decide: (_, { fail, when, count, method, path }) => {
      if (when === 'during' && fail !== 'server_error') return refuse(notDuring(fail))
      if (path !== undefined && !/^\/[^?#]*[^/?#]$/.test(path)) return refuse(noPath())
      const failure: Failure = {
        object: 'control.failure',
        fail,
        when,
        count,
        method: method ?? null,
        path: path ?? null,
      }
      return answer(failure)
    },
  }),
]

const noPath = (): StripeError =>
  invalid('A path begins with /, and has neither a query nor a slash at its end: /v1/refunds.', { param: 'path' })

/** What fails while it is worked on is kept under its key, and only a 500 is. */
const notDuring = (fail: string): StripeError =>
  invalid(`A request can fail by server_error while it is executed, not by ${fail}.`, { param: 'when' })
