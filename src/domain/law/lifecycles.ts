/**
 * Where a charge, a refund and a dispute stand, what may happen there, and where they then stand. The law looks legality up
 * here, the machines are made from it, the diagrams are printed from it. The rules about money stand in `decide-*.ts`.
 */
import type { Lifecycle, NextIn } from './lifecycle.js'
import { stay, to } from './lifecycle.js'

/** Where a charge stands. Refunds and disputes never move it: what it comes to by them are its amounts. */
export const chargeLifecycle = {
  id: 'charge',
  initial: 'absent',
  states: {
    absent: { on: { authorize: [to('pending'), to('authorized')] } },
    pending: { on: { authorize: to('authorized'), decline: to('failed') } },
    authorized: {
      on: {
        capture: [stay, to('captured')],
        release: [to('released'), to('captured')],
        expire: [to('expired'), to('captured')],
        request: stay,
        returnFee: stay,
        reverseTransfer: stay,
      },
    },
    captured: { on: { request: stay, returnFee: stay, reverseTransfer: stay } },
    failed: { on: {} },
    released: { on: {} },
    expired: { on: {} },
  },
} as const satisfies Lifecycle

/** Where a refund stands. */
export const refundLifecycle = {
  id: 'refund',
  initial: 'absent',
  states: {
    absent: { on: { request: [to('requested'), to('pending'), to('requires_action'), to('succeeded')] } },
    requested: {
      on: {
        acknowledge: [to('pending'), to('requires_action'), to('succeeded')],
        refuse: to('refused'),
        editMetadata: stay,
      },
    },
    pending: {
      on: {
        succeed: to('succeeded'),
        requireAction: to('requires_action'),
        fail: to('failed'),
        cancel: to('canceled'),
        editMetadata: stay,
      },
    },
    requires_action: {
      on: { submit: to('pending'), fail: to('failed'), cancel: to('canceled'), editMetadata: stay },
    },
    // Banks return money late: a refund that succeeded may still fail, ask for action, or be canceled.
    succeeded: {
      on: { requireAction: to('requires_action'), fail: to('failed'), cancel: to('canceled'), editMetadata: stay },
    },
    failed: { on: { editMetadata: stay } },
    canceled: { on: { editMetadata: stay } },
    refused: { on: { editMetadata: stay } },
  },
} as const satisfies Lifecycle

/** Where a dispute stands. */
export const disputeLifecycle = {
  id: 'dispute',
  initial: 'absent',
  states: {
    absent: { on: { open: [to('inquiry'), to('open')] } },
    inquiry: { on: { escalate: to('open'), close: [to('inquiry_closed'), to('prevented')] } },
    open: { on: { close: [to('won'), to('lost'), to('prevented')] } },
    won: { on: {} },
    lost: { on: {} },
    inquiry_closed: { on: {} },
    prevented: { on: {} },
  },
} as const satisfies Lifecycle

/**
 * Where a refund stands after a command; `never` when the command may not happen there, so that an impossible move does
 * not compile: `Next<'failed', 'succeed'>` is `never`.
 */
export type Next<Status extends keyof (typeof refundLifecycle)['states'], Command extends string> = NextIn<
  typeof refundLifecycle,
  Status,
  Command
>

/** As `Next`, for a charge. */
export type NextOfCharge<Status extends keyof (typeof chargeLifecycle)['states'], Command extends string> = NextIn<
  typeof chargeLifecycle,
  Status,
  Command
>

/** As `Next`, for a dispute. */
export type NextOfDispute<Status extends keyof (typeof disputeLifecycle)['states'], Command extends string> = NextIn<
  typeof disputeLifecycle,
  Status,
  Command
>
