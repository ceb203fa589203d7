/** Refusals that no request can bring about. */
import type { Refusal } from '../../domain/law/errors.js'
import { serverFault } from './platform-errors.js'
import type { RefusalContext } from './refusal-context.js'
import { refused, type StripeError } from './stripe-error.js'

/** A fault of ours, but for the server's own levers: with them anything can be asked, and is refused. */
export const unforeseen = ({ _tag }: Refusal, { endpoint }: RefusalContext): StripeError =>
  endpoint === 'control' ? refused(`The charge does not allow this: ${_tag}.`) : serverFault()
