/** From any JSON to an object of Stripe's, or all that is wrong with its shape. */
import * as E from 'fp-ts/lib/Either.js'
import { flow } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import type { Either } from '../domain/either.js'
import { errorOf, faultsOf, type InvalidWire, invalidWire, type WireError } from './wire-error.js'

/** The faults, if there are any, and else the value. */
export const unless =
  <A>(faults: (value: A) => readonly InvalidWire[]) =>
  (value: A): Either<WireError, A> => {
    const error = errorOf(faults(value))
    return error === null ? E.right(value) : E.left(error)
  }

/** What reads a value as the object named `name`: a charge's fields are not looked for in what says it is a refund. */
export const shapeOf = <A>(codec: t.Type<A, A, unknown>, name: string): ((json: unknown) => Either<WireError, A>) =>
  flow(unless(notNamed(name)), E.chain(flow(codec.decode, E.mapLeft(wireError(name)))))

const wireError =
  (name: string) =>
  (errors: t.Errors): WireError =>
    errorOf(faultsOf(errors, name)) ?? [invalidWire(name, 'an object', undefined)]

const notNamed =
  (name: string) =>
  (json: unknown): readonly InvalidWire[] => {
    if (!t.UnknownRecord.is(json)) return [invalidWire(name, 'an object', json)]
    return json.object === name ? [] : [invalidWire(`${name}.object`, JSON.stringify(name), json.object)]
  }
