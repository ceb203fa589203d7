/** Tokens of cards: made once, used once. */
import { isLeft } from '../../domain/either.js'
import { noSuch } from '../../stripe/errors/lookup-errors.js'
import { newToken } from '../../stripe/objects/token.js'
import { CreateTokenParams, RetrieveTokenParams } from '../../stripe/params/tokens.js'
import { answer, refuse } from '../decision/answer.js'
import { GET, POST, type Route } from '../decision/route.js'
import { mint, put } from '../decision/work.js'
import { cardWrittenAs } from '../payments/card-written.js'
import { shown } from '../show/show.js'

export const TOKEN_ROUTES: readonly Route[] = [
  POST('/v1/tokens', {
    params: CreateTokenParams,
    decide: (work, { card: written, expand }) => {
      const known = cardWrittenAs(work.at, written)
      if (isLeft(known)) return refuse(known.left)
      const { card, expires } = known.right
      // Neither the number nor the code goes into the token.
      const { number: _, exp_month: __, exp_year: ___, cvc, ...told } = written
      const token = newToken({
        ...told,
        id: mint(work, 'tok_'),
        cardId: mint(work, 'card_'),
        card: { ...card, expMonth: expires.month, expYear: expires.year },
        created: work.at,
        cvc: cvc !== undefined,
      })
      put(work, 'token', token.id, { token, card: card.number })
      return answer(shown(work, 'token', token.id, expand) as object)
    },
  }),
  GET('/v1/tokens/{token}', {
    params: RetrieveTokenParams,
    decide: (work, { expand }, { token = '' }) => {
      const object = shown(work, 'token', token, expand)
      return object === null ? refuse(noSuch('token', token, 'token')) : answer(object)
    },
  }),
]
