/** The laws of the lifecycles, from the decider's side: every status by every command. `docs/laws.md` lists them. */
import { describe, expect, it } from 'vitest'
import {
  type Books,
  type Command,
  type CommandType,
  captureCharge,
  chargeLifecycle,
  decide,
  disputeLifecycle,
  evolve,
  type Lifecycle,
  type RefundPolicy,
  refundLifecycle,
  requestRefund,
} from '../../../../src/index.js'
import { authorizeUsd, afterAll as booksAfter, dp_1, leftOf, now, re_1, usd, usd_ } from '../../../fixtures.js'

type Of = 'charge' | 'refund' | 'dispute'

const LIFECYCLES: Readonly<Record<Of, Lifecycle>> = {
  charge: chargeLifecycle,
  refund: refundLifecycle,
  dispute: disputeLifecycle,
}

const at = now
const leg = { amount: usd(3), currency: usd_ }
const authorize = authorizeUsd(10)
const pending: Command<'authorize'> = { ...authorize, status: 'pending' }
const decline: Command = { type: 'decline', failure: 'card_declined', at }
const part = captureCharge({ amount: usd(6), final: false, fee: leg, transfer: leg, at })
const whole = captureCharge({ amount: 'remaining', fee: leg, transfer: leg, at })
const request = requestRefund({ id: re_1, amount: usd(2), currency: usd_, at })
const born = {
  requested: { status: 'requested' },
  pending: { status: 'pending', pendingReason: null },
  requires_action: { status: 'requires_action', expiresAt: null },
  succeeded: { status: 'succeeded' },
} as const
const fail: Command = { type: 'fail', failureReason: 'unknown', at }
const cancel: Command = { type: 'cancel', failureReason: null, at }
const refuse: Command = { type: 'refuse', refusal: 'insufficient_balance', at }
const open: Command<'open'> = { type: 'open', id: dp_1, amount: usd(4), currency: usd_, stage: 'open', at }
const close = (outcome: Command<'close'>['outcome']): Command<'close'> => ({ type: 'close', outcome, at })

/** How a record comes to stand in each status, in as many ways as the rules tell apart. */
const WAYS: Readonly<Record<Of, Readonly<Record<string, readonly (readonly Command[])[]>>>> = {
  charge: {
    absent: [[]],
    pending: [[pending]],
    authorized: [[authorize], [authorize, part], [pending, authorize]],
    captured: [
      [authorize, whole],
      [authorize, part, { type: 'release', at }],
      [authorize, part, { type: 'expire', at }],
    ],
    failed: [[pending, decline]],
    released: [[authorize, { type: 'release', at }]],
    expired: [[authorize, { type: 'expire', at }]],
  },
  refund: {
    absent: [[authorize, whole]],
    requested: [[authorize, whole, request]],
    pending: [[authorize, whole, { ...request, born: born.pending }]],
    requires_action: [[authorize, whole, { ...request, born: born.requires_action }]],
    succeeded: [[authorize, whole, { ...request, born: born.succeeded }]],
    failed: [[authorize, whole, { ...request, born: born.succeeded }, fail]],
    canceled: [[authorize, whole, { ...request, born: born.pending }, cancel]],
    refused: [[authorize, whole, request, refuse]],
  },
  dispute: {
    absent: [[authorize, whole]],
    inquiry: [[authorize, whole, { ...open, stage: 'inquiry' }]],
    open: [[authorize, whole, open]],
    won: [[authorize, whole, open, close('won')]],
    lost: [[authorize, whole, open, close('lost')]],
    inquiry_closed: [[authorize, whole, { ...open, stage: 'inquiry' }, close('inquiry_closed')]],
    prevented: [[authorize, whole, open, close('prevented')]],
  },
}

/** Every command, in as many variants as the rules tell apart. */
const COMMANDS: Readonly<Record<Of, readonly Command[]>> = {
  charge: [
    authorize,
    pending,
    decline,
    part,
    whole,
    { ...part, amount: usd(4), fee: null, transfer: null },
    { type: 'release', at },
    { type: 'expire', at },
    request,
    { type: 'returnFee', amount: usd(1), at },
    { type: 'reverseTransfer', amount: usd(1), at },
  ],
  refund: [
    ...Object.values(born).map((position) => ({ ...request, born: position })),
    { type: 'acknowledge', answer: born.pending, at },
    { type: 'acknowledge', answer: born.requires_action, at },
    { type: 'acknowledge', answer: born.succeeded, at },
    refuse,
    { type: 'succeed', at },
    fail,
    cancel,
    { type: 'requireAction', expiresAt: null, at },
    { type: 'submit', pendingReason: null, at },
    { type: 'editMetadata', metadata: { a: 'b' }, at },
  ],
  dispute: [
    open,
    { ...open, stage: 'inquiry' },
    { type: 'escalate', at },
    close('won'),
    close('lost'),
    close('inquiry_closed'),
    close('prevented'),
  ],
}

const POLICY: RefundPolicy = {
  name: 'any',
  disputes: 'hold',
  window: null,
  count: null,
  partial: true,
  currencies: { decimals: {}, steps: {} },
}

const statusOf = (of: Of, books: Books): string => books[of]?.status ?? 'absent'

/** Every move that the decider makes: where from, by which command, where to. */
const movesOf = (of: Of): readonly string[] =>
  Object.values(WAYS[of])
    .flat()
    .flatMap((way) => {
      const before = booksAfter(way)
      return COMMANDS[of].flatMap((command) => {
        const decided = decide(command, before, POLICY)
        if (decided._tag === 'Left' || decided.right.length === 0) return []
        return [`${statusOf(of, before)} ${command.type} ${statusOf(of, decided.right.reduce(evolve, before))}`]
      })
    })

/** Every cell of a lifecycle, as the same text. */
const cellsOf = (of: Of): readonly string[] =>
  Object.entries(LIFECYCLES[of].states).flatMap(([from, { on }]) =>
    Object.entries(on).flatMap(([command, row]) =>
      [row].flat().map((arrow) => `${from} ${command} ${(arrow as { target?: string }).target ?? from}`),
    ),
  )

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort()

describe('lifecycles', () => {
  it('makes every move that a lifecycle has', () => {
    for (const of of ['charge', 'refund', 'dispute'] as const) {
      expect(Object.keys(WAYS[of])).toEqual(Object.keys(LIFECYCLES[of].states))
      for (const [status, ways] of Object.entries(WAYS[of]))
        for (const way of ways) expect(statusOf(of, booksAfter(way))).toBe(status)
      expect(movesOf(of)).toEqual(expect.arrayContaining([...cellsOf(of)]))
    }
  })

  it('makes no move that its lifecycle lacks', () => {
    for (const of of ['charge', 'refund', 'dispute'] as const)
      expect(distinct(movesOf(of))).toEqual(distinct(cellsOf(of)))
  })

  it('names where a record stands and what it may not do there', () => {
    for (const of of ['charge', 'refund', 'dispute'] as const) {
      const cells = cellsOf(of)
      const commands = COMMANDS[of].filter(({ type }) => type !== 'request' && type !== 'open' && type !== 'authorize')
      for (const [from, ways] of Object.entries(WAYS[of])) {
        if (from === 'absent') continue
        for (const way of ways)
          for (const command of commands.filter(
            ({ type }) => !cells.some((cell) => cell.startsWith(`${from} ${type} `)),
          ))
            expect(leftOf(decide(command as Command<CommandType>, booksAfter(way), POLICY))).toEqual({
              _tag: 'MoveNotAllowed',
              of,
              from,
              command: command.type,
            })
      }
    }
  })
})
