/** Why a JSON value is not the object of Stripe's that it should be: where, what belongs there, and what stands there. */
import type { Errors } from 'io-ts'

/** One field of Stripe's that is not as it should be. */
export interface InvalidWire {
  readonly _tag: 'InvalidWire'
  /** From the object's name on: `charge.amount_refunded`, `charge.refunds.data.0.amount`. */
  readonly path: string
  /** What belongs there, in words. */
  readonly expected: string
  /** What stands there, shortened to one line. */
  readonly got: string
}

/** All faults, not only the first: those of shape, or, when the shape is right, those between the numbers. */
export type WireError = readonly [InvalidWire, ...InvalidWire[]]

/** Longest piece of foreign text that an error repeats. */
const LONGEST = 60

export const invalidWire = (path: string, expected: string, value: unknown): InvalidWire => ({
  _tag: 'InvalidWire',
  path,
  expected,
  got: shown(value),
})

/** The faults as an error, or null when there are none. */
export const errorOf = (faults: readonly InvalidWire[]): WireError | null => {
  const [first, ...more] = faults
  return first === undefined ? null : [first, ...more]
}

/** What io-ts found, by the names of the fields. */
export const faultsOf = (errors: Errors, name: string): readonly InvalidWire[] =>
  errors.map(({ context, value }) => {
    const path = context.slice(1).map(({ key }) => short(key))
    return invalidWire([name, ...path].join('.'), context.at(-1)?.type.name ?? 'something else', value)
  })

/**
 * All faults on one line, each as `faultText` says it, with `; ` between them.
 *
 * @example
 * const json = { id: 're_1', object: 'refund', amount: '3', charge: 'ch_1', created: 1760000000, currency: 'usd', status: 5 }
 * const failure = leftOf(decodeRefund(json))
 * failure.length // => 2
 * wireErrorText(failure) // => 'refund.amount: expected a whole number from 0 to 999999999999999, got "3"; refund.status: expected text or null, got 5'
 * wireErrorText(leftOf(decodeCharge({ object: 'event' }))) // => 'charge.object: expected "charge", got "event"'
 * @since 0.1.0
 * @category error
 */
export const wireErrorText = (error: WireError): string => error.map(faultText).join('; ')

/**
 * One fault as a sentence.
 *
 * @example
 * const [fault] = leftOf(decodeCharge({ object: 'event' }))
 * faultText(fault) // => 'charge.object: expected "charge", got "event"'
 * @since 0.1.0
 * @category error
 */
export const faultText = ({ path, expected, got }: InvalidWire): string => `${path}: expected ${expected}, got ${got}`

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return `${JSON.stringify(short(value))}${more(value)}`
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

const short = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`)

const more = (text: string): string => (text.length <= LONGEST ? '' : ` (${text.length} characters)`)
