/** The order of the refusals of the other commands: each row mends only the defect of the row before. */
import { describe, expect, it } from 'vitest'
import { PRECEDENCE } from '../../../src/domain/law/errors.js'
import {
  type Charge,
  type Command,
  type CommandType,
  captureCharge,
  type Dispute,
  decide,
  type Leg,
  type Refund,
  stripe,
} from '../../../src/index.js'
import { authorizeUsd, ch_1, ch_2, dp_1, eur_, now, re_1, usd, usd_ } from '../../fixtures.js'
import { CHARGE, DISPUTE as dispute, leg as legWith, REFUND } from './given.js'

interface Given {
  readonly charge: Charge | null
  readonly refund: Refund | null
  readonly dispute: Dispute | null
  readonly command: Command
}

type Mend = Partial<Given>
type Row = readonly [tag: string, mend: Mend, data: object]

const NOTHING = { charge: null, refund: null, dispute: null }
const charge: Charge = CHARGE
const pending = { ...charge, status: 'pending' } as Charge
const refund = (status: Refund['status']): Refund => ({ ...REFUND, status }) as Refund
const leg = (total: number, returned: number): Leg => legWith(total, { returned })
const at = now

const authorize = authorizeUsd(10)
const capture = captureCharge({ amount: usd(0), fee: { amount: usd(6), currency: usd_ }, at })
const open: Command<'open'> = { type: 'open', id: dp_1, amount: usd(0), currency: eur_, stage: 'open', at }
// As a caller in JavaScript may ask for.
const unborn: Command<'open'> = { ...open, stage: 'won' as never }
const returnFee: Command = { type: 'returnFee', amount: usd(0), at }
const reverse: Command = { type: 'reverseTransfer', amount: usd(0), at }
const euros = { amount: usd(1), currency: eur_ }

const moves: readonly Command[] = [
  { type: 'acknowledge', answer: { status: 'succeeded' }, at },
  { type: 'refuse', refusal: 'no', at },
  { type: 'succeed', at },
  { type: 'fail', failureReason: 'unknown', at },
  { type: 'cancel', failureReason: null, at },
  { type: 'requireAction', expiresAt: null, at },
  { type: 'submit', pendingReason: null, at },
]

/** Where each move may not start from, and where it may. */
const STARTS: Readonly<Record<string, readonly [wrong: Refund['status'], right: Refund['status']]>> = {
  acknowledge: ['pending', 'requested'],
  refuse: ['succeeded', 'requested'],
  succeed: ['requires_action', 'pending'],
  fail: ['requested', 'succeeded'],
  cancel: ['failed', 'requires_action'],
  requireAction: ['requires_action', 'succeeded'],
  submit: ['pending', 'requires_action'],
}

const move = (command: Command): readonly Row[] => {
  const [wrong, right] = STARTS[command.type] ?? ['failed', 'pending']
  return [
    ['NotInBooks', { command }, { record: 'charge' }],
    ['NotInBooks', { charge }, { record: 'refund' }],
    [
      'RefundOfAnotherCharge',
      { refund: { ...refund(wrong), charge: ch_2 } },
      { refund: re_1, charge: ch_2, given: ch_1 },
    ],
    ['MoveNotAllowed', { refund: refund(wrong) }, { of: 'refund', from: wrong, command: command.type }],
    ['accepted', { refund: refund(right) }, {}],
  ]
}

const ofDispute = (command: Command): readonly Row[] => [
  ['NotInBooks', { command }, { record: 'charge' }],
  ['NotInBooks', { charge }, { record: 'dispute' }],
  [
    'DisputeOfAnotherCharge',
    { dispute: { ...dispute, status: 'lost', charge: ch_2 } },
    { dispute: dp_1, charge: ch_2, given: ch_1 },
  ],
  [
    'MoveNotAllowed',
    { dispute: { ...dispute, status: 'lost' } },
    { of: 'dispute', from: 'lost', command: command.type },
  ],
]

const ofAuthorized = (command: Command): readonly Row[] => [
  ['NotInBooks', { command }, { record: 'charge' }],
  ['MoveNotAllowed', { charge }, { of: 'charge', from: 'captured', command: command.type }],
  ['accepted', { charge: { ...charge, status: command.type === 'decline' ? 'pending' : 'authorized' } as Charge }, {}],
]

const ofLeg = (command: Command, name: 'fee' | 'transfer', none: string, spent: string): readonly Row[] => [
  ['NotInBooks', { command }, { record: 'charge' }],
  ['InvalidAmount', { charge: pending }, { field: 'amount', value: 0, problem: 'notPositive', step: 1 }],
  [
    'MoveNotAllowed',
    { command: { ...command, amount: usd(3) } as Command },
    { of: 'charge', from: 'pending', command: command.type },
  ],
  [none, { charge }, { charge: ch_1 }],
  [spent, { charge: { ...charge, [name]: leg(4, 4) } }, { charge: ch_1, total: 4, currency: usd_ }],
  [
    'ExceedsLeg',
    { charge: { ...charge, [name]: leg(4, 2) } },
    { charge: ch_1, leg: name, requested: 3, left: 2, currency: usd_ },
  ],
  ['accepted', { charge: { ...charge, [name]: leg(4, 1) } }, {}],
]

// biome-ignore format: one row a line, in the order of PRECEDENCE.
const TABLES: Readonly<Partial<Record<CommandType, readonly Row[]>>> = {
  authorize: [
    ['InvalidAmount',            { charge: { ...charge, status: 'failed' } as Charge, command: { ...authorize, id: ch_2, amount: usd(0) } }, { field: 'amount', value: 0, problem: 'notPositive', step: 1 }],
    ['ChargeIdTaken',            { command: { ...authorize, id: ch_2 } },                 { charge: ch_1 }],
    ['MoveNotAllowed',           { command: authorize },                                  { of: 'charge', from: 'failed', command: 'authorize' }],
    ['accepted',                 { charge: pending },                                     {}],
  ],
  capture: [
    ['NotInBooks',               { command: { ...capture, transfer: euros } },            { record: 'charge' }],
    ['InvalidAmount',            { charge: { ...pending, captured: usd(0), transfer: leg(1, 0) } }, { field: 'amount', value: 0, problem: 'notPositive', step: 1 }],
    ['MoveNotAllowed',           { command: { ...capture, transfer: euros, amount: usd(11) } }, { of: 'charge', from: 'pending', command: 'capture' }],
    ['CaptureExceedsAuthorized', { charge: { ...charge, status: 'authorized', captured: usd(0), transfer: leg(1, 0) } }, { charge: ch_1, requested: 11, capturable: 10, currency: usd_ }],
    ['CurrencyMismatch',         { command: { ...capture, transfer: euros, amount: usd(5) } }, { expected: usd_, given: eur_ }],
    ['LegExceedsCapture',        { command: { ...capture, amount: usd(5) } },             { charge: ch_1, leg: 'fee', requested: 6, captured: 5, currency: usd_ }],
    ['accepted',                 { command: { ...capture, amount: usd(6) } },             {}],
  ],
  release: ofAuthorized({ type: 'release', at }),
  expire: ofAuthorized({ type: 'expire', at }),
  decline: ofAuthorized({ type: 'decline', failure: 'card_declined', at }),
  ...Object.fromEntries(moves.map((command) => [command.type, move(command)])),
  editMetadata: [
    ...move({ type: 'editMetadata', metadata: {}, at }).filter(([tag]) => tag !== 'MoveNotAllowed'),
  ],
  returnFee: ofLeg(returnFee, 'fee', 'NoApplicationFee', 'ApplicationFeeFullyRefunded'),
  reverseTransfer: ofLeg(reverse, 'transfer', 'NoTransfer', 'TransferFullyReversed'),
  open: [
    ['NotInBooks',               { command: open },                                       { record: 'charge' }],
    ['InvalidAmount',            { charge: { ...pending, captured: usd(0) }, dispute: { ...dispute, amount: usd(7), charge: ch_2, currency: eur_ } }, { field: 'amount', value: 0, problem: 'notPositive', step: 1 }],
    ['DisputeIdTaken',           { command: { ...unborn, amount: usd(5) } },              { dispute: dp_1 }],
    ['DisputeOfAnotherCharge',   { dispute: { ...dispute, charge: ch_2, currency: eur_ } }, { dispute: dp_1, charge: ch_2, given: ch_1 }],
    ['MoveNotAllowed',           { dispute: null },                                       { of: 'dispute', from: 'absent', command: 'open' }],
    ['CurrencyMismatch',         { command: { ...open, amount: usd(5) } },                { expected: usd_, given: eur_ }],
    ['ChargeNotSuccessful',      { command: { ...open, amount: usd(5), currency: usd_ } }, { charge: ch_1, status: 'pending' }],
    ['ChargeNotCaptured',        { charge: { ...charge, captured: usd(0) } },             { charge: ch_1, authorized: 10, currency: usd_ }],
    ['accepted',                 { charge },                                              {}],
  ],
  escalate: [
    ...ofDispute({ type: 'escalate', at }),
    ['InvalidAmount',            { charge: { ...charge, disputes: { ...charge.disputes, held: usd(999_999_999_999_995) } }, dispute: { ...dispute, status: 'inquiry' } }, { field: 'amount', value: 5, problem: 'tooLarge', step: 1 }],
    ['accepted',                 { charge },                                              {}],
  ],
  close: [
    ...ofDispute({ type: 'close', outcome: 'won', at }),
    ['accepted',                 { dispute },                                             {}],
  ],
}

const given = (rows: readonly Row[], index: number): Given =>
  Object.assign({ ...NOTHING, command: authorize }, ...rows.slice(0, index + 1).map(([, mend]) => mend))

describe.each(Object.entries(TABLES))('%s', (type, rows) => {
  it.each(rows.map(([tag, , data], index) => ({ tag, data, ...given(rows, index) })))('$tag', (row) => {
    const result = decide(row.command, row, stripe)
    if (row.tag === 'accepted') expect(result).toMatchObject({ _tag: 'Right', right: [{ charge: ch_1 }] })
    else expect(result).toEqual({ _tag: 'Left', left: { _tag: row.tag, ...row.data } })
  })

  it('is listed in the order of the table', () => {
    const tags = [...new Set(rows.map(([tag]) => tag))].filter((tag) => tag !== 'accepted')
    expect(PRECEDENCE[type as CommandType]).toEqual(tags)
  })
})

it('every command has a table, but request, which has its own', () => {
  expect([...Object.keys(TABLES), 'request'].sort()).toEqual(Object.keys(PRECEDENCE).sort())
})
