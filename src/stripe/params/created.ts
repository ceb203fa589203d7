/** The `created` of lists: a second, or a hash of bounds. */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type EpochSeconds, epochSeconds } from '../../domain/records/time.js'
import { said } from './errors.js'
import { hash, type Values } from './hashes.js'
import { leaf, type Param, param } from './param.js'
import { readInteger } from './scalars.js'

/** 9999-12-31T23:59:59Z. */
const LATEST = 253_402_300_799

/** A second. What lies before 1970 or after 9999 means the nearest: nothing was created there. */
const Second: Param<EpochSeconds> = leaf('a time in whole seconds since 1970', {
  is: (value): value is EpochSeconds => typeof value === 'number' && E.isRight(epochSeconds(value)),
  read: (value, name) => {
    const number = readInteger(value, name)
    if (E.isLeft(number)) return number
    const second = epochSeconds(Math.min(Math.max(number.right, 0), LATEST))
    return E.isLeft(second) ? E.left({ _tag: 'InvalidInteger', param: name, value: said(String(value)) }) : second
  },
  write: String,
})

const Bounds = hash({ gt: Second, gte: Second, lt: Second, lte: Second })

/** From and to when; each bound where it was sent. */
export type CreatedBounds = Values<{ gt: typeof Second; gte: typeof Second; lt: typeof Second; lte: typeof Second }>

/** `created=1760000000` means from then to then. */
export const Created: Param<CreatedBounds> = param(
  new t.Type(
    'a time, or bounds of it',
    Bounds.is,
    (sent, context) => {
      if (typeof sent !== 'string') return Bounds.validate(sent, context)
      const second = Second.validate(sent, context)
      return E.isLeft(second) ? second : E.right({ gte: second.right, lte: second.right })
    },
    Bounds.encode,
  ),
  Bounds.unknownIn,
)
