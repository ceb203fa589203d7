/** Codecs of parameters: io-ts codecs from what was sent to what is meant, and back, whose faults are Stripe's. */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Either } from '../../domain/either.js'
import type { ParamError } from './errors.js'
import type { FormValue } from './form.js'

/** A parameter, or what stands in one. */
export interface Param<A> extends t.Type<A, FormValue, unknown> {
  /** The names within a value that it does not know, as they were sent. `param` is its own. */
  readonly unknownIn: (value: FormValue, param: string) => readonly string[]
}

/** A parameter of any type. */
export interface AnyParam extends t.Mixed {
  readonly unknownIn: (value: FormValue, param: string) => readonly string[]
}

/** A parameter that has a value, or a fault, where it was not sent. */
export interface Always<A> extends Param<A> {
  readonly whenAbsent: (param: string) => Either<ParamError, A>
}

/** A fault of io-ts that says Stripe's as well. */
interface Refused extends t.ValidationError {
  readonly refusal: ParamError
}

const knowsNoNames = (): readonly string[] => []

/** A parameter without parameters in it. `read` gets the name for its fault. */
export const leaf = <A>(
  name: string,
  of: {
    readonly is: (value: unknown) => value is A
    readonly read: (value: FormValue, param: string) => Either<ParamError, A>
    readonly write: (value: A) => FormValue
  },
): Param<A> =>
  param(
    new t.Type<A, FormValue, unknown>(
      name,
      of.is,
      (value, context) => {
        const read = of.read(value as FormValue, nameOf(context))
        return E.isLeft(read) ? refused(value, context, read.left) : read
      },
      of.write,
    ),
    knowsNoNames,
  )

export const param = <A>(codec: t.Type<A, FormValue, unknown>, unknownIn: Param<A>['unknownIn']): Param<A> =>
  Object.assign(codec, { unknownIn })

/** Has to be sent. */
export const required = <A>(of: Param<A>): Always<A> =>
  always(of, (name) => E.left({ _tag: 'MissingParam', param: name }))

/** Means `value` when it was not sent. */
export const withDefault = <A>(of: Param<A>, value: A): Always<A> => always(of, () => E.right(value))

/** A codec of its own: the one given may stand in another table, where it may be left out. */
const always = <A>(of: Param<A>, whenAbsent: Always<A>['whenAbsent']): Always<A> =>
  Object.assign(param(new t.Type<A, FormValue, unknown>(of.name, of.is, of.validate, of.encode), of.unknownIn), {
    whenAbsent,
  })

export const refused = <A>(value: unknown, context: t.Context, refusal: ParamError): t.Validation<A> => {
  const error: Refused = { value, context, refusal }
  return E.left([error])
}

/** The first fault: Stripe tells one. */
export const firstRefusal = (errors: t.Errors): ParamError => {
  const [first] = errors
  if (first !== undefined && 'refusal' in first) return (first as Refused).refusal
  return { _tag: 'NotAHash', param: nameOf(first?.context ?? []) }
}

/** The parameter's name, as it was sent: `items[0][price]`. */
export const nameOf = (context: t.Context): string => context.slice(1).reduce((name, { key }) => within(name, key), '')

/** The name of a member of a parameter. */
export const within = (name: string, member: string): string => (name === '' ? member : `${name}[${member}]`)
