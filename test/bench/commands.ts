/** `decide` and `evolve` together, command by command. No limits: what a backend pays for each. */
import {
  type Books,
  type Command,
  captureCharge,
  decide,
  EMPTY_BOOKS,
  evolve,
  requestRefund,
  stripe,
} from '../../src/index.js'
import { after, authorizeUsd, captured, dp_1, later, now, re_1, rightOf, usd, usd_ } from '../fixtures.js'
import { type Effort, type Finding, finding, interleaved, type Loop, median, sink } from './measure.js'

const asked = requestRefund({ id: re_1, amount: usd(100), currency: usd_, at: now })
const legs = { fee: { amount: usd(50), currency: usd_ }, transfer: { amount: usd(800), currency: usd_ } }
const opened: Command<'open'> = { type: 'open', id: dp_1, amount: usd(100), currency: usd_, stage: 'open', at: now }
const succeeded = { status: 'succeeded' } as const

const charged: Books = { ...EMPTY_BOOKS, charge: captured(1000) }
const withLegs: Books = { ...EMPTY_BOOKS, charge: captured(1000, legs) }
const requested = after(charged, asked)
const pending = after(charged, { ...asked, born: { status: 'pending', pendingReason: null } })
const paid = after(charged, { ...asked, born: succeeded })

/** What is decided, and on which books. */
const ROWS: Readonly<Record<string, readonly [Command, Books]>> = {
  authorize: [authorizeUsd(1000), EMPTY_BOOKS],
  capture: [captureCharge({ amount: 'remaining', at: now }), after(EMPTY_BOOKS, authorizeUsd(1000))],
  release: [{ type: 'release', at: now }, after(EMPTY_BOOKS, authorizeUsd(1000))],
  request: [asked, charged],
  requestAgain: [asked, requested],
  requestWithMetadata: [{ ...asked, metadata: { order: '1001', line: '3' } }, charged],
  requestWithLegs: [{ ...asked, legs: { fee: true, transfer: true }, born: succeeded }, withLegs],
  acknowledge: [{ type: 'acknowledge', answer: succeeded, at: now }, requested],
  succeed: [{ type: 'succeed', at: later(1) }, pending],
  fail: [{ type: 'fail', failureReason: 'declined', at: later(1) }, paid],
  editMetadata: [{ type: 'editMetadata', metadata: { order: '1002' }, at: later(1) }, paid],
  returnFee: [{ type: 'returnFee', amount: usd(10), at: later(1) }, withLegs],
  open: [opened, charged],
  close: [{ type: 'close', outcome: 'won', at: later(1) }, after(charged, opened)],
}

const loopOf =
  ([command, books]: readonly [Command, Books]): Loop =>
  (calls) => {
    for (let call = 0; call < calls; call += 1)
      sink.last = rightOf(decide(command, books, stripe)).reduce(evolve, books)
  }

export const otherCommands = (effort: Effort): Finding => {
  const loops = Object.fromEntries(Object.entries(ROWS).map(([name, row]) => [name, loopOf(row)]))
  const times = interleaved(loops, { ...effort, calls: effort.calls / 4 })
  const figures = Object.fromEntries(Object.entries(times).map(([name, ns]) => [`${name}Ns`, median(ns)]))
  return finding(effort, { name: 'commands', figures })
}
