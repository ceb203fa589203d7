/** Disputes: looked at, answered with evidence, and given up. */
import { isLeft } from '../../domain/either.js'
import { noSuch } from '../../stripe/errors/lookup-errors.js'
import { disputeClosed } from '../../stripe/errors/refund-errors.js'
import { updatedEvents } from '../../stripe/events/updated-events.js'
import type { WireDisputeObject } from '../../stripe/objects/dispute.js'
import { withEvidence } from '../../stripe/objects/dispute-moves.js'
import type { GivenEvidence } from '../../stripe/objects/evidence.js'
import {
  CloseDisputeParams,
  ListDisputesParams,
  RetrieveDisputeParams,
  UpdateDisputeParams,
} from '../../stripe/params/disputes.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import { chargeOf, command, onDispute } from '../decision/law.js'
import type { Need } from '../decision/need.js'
import { GET, type Path, POST, type Route } from '../decision/route.js'
import { find, later, put, type Work } from '../decision/work.js'
import { tell } from '../ledger/tell.js'
import { shown } from '../show/show.js'
import { type Listing, listed, type PageParams } from './lists.js'

interface UpdateParams {
  readonly evidence?: GivenEvidence
  readonly submit: boolean
  readonly metadata?: MetadataUpdate
  readonly expand?: readonly string[]
}

const noSuchDispute = (id: string): Handled => refuse(noSuch('dispute', id, 'dispute'))

const answered = (work: Work, id: string, expand: readonly string[] | undefined): Handled =>
  answer(shown(work, 'dispute', id, expand) as object)

/** Won, lost, closed or prevented: nothing moves it any more. */
const isOver = ({ status }: WireDisputeObject): boolean =>
  !status.endsWith('needs_response') && !status.endsWith('under_review')

const update = (work: Work, params: UpdateParams, { dispute: id = '' }: Path): Handled => {
  const before = find(work, 'dispute', id)
  if (before === null) return noSuchDispute(id)
  const metadata = mergedMetadata(before.metadata, params.metadata ?? {})
  if (isLeft(metadata)) return refuse(paramError(metadata.left))
  // Only what is said in defence is too late.
  if (isOver(before) && params.evidence !== undefined) return refuse(disputeClosed())
  const answeredBack = defended(before, params)
  const after = { ...answeredBack, metadata: metadata.right }
  put(work, 'dispute', id, after)
  tell(work, updatedEvents({ before, after }))
  if (isSent(before, after)) decideByText(work, after)
  return answered(work, id, params.expand)
}

/** With evidence that is sent to the bank, or is only kept for later. A word about something else sends nothing. */
const defended = (dispute: WireDisputeObject, { evidence, submit, metadata }: UpdateParams): WireDisputeObject => {
  const kept = evidence === undefined ? dispute : withKept(dispute, evidence)
  const meansIt = evidence !== undefined || (metadata === undefined && !isOver(dispute))
  return submit && meansIt && kept.evidence_details.has_evidence ? withEvidence(kept, {}) : kept
}

/** Stripe's `has_evidence`: "whether evidence has been staged". An empty text takes a piece away. */
const withKept = (dispute: WireDisputeObject, given: GivenEvidence): WireDisputeObject => {
  const pieces = Object.entries(given).map(([name, piece]) => [name, piece === '' ? null : piece] as const)
  const evidence = { ...dispute.evidence, ...Object.fromEntries(pieces) }
  const has_evidence = Object.values(evidence).some((piece) => typeof piece === 'string')
  return { ...dispute, evidence, evidence_details: { ...dispute.evidence_details, has_evidence } }
}

const isSent = (before: WireDisputeObject, after: WireDisputeObject): boolean =>
  after.evidence_details.submission_count > before.evidence_details.submission_count

/** Source: docs.stripe.com/testing, "Disputes", "Evidence". */
const decideByText = (work: Work, { id: dispute, charge, evidence, status }: WireDisputeObject): void => {
  const text = evidence.uncategorized_text
  const data = { dispute, charge, scope: work.asked.scope }
  const at = work.asked.rules.soon(work.at)
  if (text === 'winning_evidence') later(work, at, 'dispute.close', { ...data, outcome: 'won' })
  if (text === 'losing_evidence') later(work, at, 'dispute.close', { ...data, outcome: 'lost' })
  if (text === 'escalate_inquiry_evidence' && status === 'warning_under_review')
    later(work, at, 'dispute.escalate', data)
}

/** Whoever closes a dispute accepts it: it is lost. An inquiry ends without money having moved. */
const close = (
  work: Work,
  { expand }: { readonly expand?: readonly string[] },
  { dispute: id = '' }: Path,
): Handled => {
  const dispute = find(work, 'dispute', id)
  if (dispute === null) return noSuchDispute(id)
  if (isOver(dispute)) return refuse(disputeClosed())
  chargeOf(work, dispute.charge)
  onDispute(work, id)
  const outcome = dispute.status.startsWith('warning_') ? 'inquiry_closed' : 'lost'
  const refusal = command(work, { type: 'close', outcome })
  return refusal === null ? answered(work, id, expand) : refuse(disputeClosed())
}

interface ListParams extends PageParams {
  readonly charge?: string
  readonly payment_intent?: string
}

const list = (work: Work, params: ListParams): Handled =>
  listed(work, params, { kind: 'dispute', name: 'dispute', url: '/v1/disputes', ...filtered(params) })

/** By one label, and what that does not say is looked up. */
const filtered = ({ charge, payment_intent: intent }: ListParams): Pick<Listing, 'keep' | 'label'> => {
  if (charge === undefined) return intent === undefined ? {} : { label: `payment_intent:${intent}` }
  const label = `charge:${charge}`
  if (intent === undefined) return { label }
  const wanted = `payment_intent:${intent}`
  return { label, keep: { name: wanted, test: ({ labels }) => labels.includes(wanted) } }
}

const needsDispute = (_: unknown, { dispute = '' }: Path): readonly Need[] => [
  { of: 'document', kind: 'dispute', id: dispute },
]

export const DISPUTE_ROUTES: readonly Route[] = [
  GET('/v1/disputes', { params: ListDisputesParams, decide: list }),
  GET('/v1/disputes/{dispute}', {
    params: RetrieveDisputeParams,
    guess: needsDispute,
    decide: (work, { expand }, { dispute = '' }) =>
      find(work, 'dispute', dispute) === null ? noSuchDispute(dispute) : answered(work, dispute, expand),
  }),
  POST('/v1/disputes/{dispute}', { params: UpdateDisputeParams, guess: needsDispute, decide: update }),
  POST('/v1/disputes/{dispute}/close', { params: CloseDisputeParams, guess: needsDispute, decide: close }),
]
