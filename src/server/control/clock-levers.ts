/** The clock: what it says, and on by so many seconds where it is moved by hand. */
import { isLeft, left, right } from '../../domain/either.js'
import { serverFault } from '../../stripe/errors/platform-errors.js'
import { invalid } from '../../stripe/errors/stripe-error.js'
import { decodeParams, endpoint } from '../../stripe/params/endpoint.js'
import { required } from '../../stripe/params/param.js'
import { paramError } from '../../stripe/params/param-error.js'
import { integer } from '../../stripe/params/scalars.js'
import type { Engine } from '../engine/engine.js'
import { momentAfter, type ServerClock } from '../engine/server-clock.js'
import { formIn, type Lever } from './levers.js'

const LATEST = 253_402_300_799

const AdvanceParams = endpoint({ seconds: required(integer({ least: 0, most: LATEST })) })

const shown = (clock: ServerClock): object => ({
  object: 'control.clock',
  mode: clock.hand === null ? 'system' : 'manual',
  now: clock.now(),
})

export const clockLevers = (clock: ServerClock, { advance }: Pick<Engine, 'advance'>): readonly Lever[] => [
  { method: 'GET', path: '/_control/clock', pull: async () => right(shown(clock)) },
  {
    method: 'POST',
    path: '/_control/clock/advance',
    pull: async (pulled) => {
      const form = formIn(pulled)
      if (isLeft(form)) return form
      const decoded = decodeParams(AdvanceParams, form.right)
      if (isLeft(decoded)) return left(paramError(decoded.left))
      if (clock.hand === null) return left(invalid('Only a manual clock can be advanced: start with --clock manual.'))
      const { seconds } = decoded.right.params
      if (isLeft(momentAfter(clock.now(), seconds)))
        return left(invalid('The clock cannot be advanced beyond the year 9999.', { param: 'seconds' }))
      try {
        await advance(seconds)
      } catch {
        // The server closes; or its store fails, which was reported.
        return left(serverFault())
      }
      return right(shown(clock))
    },
  },
]
