/**
 * Small codecs that Stripe's objects are made of. Their names are what an error says belongs there.
 *
 * None changes what it reads, so a decoded object is the very object that was given, with every field that no codec names.
 */
import * as t from 'io-ts'
import type { Either } from '../domain/either.js'
import { currency } from '../domain/money/currency.js'
import { MAX_MINOR_UNITS, minorUnits } from '../domain/money/minor-units.js'
import { chargeId, disputeId, refundId } from '../domain/records/ids.js'
import { epochSeconds } from '../domain/records/time.js'

/** A codec whose values are those that `is` accepts, as they are. */
const guard = <A>(name: string, is: (value: unknown) => value is A): t.Type<A, A, unknown> =>
  new t.Type(name, is, (value, context) => (is(value) ? t.success(value) : t.failure(value, context)), t.identity)

/** A codec of what a constructor of the domain accepts. The constructors test values that only claim to be of their type. */
const made = <A extends Value, Value>(
  name: string,
  make: (value: Value) => Either<unknown, A>,
): t.Type<A, A, unknown> => guard(name, (value): value is A => make(value as Value)._tag === 'Right')

export const Text = guard('text', (value) => typeof value === 'string')
export const Flag = guard('true or false', (value) => typeof value === 'boolean')
export const Count = guard('a whole number', (value): value is number => Number.isSafeInteger(value))
export const Texts = t.record(t.string, Text, 'an object of texts')
export const Anything = guard('an object', (value): value is Record<string, unknown> => t.UnknownRecord.is(value))

export const Amount = made(`a whole number from 0 to ${MAX_MINOR_UNITS}`, (value: number) => minorUnits(value))
export const Time = made('a time in whole seconds since 1970', (value: number) => epochSeconds(value))
export const CurrencyCode = made('a currency of ISO 4217 in lower case', (value: string) => currency(value))
export const IdOfCharge = made('the id of a charge', chargeId)
export const IdOfRefund = made('the id of a refund', refundId)
export const IdOfDispute = made('the id of a dispute', disputeId)

/** One of these texts and no other. */
export const oneOf = <const Word extends string>(...words: readonly Word[]): t.Type<Word, Word, unknown> =>
  guard(words.map((word) => JSON.stringify(word)).join(' or '), (value): value is Word =>
    words.some((word) => word === value),
  )

export const nullable = <A>(
  codec: t.Type<A, A, unknown>,
  name = `${codec.name} or null`,
): t.Type<A | null, A | null, unknown> =>
  new t.Type(
    name,
    (value): value is A | null => value === null || codec.is(value),
    (value, context) => (value === null ? t.success(null) : codec.validate(value, context)),
    t.identity,
  )

/** An id, or the object itself where the request asked to expand it. */
export const expandable = <A>(codec: t.Type<A, A, unknown>): t.Type<A | string, A | string, unknown> =>
  new t.Type(
    'an id or an object',
    (value): value is A | string => typeof value === 'string' || codec.is(value),
    (value, context) => (typeof value === 'string' ? t.success(value) : codec.validate(value, context)),
    t.identity,
  )

export const orNull = <A>(
  codec: t.Type<A | string, A | string, unknown>,
): t.Type<A | string | null, A | string | null, unknown> => nullable(codec, 'an id, an object or null')

/** A reference of which nothing but the id is read. */
export const Reference = expandable(Anything)
export const ReferenceOrNull = orNull(Reference)

type Fields<Required extends t.Props, Optional extends t.Props> = Readonly<
  t.TypeOfProps<Required> & t.TypeOfPartialProps<Optional>
>

/** An object with these fields, and any others. */
export const fields = <Required extends t.Props, Optional extends t.Props>(
  required: Required,
  optional: Optional,
): t.Type<Fields<Required, Optional>, Fields<Required, Optional>, unknown> => {
  const must = t.type(required)
  const may = t.partial(optional)
  return new t.Type(
    'an object',
    (value): value is Fields<Required, Optional> => must.is(value) && may.is(value),
    (value, context) => {
      if (!t.UnknownRecord.is(value)) return t.failure(value, context)
      const faults = [...leftOf(must.validate(value, context)), ...leftOf(may.validate(value, context))]
      return faults.length === 0 ? t.success(value as Fields<Required, Optional>) : t.failures(faults)
    },
    t.identity,
  )
}

const leftOf = <A>(result: t.Validation<A>): t.Errors => (result._tag === 'Left' ? result.left : [])

/** The id of a reference, expanded or not. */
export const idOf = (reference: string | { readonly id?: unknown } | null | undefined): string | null => {
  if (typeof reference === 'string') return reference
  return typeof reference?.id === 'string' ? reference.id : null
}
