/** The parameters of one endpoint: a table of codecs, and what is taken and means nothing. */
import * as E from 'fp-ts/lib/Either.js'
import { flow, pipe } from 'fp-ts/lib/function.js'
import type { Either } from '../../domain/either.js'
import type { ParamError } from './errors.js'
import type { Form } from './form.js'
import { type Fields, hash, type Values } from './hashes.js'
import { firstRefusal, type Param } from './param.js'

/** A rule about several parameters together; null where it holds. */
export type Rule<Params> = (params: Params) => ParamError | null

/** The parameters of one endpoint. */
export interface Endpoint<Params> {
  readonly codec: Param<Params>
  /** Parameters that are read. */
  readonly names: readonly string[]
  /** Parameters of Stripe's that no card refund's life depends on: taken, and not looked at. */
  readonly ignored: readonly string[]
  readonly rules: readonly Rule<Params>[]
}

/** What a request says. */
export interface Decoded<Params> {
  readonly params: Params
  /** The parameters that were sent and mean nothing here. */
  readonly ignored: readonly string[]
}

/** `ignored` in one text, parted by spaces. */
export const endpoint = <const Of extends Fields>(
  fields: Of,
  ignored = '',
  rules: readonly Rule<Values<Of>>[] = [],
): Endpoint<Values<Of>> => {
  const others = ignored === '' ? [] : ignored.split(' ')
  return { codec: hash(fields, others), names: Object.keys(fields), ignored: others, rules }
}

/** Most unknown names that an error repeats. */
const MOST_TOLD = 100

/** What a request says, or the first thing wrong with it: unknown names, then values in the table's order, then the rules. */
export const decodeParams = <Params>(of: Endpoint<Params>, form: Form): Either<ParamError, Decoded<Params>> =>
  paramsDecoder(of)(form)

/** The same of one endpoint, for whoever decodes many: the pipe is made once. */
export const paramsDecoder = <Params>(of: Endpoint<Params>): ((form: Form) => Either<ParamError, Decoded<Params>>) => {
  const decode = flow(knownNames(of), chain(values(of)), chain(obeying(of)))
  return (form) => pipe(form, decode, E.map(withIgnored(of, form)))
}

/** `E.chain`, which copies its arguments at every call where it is given the value last. */
const chain = <A, B>(
  next: (value: A) => Either<ParamError, B>,
): ((before: Either<ParamError, A>) => Either<ParamError, B>) => E.matchW(E.left, next)

/** The request that says it. */
export const encodeParams = <Params>(of: Endpoint<Params>, params: Params): Form => of.codec.encode(params) as Form

const knownNames =
  <Params>({ codec }: Endpoint<Params>) =>
  (form: Form): Either<ParamError, Form> => {
    const [first, ...more] = codec.unknownIn(form, '').slice(0, MOST_TOLD)
    return first === undefined ? E.right(form) : E.left({ _tag: 'UnknownParams', names: [first, ...more] })
  }

const values =
  <Params>({ codec }: Endpoint<Params>) =>
  (form: Form): Either<ParamError, Params> =>
    pipe(codec.decode(form), E.mapLeft(firstRefusal))

const obeying =
  <Params>({ rules }: Endpoint<Params>) =>
  (params: Params): Either<ParamError, Params> => {
    for (const rule of rules) {
      const broken = rule(params)
      if (broken !== null) return E.left(broken)
    }
    return E.right(params)
  }

const withIgnored =
  <Params>({ ignored }: Endpoint<Params>, form: Form) =>
  (params: Params): Decoded<Params> => ({ params, ignored: ignored.filter((name) => Object.hasOwn(form, name)) })
