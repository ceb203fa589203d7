/** An authorisation that runs out before its time. */
import { noSuchCharge } from '../../stripe/errors/lookup-errors.js'
import { onlyExpand } from '../../stripe/params/common.js'
import { answer, refuse } from '../decision/answer.js'
import { refusedAs } from '../decision/refusals.js'
import { POST, type Route } from '../decision/route.js'
import { find } from '../decision/work.js'
import { expireCharge } from '../payments/expire.js'
import { shown } from '../show/show.js'

export const CONTROL_CHARGE_ROUTES: readonly Route[] = [
  POST('/_control/charges/{charge}/expire', {
    params: onlyExpand('charge'),
    decide: (work, params, { charge = '' }) => {
      const kept = find(work, 'charge', charge)
      if (kept === null) return refuse(noSuchCharge(charge, 'charge'))
      const refusal = expireCharge(work, charge)
      if (refusal !== null) return refuse(refusedAs(work, refusal, kept))
      return answer(shown(work, 'charge', charge, params.expand) as object)
    },
  }),
]
