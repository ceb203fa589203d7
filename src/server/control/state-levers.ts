/** The state: dumped and loaded as JSON, and an account reset. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Account } from '../../store/names.js'
import { invalid, type StripeError } from '../../stripe/errors/stripe-error.js'
import { utf8 } from '../form/text.js'
import type { Authenticate } from '../http/auth.js'
import { type State, type StateError, stateProblem } from '../state.js'
import type { Lever, Pulled } from './levers.js'

/** A state may be large: some 256 MB. */
const MOST_BYTES = 256 * 1024 * 1024

export interface StateLeversOptions {
  readonly state: State
  readonly authenticate: Authenticate
  /** What this account has was replaced, or, with null, everything: something may be due. */
  readonly replaced: (account: Account | null) => void
}

export const stateLevers = ({ state, authenticate, replaced }: StateLeversOptions): readonly Lever[] => {
  const done = (
    outcome: Either<StateError, void>,
    account: Account | null,
    answer: object,
  ): Either<StripeError, object> => {
    if (isLeft(outcome)) return left(refusal(outcome.left))
    replaced(account)
    return right(answer)
  }

  return [
    {
      method: 'GET',
      path: '/_control/state',
      pull: async () => {
        const saved = await state.save()
        return isLeft(saved) ? left(refusal(saved.left)) : saved
      },
    },
    {
      method: 'PUT',
      path: '/_control/state',
      mostBytes: MOST_BYTES,
      pull: async (pulled) => {
        const json = jsonIn(pulled)
        return isLeft(json) ? json : done(await state.load(json.right), null, { object: 'control.state', loaded: true })
      },
    },
    {
      method: 'POST',
      path: '/_control/reset',
      pull: async ({ authorization }) => {
        const caller = authenticate(authorization)
        if (isLeft(caller)) return caller
        const { account } = caller.right
        return done(await state.reset(account), account, { object: 'control.account', id: account, reset: true })
      },
    },
  ]
}

const jsonIn = ({ body }: Pulled): Either<StripeError, unknown> => {
  const text = utf8(body)
  if (text === null) return left(invalid('The state must be JSON in UTF-8.'))
  try {
    return right(JSON.parse(text))
  } catch (error) {
    return left(invalid(`The state must be JSON: ${(error as Error).message}`))
  }
}

const refusal = (error: StateError): StripeError => invalid(stateProblem(error))
