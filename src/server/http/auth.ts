/** Who asks: by the secret key in `Authorization`, as Bearer or as the name of Basic. */
import { createHash } from 'node:crypto'
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { type Account, account } from '../../store/names.js'
import {
  badApiKey,
  maskedKey,
  noApiKey,
  publishableKey,
  spacedApiKey,
  unreadableAuthorization,
} from '../../stripe/errors/platform-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'

/** A key's account. */
export interface Caller {
  readonly account: Account
  /** The account's id, `acct_…`, made from the key. */
  readonly platform: string
  /** The key as an error may show it. */
  readonly key: string
}

/** Whose request this is. */
export type Authenticate = (authorization: string | undefined) => Either<StripeError, Caller>

/** Callers that were seen lately, by what they sent, so that each key is read and hashed once. */
const MOST_KNOWN = 1_000

export const createAuthenticate = (): Authenticate => {
  const known = new Map<string, Either<never, Caller>>()
  return (authorization = '') => {
    const caller = known.get(authorization)
    if (caller !== undefined) return caller
    const key = keyIn(authorization)
    if (isLeft(key)) return key
    const refusal = refusalOf(key.right)
    if (refusal !== null) return left(refusal)
    const made = right(callerOf(key.right))
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(authorization, made)
    return made
  }
}

/** What a header may carry as a token (RFC 9110, token68), and no more than fits into a name of the store. */
const TEST_KEY = /^sk_test_[\w.~+/=-]{1,247}$/

const refusalOf = (key: string): StripeError | null => {
  if (key === '') return noApiKey()
  if (TEST_KEY.test(key)) return null
  if (/^pk_(test|live)_/.test(key)) return publishableKey()
  return /\s/.test(key) ? spacedApiKey(shortened(key)) : badApiKey(shortened(key))
}

/** What an error may repeat of what is no key. */
const shortened = (key: string): string => key.slice(0, 255)

const keyIn = (authorization: string): Either<StripeError, string> => {
  if (authorization === '') return right('')
  const [, scheme = '', rest = ''] = /^(\S*) *(.*)$/s.exec(authorization) ?? []
  const name = scheme.toLowerCase()
  if (rest !== '' && name === 'bearer') return right(rest)
  if (rest !== '' && name === 'basic') {
    const key = nameIn(rest)
    if (key !== null) return right(key)
  }
  return left(unreadableAuthorization(shortened(authorization)))
}

/** The name of Basic credentials, what stands before the first colon; null if they are none. The password is nobody's business. */
const nameIn = (credentials: string): string | null => {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(credentials)) return null
  const text = Buffer.from(credentials, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon === -1 ? text : text.slice(0, colon)
}

const callerOf = (key: string): Caller => {
  const digest = createHash('sha256')
    .update(key)
    .digest('base64')
    .replace(/[^A-Za-z0-9]/g, '')
  const platform = `acct_1${digest.slice(0, 15)}`
  const named = account(platform)
  if (isLeft(named)) throw new Error('an account that is none')
  return { account: named.right, platform, key: maskedKey(key) }
}
