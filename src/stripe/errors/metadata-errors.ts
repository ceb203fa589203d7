/** Stripe's limits on metadata. Texts REPORTED (FlowFuse#1948 and others), no code; `param` INFERRED from bodies of 2015. */
import { invalid, type StripeError } from './stripe-error.js'

/** Most keys of an object's metadata, counted after merging. */
export const MOST_METADATA_KEYS = 50
/** Longest key, in characters. */
export const LONGEST_METADATA_KEY = 40
/** Longest value, in characters. */
export const LONGEST_METADATA_VALUE = 500

/** `count`: how many keys there would be after merging. */
export const metadataTooMany = (count: number): StripeError =>
  invalid(
    `Metadata can have up to ${MOST_METADATA_KEYS} keys, but you've set ${count}. ` +
      'Email us at support+metadata@stripe.com for more information.',
    { param: 'metadata' },
  )

/** `length`: in characters, where the key itself is shortened. */
export const metadataKeyTooLong = (key: string, length = charactersIn(key)): StripeError =>
  invalid(
    `Metadata keys can have up to ${LONGEST_METADATA_KEY} characters, but you passed in a key that is ` +
      `${length} characters. Invalid key: ${key}`,
    { param: 'metadata' },
  )

/** As above. */
export const metadataValueTooLong = (value: string, length = charactersIn(value)): StripeError =>
  invalid(
    `Metadata values can have up to ${LONGEST_METADATA_VALUE} characters, but you passed in a value that is ` +
      `${length} characters. Invalid value: ${value}`,
    { param: 'metadata' },
  )

/** UNKNOWN text: `[` and `]` are documented as not allowed. */
export const metadataKeyWithBracket = (key: string): StripeError =>
  invalid(`Metadata keys cannot contain square brackets. Invalid key: ${key}`, { param: 'metadata' })

/** Characters, not UTF-16 units: an emoji is one. INFERRED. */
export const charactersIn = (text: string): number => [...text].length
