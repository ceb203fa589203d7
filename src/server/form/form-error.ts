/** Why a body or a query is no form. */
import { malformed } from '../../stripe/errors/param-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'

/** Longest piece of a request that an error repeats. */
const LONGEST = 100

/** In the order in which they are looked for within a pair; the first pair with a fault is told. `param` is its name as sent. */
export type FormError =
  /** More bytes than a request may have. */
  | { readonly _tag: 'FormTooLarge'; readonly bytes: number; readonly most: number }
  /** More pairs of name and value than a request may have. */
  | { readonly _tag: 'TooManyParams'; readonly most: number }
  /** A `%` without two hexadecimal digits, or bytes that are not UTF-8. */
  | { readonly _tag: 'BrokenEncoding'; readonly param: string; readonly part: 'name' | 'value' }
  /** A character that no parameter of Stripe's takes and that databases cannot keep. */
  | { readonly _tag: 'NulCharacter'; readonly param: string; readonly part: 'name' | 'value' }
  /** Nothing before the `=`, or before the first bracket. */
  | { readonly _tag: 'EmptyName'; readonly param: string }
  /** A bracket that nothing opens or closes, one within another, or text after the last. */
  | { readonly _tag: 'BrokenBrackets'; readonly param: string }
  /** More brackets than `most`. */
  | { readonly _tag: 'TooDeep'; readonly param: string; readonly most: number }
  /** One name sent as two of: a text, a list, a hash. `param` is that name. */
  | { readonly _tag: 'MixedKinds'; readonly param: string; readonly was: FormKind; readonly is: FormKind }

export type FormKind = 'text' | 'list' | 'hash'

/** One sentence for the one who sent it. Says of the request no more than the parameter's name, shortened. */
export const formErrorText = (error: FormError): string => {
  switch (error._tag) {
    case 'FormTooLarge':
      return `The request has ${error.bytes} bytes of parameters; at most ${error.most} are read.`
    case 'TooManyParams':
      return `The request has more than ${error.most} parameters.`
    case 'BrokenEncoding':
      return `The ${error.part} of ${named(error)} is not percent-encoded UTF-8.`
    case 'NulCharacter':
      return `The ${error.part} of ${named(error)} contains a NUL character.`
    case 'EmptyName':
      return error.param === ''
        ? 'A parameter has no name.'
        : `${upperFirst(named(error))} has no name before its bracket.`
    case 'BrokenBrackets':
      return `The brackets of ${named(error)} are unbalanced.`
    case 'TooDeep':
      return `${upperFirst(named(error))} is nested more than ${error.most} levels deep.`
    case 'MixedKinds':
      return `${upperFirst(named(error))} is sent both as a ${error.was} and as a ${error.is}.`
  }
}

/** What is answered: 400, before anything is executed, and with the name of the parameter where there is one. */
export const formRefusal = (error: FormError): StripeError =>
  'param' in error && error.param !== ''
    ? malformed(formErrorText(error), error.param)
    : malformed(formErrorText(error))

/** A name as an error carries it: what a terminal or a log may be shown, and not too much of it. */
export const shownName = (name: string): string => {
  const short = name.length <= LONGEST ? name : `${name.slice(0, LONGEST)}…`
  return short.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\u{FFFD}')
}

const named = ({ param }: { readonly param: string }): string => `parameter '${param}'`

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
