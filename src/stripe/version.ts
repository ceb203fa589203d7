/** Which of Stripe's API versions answered: the same charge looks different under an older one. */
import type { Brand } from '../domain/brand.js'
import { type Either, left, right } from '../domain/either.js'
import { type InvalidWire, invalidWire } from './wire-error.js'

/** `2026-08-26.dahlia`, or the date alone. */
export type ApiVersion = Brand<string, 'ApiVersion'>

/**
 * The one way from a text to a version.
 *
 * @example
 * apiVersion('2024-04-10') // => right('2024-04-10')
 * apiVersion('dahlia')._tag // => 'Left'
 * @since 0.1.0
 * @category version
 */
export const apiVersion = (text: string): Either<InvalidWire, ApiVersion> =>
  typeof text === 'string' && /^\d{4}-\d\d-\d\d(\.[a-z]+)?$/.test(text)
    ? right(text as ApiVersion)
    : left(invalidWire('version', 'a date such as 2026-10-28, with or without its name', text))

/** The newest version. Source: the one that the official SDK 23.1 pins. */
export const NEWEST_API_VERSION = '2026-10-28.endive' as ApiVersion

/**
 * Before it a release of what was not captured makes a Refund object and counts in `amount_refunded`; from it on it does not.
 * Source: docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow.
 */
export const countsReleases = (version: ApiVersion): boolean => isBefore(version, '2025-03-31')

/** Source: docs.stripe.com/changelog/basil/2025-04-30/refund-pending-reason. */
export const saysPendingReason = (version: ApiVersion): boolean => !isBefore(version, '2025-04-30')

/**
 * Whether the version shows the refunds of every charge without being asked. Source: the changelog of 2022-11-15, and recordings
 * under 2020-08-27.
 *
 * @example
 * includesRefunds(rightOf(apiVersion('2020-08-27'))) // => true
 * includesRefunds(rightOf(apiVersion('2022-11-15'))) // => false
 * @since 0.1.0
 * @category version
 */
export const includesRefunds = (version: ApiVersion): boolean => isBefore(version, '2022-11-15')

/** Dates in this form compare as texts. */
export const isBefore = (version: ApiVersion, date: string): boolean => version.slice(0, date.length) < date
