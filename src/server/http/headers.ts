/** What the headers of a request say, besides who asks. */
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { type IdempotencyKey, idempotencyKey } from '../../store/names.js'
import {
  accountInvalid,
  idempotencyKeyLength,
  jsonBody,
  unknownVersion,
  unsupportedContentType,
} from '../../stripe/errors/platform-errors.js'
import { invalid, type StripeError } from '../../stripe/errors/stripe-error.js'
import { type ApiVersion, apiVersion } from '../../stripe/version.js'
import type { Scope } from '../decision/kinds.js'
import type { Caller } from './auth.js'
import { isKnownVersion } from './versions.js'

/** A header as one text: Node joins those that came several times, but for a few of its own choosing. */
const textOf = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** The version that is asked for, or the one given. */
export const versionIn = (headers: IncomingHttpHeaders, usual: ApiVersion): Either<StripeError, ApiVersion> => {
  const text = textOf(headers, 'stripe-version')
  if (text === undefined || text === '') return right(usual)
  const version = apiVersion(text)
  return isLeft(version) || !isKnownVersion(text) ? left(unknownVersion(shortened(text))) : version
}

/** Whose objects are meant: the caller's own, or a connected account's. */
export const scopeIn = (headers: IncomingHttpHeaders, { platform, key }: Caller): Either<StripeError, Scope> => {
  const text = textOf(headers, 'stripe-account')
  if (text === undefined || text === '' || text === platform) return right('')
  return /^acct_\w{1,64}$/.test(text) ? right(text) : left(accountInvalid(key, shortened(text)))
}

/** An idempotency key as it was sent, and as it is kept. */
export interface KeyIn {
  readonly sent: string
  readonly kept: IdempotencyKey
}

export const keyIn = (headers: IncomingHttpHeaders, scope: Scope): Either<StripeError, KeyIn | null> => {
  const sent = textOf(headers, 'idempotency-key')
  if (sent === undefined) return right(null)
  const own = idempotencyKey(sent)
  if (isLeft(own)) {
    const { problem } = own.left
    return left(
      problem === 'tooLong' || problem === 'empty'
        ? idempotencyKeyLength(sent.length)
        : invalid('Invalid idempotency key.'),
    )
  }
  if (scope === '') return right({ sent, kept: own.right })
  // Each connected account has keys of its own. An arrow comes in no header, so that none of them is a key of the platform's;
  // with the account's name before it a long key would be too long.
  const scoped = idempotencyKey(`${scope}→${createHash('sha256').update(sent).digest('hex')}`)
  return isLeft(scoped) ? left(invalid('Invalid idempotency key.')) : right({ sent, kept: scoped.right })
}

const FORM = 'application/x-www-form-urlencoded'

/** Why a body is not read as what it is said to be; null where it is a form. */
export const bodyRefusal = (headers: IncomingHttpHeaders): StripeError | null => {
  const said = headers['content-type'] ?? ''
  if (said !== FORM) {
    const type = (said.split(';', 1)[0] as string).trim().toLowerCase()
    if (type === 'application/json') return jsonBody()
    if (type !== FORM) return unsupportedContentType(shortened(said))
  }
  const encoding = headers['content-encoding']
  return encoding === undefined || encoding === 'identity'
    ? null
    : invalid(`Invalid request: unsupported Content-Encoding ${shortened(encoding)}.`)
}

const shortened = (text: string): string => (text.length <= 100 ? text : `${text.slice(0, 100)}…`)
