/** The commands of a desk: each names its records and what is asked, and goes through the loop. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, type Left, left, right } from '../../domain/either.js'
import type { Command, CommandType } from '../../domain/law/commands.js'
import type { Refusal, RefusalOf } from '../../domain/law/errors.js'
import type { ChargeId, DisputeId, RefundId } from '../../domain/records/ids.js'
import { NO_LEGS } from '../../domain/records/leg.js'
import { invalidInput } from '../codec/input.js'
import type { DeskError, StoreError } from '../errors.js'
import { type Account, type IdempotencyKey, idempotencyKey } from '../names.js'
import type { Undated } from '../rows.js'
import type { Answer, ChargeAnswer, DisputeAnswer, RefundAnswer } from './answers.js'
import { answered } from './asking.js'
import { type Answered, copyOf, legIn, legsIn, positionIn, REQUESTED, type StandsAt } from './given.js'
import { once } from './minted.js'
import { invalidCall, invalidId } from './names.js'
import type { Settings } from './options.js'
import type { Asked, Call, Perform } from './perform.js'

/** What a command asks, besides its id and its time. */
type Fields<Type extends CommandType> = Omit<Command<Type>, 'type' | 'id' | 'at'>
type Optional<Record, Names extends keyof Record> = Omit<Record, Names> & Partial<Pick<Record, Names>>

/** On a charge. */
export type OnCharge<Type extends CommandType> = Call & { readonly charge: ChargeId } & Fields<Type>
/** On a refund. Its charge is looked up where it is not given. */
export type OnRefund<Type extends CommandType> = Call & {
  readonly refund: RefundId
  readonly charge?: ChargeId
} & Fields<Type>
/** On a dispute. Its charge is looked up where it is not given. */
export type OnDispute<Type extends CommandType> = Call & {
  readonly dispute: DisputeId
  readonly charge?: ChargeId
} & Fields<Type>

/** A charge that comes into the books. Without an id one is minted; then give a key, so that asking again is the same charge. */
export type AuthorizeAsked = Call & { readonly id?: ChargeId } & Optional<Fields<'authorize'>, 'status'>
/** A capture. One that is not final carries no id, so it needs a key: without one, asking again would capture again. */
export type CaptureAsked = Call & { readonly charge: ChargeId } & Optional<
    Omit<Fields<'capture'>, 'final'>,
    'fee' | 'transfer' | 'processorFee'
  > &
  ({ readonly final?: true } | { readonly final: false; readonly key: IdempotencyKey })
/** A refund. Without an id one is minted: then give a key, so that asking again after a lost answer is the same refund. */
export type RefundAsked = Call & { readonly charge: ChargeId; readonly id?: RefundId } & Optional<
    Omit<Fields<'request'>, 'born'>,
    'reason' | 'legs' | 'metadata'
  > & { readonly born?: StandsAt }
/** The processor's answer to a requested refund. */
export type AcknowledgeAsked = Omit<OnRefund<'acknowledge'>, 'answer'> & { readonly answer: Answered }
/** A leg that goes back directly. It carries no id, so it needs a key: without one, asking again would return it again. */
export type LegReturnAsked = OnCharge<'returnFee'> & { readonly key: IdempotencyKey }

/** What a command answers: a task, which does nothing before it is run, and which is the same intention when run again. */
export type Performed<Type extends CommandType, A> = TaskEither<RefusalOf<Type> | DeskError, A>

/** The commands of a desk. What each does and why it is refused is the law's; `docs/errors.md` lists it. */
export interface DeskCommands {
  readonly authorize: (asked: AuthorizeAsked) => Performed<'authorize', ChargeAnswer>
  readonly capture: (asked: CaptureAsked) => Performed<'capture', ChargeAnswer>
  readonly release: (asked: OnCharge<'release'>) => Performed<'release', ChargeAnswer>
  readonly expire: (asked: OnCharge<'expire'>) => Performed<'expire', ChargeAnswer>
  readonly decline: (asked: OnCharge<'decline'>) => Performed<'decline', ChargeAnswer>

  readonly refund: (asked: RefundAsked) => Performed<'request', RefundAnswer>
  readonly acknowledge: (asked: AcknowledgeAsked) => Performed<'acknowledge', RefundAnswer>
  readonly refuse: (asked: OnRefund<'refuse'>) => Performed<'refuse', RefundAnswer>
  readonly succeed: (asked: OnRefund<'succeed'>) => Performed<'succeed', RefundAnswer>
  readonly fail: (asked: OnRefund<'fail'>) => Performed<'fail', RefundAnswer>
  readonly cancel: (asked: OnRefund<'cancel'>) => Performed<'cancel', RefundAnswer>
  readonly requireAction: (asked: OnRefund<'requireAction'>) => Performed<'requireAction', RefundAnswer>
  readonly submit: (asked: OnRefund<'submit'>) => Performed<'submit', RefundAnswer>
  readonly editMetadata: (asked: OnRefund<'editMetadata'>) => Performed<'editMetadata', RefundAnswer>

  readonly returnFee: (asked: LegReturnAsked) => Performed<'returnFee', ChargeAnswer>
  readonly reverseTransfer: (asked: LegReturnAsked) => Performed<'reverseTransfer', ChargeAnswer>

  readonly openDispute: (asked: OnCharge<'open'> & { readonly dispute: DisputeId }) => Performed<'open', DisputeAnswer>
  readonly escalateDispute: (asked: OnDispute<'escalate'>) => Performed<'escalate', DisputeAnswer>
  readonly closeDispute: (asked: OnDispute<'close'>) => Performed<'close', DisputeAnswer>
}

/** The commands that are their fields and nothing more. */
type Simple = Exclude<CommandType, 'authorize' | 'capture' | 'request' | 'open'>

/** Given to the desk and not to the law. */
interface Addressed extends Call {
  readonly charge?: ChargeId
  readonly refund?: RefundId
  readonly dispute?: DisputeId
}

export const createCommands = ({ store, ids }: Settings, perform: Perform): DeskCommands => {
  /** The types of the interface say more than those of the loop: which refusals, and which records are there. */
  const run = <Type extends CommandType, A extends ChargeAnswer>(asked: Asked): Performed<Type, A> =>
    perform(asked) as TaskEither<never, Answer> as unknown as Performed<Type, A>

  const onCharge =
    <Type extends Simple>(type: Type) =>
    (call: OnCharge<Type>): Performed<Type, ChargeAnswer> => {
      const { charge } = call
      const fields = fieldsOf(type, call)
      const command = { type, ...fields } as unknown as Undated
      return run({ call, charge, refund: null, dispute: null, command, compared: { charge, ...fields } })
    }

  const onPart =
    <Type extends Simple, A extends ChargeAnswer>(type: Type, of: 'refund' | 'dispute') =>
    (call: Addressed): Performed<Type, A> =>
    async () => {
      const { refund = null, dispute = null } = call
      const given = call.charge ?? undefined
      const fields = fieldsOf(type, call)
      const id = of === 'refund' ? refund : dispute
      const invalid = invalidCall(call) ?? invalidId(of, id)
      if (invalid !== null) return left(invalid)
      const found = given === undefined ? await chargeOf(call.account, of, id as string) : right(given)
      if (isLeft(found)) return found as Left<StoreError | RefusalOf<Type>>
      const charge = found.right
      const command = { type, ...fields } as unknown as Undated
      return run<Type, A>({
        call,
        charge,
        refund,
        dispute,
        command,
        compared: { charge, dispute, refund, ...fields },
      })()
    }

  const chargeOf = async (
    account: Account,
    of: 'refund' | 'dispute',
    id: string,
  ): Promise<Either<StoreError | Refusal<'NotInBooks'>, ChargeId>> => {
    const found = await answered('find', 'no', () => store.find({ account, of, id }))
    if (isLeft(found)) return found
    return found.right === null ? left({ _tag: 'NotInBooks', record: of }) : right(found.right.charge)
  }

  return guarded({
    authorize: (call) => {
      const { amount, currency, status = 'authorized' } = call
      const id = call.id ?? null
      const charge = id ?? ids.charge()
      const command: Undated = { type: 'authorize', id: charge, amount, currency, status }
      const compared = { amount, currency, id, status }
      return once(id, (minted) =>
        run<'authorize', ChargeAnswer>({ call, charge, refund: null, dispute: null, command, compared, ...minted }),
      )
    },
    capture: (call) => {
      const { charge } = call
      const { amount, final = true, fee = null, transfer = null, processorFee = null } = call
      const fields = { amount, fee: legIn(fee), final, processorFee, transfer: legIn(transfer) }
      const command: Undated = { type: 'capture', ...fields }
      return needsKey(call, !final, () =>
        run<'capture', ChargeAnswer>({
          call,
          charge,
          refund: null,
          dispute: null,
          command,
          compared: { charge, ...fields },
        }),
      )
    },
    release: onCharge('release'),
    expire: onCharge('expire'),
    decline: onCharge('decline'),
    refund: (call) => {
      const { charge, amount, currency, reason = null, metadata = {} } = call
      const id = call.id ?? null
      const refund = id ?? ids.refund()
      const legs = legsIn(call.legs ?? NO_LEGS)
      const born = positionIn(call.born ?? REQUESTED)
      const fields = { amount, born, currency, legs, metadata: copyOf(metadata), reason }
      const command: Undated = { type: 'request', id: refund, ...fields }
      const compared = { amount, born, charge, currency, id, legs, metadata: fields.metadata, reason }
      return once(id, (minted) =>
        run<'request', RefundAnswer>({ call, charge, refund, dispute: null, command, compared, ...minted }),
      )
    },
    acknowledge: onPart('acknowledge', 'refund'),
    refuse: onPart('refuse', 'refund'),
    succeed: onPart('succeed', 'refund'),
    fail: onPart('fail', 'refund'),
    cancel: onPart('cancel', 'refund'),
    requireAction: onPart('requireAction', 'refund'),
    submit: onPart('submit', 'refund'),
    editMetadata: onPart('editMetadata', 'refund'),
    returnFee: (call) => needsKey(call, true, () => onCharge('returnFee')(call)),
    reverseTransfer: (call) => needsKey(call, true, () => onCharge('reverseTransfer')(call)),
    openDispute: (call) => {
      const { amount, currency, stage, dispute } = call
      const command: Undated = { type: 'open', id: dispute, amount, currency, stage }
      return run({
        call,
        charge: call.charge,
        refund: null,
        dispute,
        command,
        compared: { charge: call.charge, ...command },
      })
    },
    escalateDispute: onPart('escalate', 'dispute'),
    closeDispute: onPart('close', 'dispute'),
  })
}

/** Nothing at all is asked only in JavaScript, and answered like anything else that is no request. */
const guarded = (commands: DeskCommands): DeskCommands =>
  Object.fromEntries(
    Object.entries(commands).map(([name, command]: [string, (call: never) => unknown]) => [
      name,
      (call: unknown) =>
        typeof call === 'object' && call !== null
          ? command(call as never)
          : async () => left(invalidInput(`${name}: expected what is asked, in an object`)),
    ]),
  ) as unknown as DeskCommands

/** What is asked besides the records that are named. Whatever else an object carries is not asked. */
const FIELDS: { readonly [Type in Simple]: readonly (keyof Fields<Type>)[] } = {
  release: [],
  expire: [],
  decline: ['failure'],
  acknowledge: ['answer'],
  refuse: ['refusal'],
  succeed: [],
  fail: ['failureReason'],
  cancel: ['failureReason'],
  requireAction: ['expiresAt'],
  submit: ['pendingReason'],
  editMetadata: ['metadata'],
  returnFee: ['amount'],
  reverseTransfer: ['amount'],
  escalate: [],
  close: ['outcome'],
}

const fieldsOf = (type: Simple, call: object): object => {
  const given = call as Readonly<Record<string, unknown>>
  const names: readonly string[] = FIELDS[type]
  return Object.fromEntries(names.map((name) => [name, fieldOf(name, given[name])]))
}

const fieldOf = (name: string, value: unknown): unknown => {
  if (name === 'answer') return positionIn(value as StandsAt)
  return name === 'metadata' ? copyOf(value) : value
}

/** What carries no id and no key would happen again when it is asked again. TypeScript asks for the key; JavaScript does not. */
const needsKey = <E, A>(call: Call, needed: boolean, perform: () => TaskEither<E, A>): TaskEither<E | DeskError, A> => {
  const key = needed ? idempotencyKey(call.key as string) : null
  return key !== null && isLeft(key) ? async () => key : perform()
}
