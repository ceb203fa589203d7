/** What the compiler must know of the machines, and what it must refuse. Compiled, never run. */
import { type ActorRefFrom, createActor, type EmittedFrom, type EventFromLogic, type SnapshotFrom } from 'xstate'
import type { ChargeStatus, Command, DisputeStatus, RefundStatus, Refusal } from '../../src/index.js'
import { type Answer, chargeMachine, disputeMachine, type Heard, type refundMachine } from '../../src/machine/index.js'
import { now } from '../fixtures.js'

type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false
const holds = <Claim extends true>(claim?: Claim): unknown => claim

const actor = createActor(chargeMachine)

// The events are the commands as they are, and what others recorded.
holds<Same<EventFromLogic<typeof chargeMachine>, Command | Heard>>()
holds<Same<EmittedFrom<typeof refundMachine>, Answer>>()
actor.send({ type: 'release', at: now })
// @ts-expect-error no such command
actor.send({ type: 'refnud', at: now })
// @ts-expect-error a command without its time
actor.send({ type: 'release' })
// @ts-expect-error no such command
actor.getSnapshot().can({ type: 'refnud', at: now })

// The statuses are the records' own.
holds<Same<SnapshotFrom<typeof chargeMachine>['value'], ChargeStatus | 'absent'>>()
holds<Same<SnapshotFrom<typeof refundMachine>['value'], RefundStatus | 'absent'>>()
holds<Same<SnapshotFrom<typeof disputeMachine>['value'], DisputeStatus | 'absent'>>()
// @ts-expect-error a charge is never canceled
actor.getSnapshot().matches('canceled')

// A refusal is one of the law's, and not any.
actor.on('refused', ({ error, command }) => {
  holds<Same<typeof error, Refusal>>()
  holds<Same<typeof command, Command>>()
  // @ts-expect-error no such refusal
  return error._tag === 'NoSuchRefusal'
})
// @ts-expect-error nothing of that name is emitted
actor.on('accepted', () => null)

// The input is optional, and holds records.
createActor(disputeMachine, { input: {} })
// @ts-expect-error a charge is a record
createActor(chargeMachine, { input: { charge: 'ch_1' } })

export type Actors = readonly [
  ActorRefFrom<typeof chargeMachine>,
  ActorRefFrom<typeof refundMachine>,
  ActorRefFrom<typeof disputeMachine>,
]
