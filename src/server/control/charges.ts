/** An authorisation that runs out before its time. */
import { noSuchCharge } from '../../stripe/errors/lookup-errors.js'
import { onlyExpand } from '../../stripe/params/common.js'
import { expireCharge } from '../payments/expire.js'
import { shown } from '../show/show.js'
import { answer, refuse } from '../work/answer.js'
import { refusedAs } from '../work/refusals.js'
import { POST, type Route } from '../work/route.js'
import { find } from '../work/work.js'

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
