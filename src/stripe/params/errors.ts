/** Why a request's parameters are refused. What Stripe says of each is for the errors' table to word; here is what it needs. */

/** Longest piece of a request that an error repeats. */
const LONGEST = 100

/** In the order of checking: unknown names, then each parameter in the table's order, then what several say together. */
export type ParamError =
  /** Names that the endpoint does not have, in the order sent; nested ones as `created[foo]`. */
  | { readonly _tag: 'UnknownParams'; readonly names: readonly [string, ...string[]] }
  | { readonly _tag: 'MissingParam'; readonly param: string }
  /** Sent with nothing in it, where nothing cannot unset anything. */
  | { readonly _tag: 'EmptyValue'; readonly param: string }
  /** A list or a hash where one text belongs. */
  | { readonly _tag: 'NotAScalar'; readonly param: string }
  | { readonly _tag: 'NotAHash'; readonly param: string }
  | { readonly _tag: 'NotAList'; readonly param: string }
  /** Indices that do not count from 0 without a gap: `expected` is the first that is not there. */
  | {
      readonly _tag: 'NotSequential'
      readonly param: string
      readonly passed: readonly string[]
      readonly expected: number
    }
  | { readonly _tag: 'InvalidInteger'; readonly param: string; readonly value: string }
  | { readonly _tag: 'TooSmall'; readonly param: string; readonly least: number }
  | { readonly _tag: 'TooLarge'; readonly param: string; readonly most: number }
  /** Below 0, where 0 may be said. */
  | { readonly _tag: 'NegativeInteger'; readonly param: string }
  /** A PaymentIntent of 0. */
  | { readonly _tag: 'ZeroPayment' }
  | { readonly _tag: 'InvalidBoolean'; readonly param: string; readonly value: string }
  | { readonly _tag: 'NotAChoice'; readonly param: string; readonly choices: readonly string[] }
  | { readonly _tag: 'InvalidCurrency'; readonly param: string; readonly value: string }
  | { readonly _tag: 'TextTooLong'; readonly param: string; readonly most: number; readonly length: number }
  | { readonly _tag: 'MetadataTooMany'; readonly keys: number }
  | { readonly _tag: 'MetadataKeyTooLong'; readonly key: string; readonly length: number }
  | { readonly _tag: 'MetadataKeyWithBracket'; readonly key: string }
  | { readonly _tag: 'MetadataValueTooLong'; readonly value: string; readonly length: number }
  /** The object has no such member; `hint` is the path that was likely meant. */
  | { readonly _tag: 'ExpandUnknown'; readonly path: string; readonly hint: string | null }
  /** The object has it, and it is no reference. */
  | { readonly _tag: 'ExpandNotAllowed'; readonly path: string; readonly hint: string | null }
  | { readonly _tag: 'ExpandTooDeep'; readonly path: string; readonly most: number }
  /** None of them was sent, and one has to be. */
  | { readonly _tag: 'NoneOf'; readonly params: readonly string[] }
  | { readonly _tag: 'BothCursors' }

/** What was sent, as an error repeats it. */
export const said = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`)
