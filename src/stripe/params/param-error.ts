/** What Stripe answers to parameters that are refused. */
import * as metadata from '../errors/metadata-errors.js'
import * as params from '../errors/param-errors.js'
import type { StripeError } from '../errors/stripe-error.js'
import type { ParamError } from './errors.js'

/** Each refusal in Stripe's words. A new one does not compile before it has its row. */
export const paramError = (error: ParamError): StripeError => {
  switch (error._tag) {
    case 'UnknownParams':
      return params.unknownParams(error.names)
    case 'MissingParam':
      return params.missingParam(error.param)
    case 'EmptyValue':
      return params.emptyValue(error.param)
    case 'NotAScalar':
      return params.notAScalar(error.param)
    case 'NotAHash':
      return params.notAHash(error.param)
    case 'NotAList':
      return params.notAnArray(error.param)
    case 'NotSequential':
      return params.nonSequentialKeys(error.param, error.passed, error.expected)
    case 'InvalidInteger':
      return params.invalidInteger(error.param, error.value)
    case 'TooSmall':
      return params.tooSmall(error.param, error.least)
    case 'TooLarge':
      return params.tooLarge(error.param, error.most)
    case 'NegativeInteger':
      return params.negativeInteger(error.param)
    case 'ZeroPayment':
      return params.zeroPayment()
    case 'InvalidBoolean':
      return params.invalidBoolean(error.param, error.value)
    case 'NotAChoice':
      return params.notAChoice(error.param, error.choices)
    case 'InvalidCurrency':
      return params.invalidCurrency(error.param, error.value)
    case 'TextTooLong':
      return params.textTooLong(error.param, error.most)
    case 'MetadataTooMany':
      return metadata.metadataTooMany(error.keys)
    case 'MetadataKeyTooLong':
      return metadata.metadataKeyTooLong(error.key, error.length)
    case 'MetadataKeyWithBracket':
      return metadata.metadataKeyWithBracket(error.key)
    case 'MetadataValueTooLong':
      return metadata.metadataValueTooLong(error.value, error.length)
    case 'ExpandUnknown':
      return error.hint === null ? params.cannotExpandMissing(error.path) : params.cannotExpand(error.path, error.hint)
    case 'ExpandNotAllowed':
      return params.cannotExpand(error.path, error.hint)
    case 'ExpandTooDeep':
      return params.cannotExpandDeeper(error.path, error.most)
    case 'NoneOf':
      return params.missingOneOf(error.params)
    case 'BothCursors':
      return params.bothCursors()
  }
}
