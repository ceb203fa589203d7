/** The three machines, actors of which every answer is kept, and the commands of small worlds. */
import { type Actor, createActor, type Snapshot, type SnapshotFrom } from 'xstate'
import {
  type Acknowledged,
  type Books,
  type Born,
  type Command,
  type CommandType,
  captureCharge,
  chargeLifecycle,
  type DisputeOutcome,
  type DisputeStage,
  decide,
  disputeLifecycle,
  evolve,
  type Lifecycle,
  type RefundPolicy,
  refundLifecycle,
  requestRefund,
} from '../../src/index.js'
import { type Answer, chargeMachine, disputeMachine, refundMachine, type Start } from '../../src/machine/index.js'
import { authorizeUsd, captured, dp_1, now, re_1, usd, usd_ } from '../fixtures.js'

/** The three differ in the names of their statuses only; here one type stands for all. */
export type Machine = typeof chargeMachine
export const machineOf = (machine: unknown): Machine => machine as Machine

export interface Room {
  readonly of: keyof Books
  readonly machine: Machine
  readonly lifecycle: Lifecycle
  /** Of amounts so small that there are few books. */
  readonly commands: readonly Command[]
  readonly input: Start
}

/** What tells the states of a walk apart. */
export const serialized = (snapshot: SnapshotFrom<Machine>): string =>
  JSON.stringify([snapshot.value, snapshot.context.books])

export interface Started {
  readonly actor: Actor<Machine>
  /** All that the actor emitted. */
  readonly answers: readonly Answer[]
}

export const started = (machine: Machine, input: Start = {}): Started => {
  const answers: Answer[] = []
  const actor = createActor(machine, { input })
  actor.on('*', (answer) => answers.push(answer))
  return { actor: actor.start(), answers }
}

/** An actor of a stored snapshot. */
export const resumed = (machine: Machine, snapshot: Snapshot<unknown>): Actor<Machine> =>
  createActor(machine, { snapshot }).start()

export const booksOf = ({ actor }: Started): Books => actor.getSnapshot().context.books

export const statusIn = (books: Books, of: keyof Books): string => books[of]?.status ?? 'absent'

/** Where a lifecycle's arrows for a command lead. */
export const targetsOf = ({ states }: Lifecycle, from: string, command: string): readonly string[] => {
  const row = states[from]?.on[command]
  if (row === undefined) return []
  return ('guard' in row ? [row] : row).map(({ target }) => target ?? from)
}

/** Every cell of a lifecycle, as `from command target`. */
export const cellsOf = (lifecycle: Lifecycle): readonly string[] =>
  Object.entries(lifecycle.states).flatMap(([from, { on }]) =>
    Object.keys(on).flatMap((command) => targetsOf(lifecycle, from, command).map((to) => `${from} ${command} ${to}`)),
  )

interface Asked {
  readonly command: Command
  readonly books: Books
  readonly policy: RefundPolicy
}

/** What an actor is to answer, and the books then: the law's word, where the chart has the arrow. Written without xstate. */
export const expected = (
  { of, lifecycle }: Pick<Room, 'of' | 'lifecycle'>,
  { command, books, policy }: Asked,
): { readonly answer: Answer; readonly books: Books } => {
  const result = decide(command, books, policy)
  if (result._tag === 'Left') return { answer: { type: 'refused', command, error: result.left }, books }
  const events = result.right
  if (events.length === 0) return { answer: { type: 'repeated', command }, books }
  const after = events.reduce(evolve, books)
  const from = statusIn(books, of)
  if (targetsOf(lifecycle, from, command.type).includes(statusIn(after, of)))
    return { answer: { type: 'recorded', events }, books: after }
  const error = { _tag: 'MoveNotAllowed', of, from: books[of]?.status ?? 'absent', command: command.type } as const
  return { answer: { type: 'refused', command, error }, books }
}

const at = now
const plain = <Type extends CommandType>(type: Type): { readonly type: Type; readonly at: typeof now } => ({ type, at })
const one = { amount: usd(1), currency: usd_ }

const ACKNOWLEDGED: readonly Acknowledged[] = [
  { status: 'pending', pendingReason: null },
  { status: 'requires_action', expiresAt: null },
  { status: 'succeeded' },
]
const BORN: readonly Born[] = [{ status: 'requested' }, ...ACKNOWLEDGED]
const STAGES: readonly DisputeStage[] = ['inquiry', 'open']
const OUTCOMES: readonly DisputeOutcome[] = ['won', 'lost', 'inquiry_closed', 'prevented']

const request = requestRefund({ id: re_1, ...one, at })

export const CHARGE_COMMANDS: readonly Command[] = [
  { ...authorizeUsd(2), status: 'pending' },
  authorizeUsd(2),
  { ...plain('decline'), failure: 'card_declined' },
  captureCharge({ amount: usd(1), final: false, fee: one, transfer: one, at }),
  captureCharge({ amount: 'remaining', at }),
  plain('release'),
  plain('expire'),
  request,
  { type: 'returnFee', amount: 'remaining', at },
  { type: 'reverseTransfer', amount: 'remaining', at },
]

export const REFUND_COMMANDS: readonly Command[] = [
  ...BORN.map((born) => ({ ...request, born })),
  ...ACKNOWLEDGED.map((answer) => ({ ...plain('acknowledge'), answer })),
  { ...plain('refuse'), refusal: 'insufficient_balance' },
  plain('succeed'),
  { ...plain('fail'), failureReason: 'declined' },
  { ...plain('cancel'), failureReason: null },
  { ...plain('requireAction'), expiresAt: null },
  { ...plain('submit'), pendingReason: null },
  { ...plain('editMetadata'), metadata: { order: '1' } },
]

export const DISPUTE_COMMANDS: readonly Command[] = [
  ...STAGES.map((stage) => ({ ...plain('open'), id: dp_1, ...one, stage })),
  plain('escalate'),
  ...OUTCOMES.map((outcome) => ({ ...plain('close'), outcome })),
]

const charge = captured(2)

export const ROOMS: readonly Room[] = [
  { of: 'charge', machine: chargeMachine, lifecycle: chargeLifecycle, commands: CHARGE_COMMANDS, input: {} },
  {
    of: 'refund',
    machine: machineOf(refundMachine),
    lifecycle: refundLifecycle,
    commands: REFUND_COMMANDS,
    input: { charge },
  },
  {
    of: 'dispute',
    machine: machineOf(disputeMachine),
    lifecycle: disputeLifecycle,
    commands: DISPUTE_COMMANDS,
    input: { charge },
  },
]

/** For `describe.each`. */
export const TITLED: readonly (readonly [title: string, room: Room])[] = ROOMS.map((room) => [
  `${room.of}Machine`,
  room,
])
