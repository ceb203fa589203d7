/** What is wrong with parameters. Names are the rows of the fact sheet's section 2b. */
import { describe, expect, it } from 'vitest'
import * as lookups from '../../../src/stripe/errors/lookup-errors.js'
import * as metadata from '../../../src/stripe/errors/metadata-errors.js'
import * as params from '../../../src/stripe/errors/param-errors.js'
import { usd, usd_ } from '../../fixtures.js'
import { check } from './given.js'

describe('parameter validation', () => {
  check(400, [
    [
      'amount 0 or negative',
      params.tooSmall('amount'),
      'parameter_invalid_integer',
      'amount',
      'This value must be greater than or equal to 1.',
    ],
    [
      'amount not an integer',
      params.invalidInteger('amount', 'abc'),
      'parameter_invalid_integer',
      'amount',
      'Invalid integer: abc',
    ],
    [
      'amount > 99999999',
      params.amountTooLarge('amount', usd(99_999_999), usd_),
      'amount_too_large',
      'amount',
      'Amount must be no more than $999,999.99',
    ],
    [
      'amount below the minimum of a charge',
      params.amountTooSmall('amount', usd(50), usd_),
      'amount_too_small',
      'amount',
      'Amount must be at least $0.50 usd',
    ],
    [
      'neither charge nor payment_intent',
      params.missingOneOf(['payment_intent', 'charge']),
      undefined,
      undefined,
      'One of the following params should be provided for this request: payment_intent or charge.',
    ],
    [
      'bad cursor',
      lookups.noSuchCursor('customer', 'cus_aaa', 'starting_after'),
      'resource_missing',
      'starting_after',
      "No such customer: 'cus_aaa'",
    ],
    [
      'both cursors',
      params.bothCursors(),
      undefined,
      undefined,
      'Received both starting_after and ending_before parameters. Please pass in only one.',
    ],
    [
      'bad reason',
      params.notAChoice('reason', ['duplicate', 'fraudulent', 'requested_by_customer']),
      undefined,
      'reason',
      'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer',
    ],
    [
      'one unknown param',
      params.unknownParams(['metadata[wat]']),
      'parameter_unknown',
      'metadata[wat]',
      'Received unknown parameter: metadata[wat]',
    ],
    [
      'several unknown params',
      params.unknownParams(['amount', 'currency']),
      'parameter_unknown',
      'amount',
      'Received unknown parameters: amount, currency',
    ],
    [
      'missing required',
      params.missingParam('amount'),
      'parameter_missing',
      'amount',
      'Missing required param: amount.',
    ],
    [
      'metadata > 50 keys',
      metadata.metadataTooMany(51),
      undefined,
      'metadata',
      "Metadata can have up to 50 keys, but you've set 51. Email us at support+metadata@stripe.com for more information.",
    ],
    [
      'metadata key > 40',
      metadata.metadataKeyTooLong('k'.repeat(41)),
      undefined,
      'metadata',
      `Metadata keys can have up to 40 characters, but you passed in a key that is 41 characters. Invalid key: ${'k'.repeat(41)}`,
    ],
    [
      'metadata value > 500',
      metadata.metadataValueTooLong('v…', 801),
      undefined,
      'metadata',
      'Metadata values can have up to 500 characters, but you passed in a value that is 801 characters. Invalid value: v…',
    ],
    ['bad expand', params.cannotExpand('wat'), undefined, undefined, 'This property cannot be expanded (wat).'],
    [
      'bad expand on a list',
      params.cannotExpand('charge', 'data.charge'),
      undefined,
      undefined,
      "This property cannot be expanded (charge). You may want to try expanding 'data.charge' instead.",
    ],
    [
      'array index gaps',
      params.nonSequentialKeys('expand', ['1'], 0),
      undefined,
      'expand',
      'If passing an array with explicit keys (e.g. foo[0]=a&foo[1]=b) instead of as an array (e.g. foo[]=a&foo[]=b), the keys must be numeric and sequential starting from 0. You passed the keys `1`, we expected to have a key with the value `0`.',
    ],
    [
      'an empty value',
      params.emptyValue('customer'),
      'parameter_invalid_empty',
      'customer',
      "You passed an empty string for 'customer'. We assume empty values are an attempt to unset a parameter; however 'customer' cannot be unset. You should remove 'customer' from your request or supply a non-empty value.",
    ],
  ])

  it('comes before execution, so that nothing is stored', () => {
    const all = [
      params.tooSmall('amount'),
      params.missingOneOf(['a', 'b']),
      metadata.metadataTooMany(51),
      params.bothCursors(),
    ]
    expect(all.map(({ executed, shouldRetry }) => [executed, shouldRetry])).toEqual(all.map(() => [false, null]))
  })
  it('lists the currencies, with usd first', () => {
    expect(params.invalidCurrency('currency', 'XYZ').message).toMatch(
      /^Invalid currency: xyz\. Stripe currently supports these currencies: usd, aed, .*, eur, /,
    )
  })
  it('counts characters of metadata and not their halves', () => {
    expect(metadata.charactersIn('a🙂')).toBe(2)
  })
})
