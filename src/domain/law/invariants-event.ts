/** The laws that an event shows to be broken by itself: what `decide` never says happened. */
import { MAX_MINOR_UNITS } from '../money/minor-units.js'
import type { LegAmount, LegName } from '../records/leg.js'
import type { CommandType } from './commands.js'
import type { Event, RefundMoved } from './events.js'
import { brokenOf, type Law, OF_DECIDED_REFUND } from './invariants.js'
import { leads } from './lifecycle.js'
import { disputeLifecycle, refundLifecycle } from './lifecycles.js'

/** The laws that an event breaks by itself, as sentences. Its amounts are taken for amounts. */
export const brokenByEvent = (event: Event): readonly string[] => {
  switch (event.type) {
    case 'ChargePending':
    case 'ChargeAuthorized':
    case 'DisputeOpened':
    case 'DisputeEscalated':
      return brokenOf(OF_AMOUNT, event)
    case 'ChargeCaptured':
      return [...brokenOf(OF_CAPTURE, event), ...ofPart(event, 'fee'), ...ofPart(event, 'transfer')]
    case 'FeeReturned':
    case 'TransferReversed':
      return event.leg.amount === 0 ? ['leg.amount is 0'] : []
    case 'DisputeClosed':
      return [...brokenOf(OF_AMOUNT, event), ...brokenOf(OF_CLOSING, event)]
    case 'RefundRequested':
      return brokenOf(OF_DECIDED_REFUND, { ...event, status: event.position.status })
    case 'ChargeFailed':
    case 'ChargeReleased':
    case 'ChargeExpired':
    case 'RefundMetadataEdited':
      return []
    case 'RefundAcknowledged':
    case 'RefundRefused':
    case 'RefundSucceeded':
    case 'RefundFailed':
    case 'RefundCanceled':
    case 'RefundActionRequired':
    case 'RefundSubmitted':
      return [...brokenOf(OF_AMOUNT, event), ...brokenOf(OF_MOVE, event)]
  }
}

const OF_AMOUNT: readonly Law<{ readonly amount: number }>[] = [({ amount }) => amount === 0 && 'amount is 0']

const OF_CAPTURE: readonly Law<Event<'ChargeCaptured'>>[] = [
  ({ amount, final }) => amount === 0 && !final && 'amount is 0, and final is false',
  ({ released, final }) => released > 0 && !final && `released ${released} is not 0, and final is false`,
  ({ amount, released }) =>
    amount + released > MAX_MINOR_UNITS && `amount ${amount} and released ${released} are more than ${MAX_MINOR_UNITS}`,
  ({ transfer, payer }) =>
    transfer !== null && payer !== 'connected_account' && `transfer is not null, and payer is ${payer}`,
]

const ofPart = (capture: Event<'ChargeCaptured'>, name: LegName): readonly string[] => {
  const part = capture[name]
  return part === null ? [] : brokenOf(OF_PART, { capture, name, part })
}

interface Part {
  readonly capture: Event<'ChargeCaptured'>
  readonly name: LegName
  readonly part: LegAmount
}

const OF_PART: readonly Law<Part>[] = [
  ({ name, part }) => part.amount === 0 && `${name}.amount is 0`,
  ({ capture, name }) => capture.amount === 0 && `${name} is not null, and amount is 0`,
  ({ capture, name, part }) =>
    part.currency === capture.currency &&
    part.amount > capture.amount &&
    `${name}.amount ${part.amount} is more than amount ${capture.amount}, in the same currency`,
]

const OF_CLOSING: readonly Law<Event<'DisputeClosed'>>[] = [
  ({ from, outcome }) =>
    !leads(disputeLifecycle, from, 'close', outcome) && `no dispute moves from ${from} to ${outcome}`,
]

/** What brings each move about. */
const COMMANDS = {
  RefundAcknowledged: 'acknowledge',
  RefundRefused: 'refuse',
  RefundSucceeded: 'succeed',
  RefundFailed: 'fail',
  RefundCanceled: 'cancel',
  RefundActionRequired: 'requireAction',
  RefundSubmitted: 'submit',
} as const satisfies Record<RefundMoved['type'], CommandType>

const OF_MOVE: readonly Law<RefundMoved>[] = [
  ({ type, from, position }) =>
    !leads(refundLifecycle, from, COMMANDS[type], position.status) &&
    `no refund moves from ${from} to ${position.status} by ${COMMANDS[type]}`,
  ({ type, returned }) => type === 'RefundRefused' && returned.fee !== null && 'returned.fee is not null',
  ({ type, returned }) => type === 'RefundRefused' && returned.transfer !== null && 'returned.transfer is not null',
]
