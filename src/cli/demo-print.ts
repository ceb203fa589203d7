/** How the demo looks. */
import {
  type Charge,
  type Command,
  type Currency,
  formatMoney,
  isLeft,
  type MinorUnits,
  minorUnits,
  refundable,
  remaining,
  stripe,
  transient,
} from '../index.js'
import { explain, type Posting } from '../reports/index.js'
import { unitsTyped } from './amounts.js'
import { ACCOUNTS, type Balances, balanceOf, sumOf } from './demo-balance.js'
import type { Scene } from './demo-script.js'
import type { Answered, Outcome } from './demo-world.js'
import { postingRows } from './refund-output.js'
import { labelled, type Paint, short } from './text.js'

const RULES = stripe.currencies

type Row = readonly [label: string, text: string]

export const opening = (charge: Charge, example: string, colors: Paint): string =>
  [
    colors.bold('One Stripe charge, refunded in parts until the law refuses'),
    `${short(charge.id)} from ${example}: ${money(charge.captured, charge.currency)} captured, ${money(charge.standing, charge.currency)} refunded`,
    '',
  ].join('\n')

export const heading = (number: number, scene: Scene, { bold }: Paint): string => {
  const detail = 'typed' in scene ? `"${scene.typed}"` : detailOf(scene.command)
  return `${bold(`${String(number).padStart(2)}. ${scene.title}`)}${detail === '' ? '' : `: ${detail}`}\n`
}

const detailOf = (command: Command): string => {
  if (command.type === 'open') return money(command.amount, command.currency)
  if (command.type !== 'request') return ''
  const { amount, currency, id } = command
  return `${amount === 'remaining' ? 'all' : money(amount, currency)} as ${id}`
}

/** A typed amount never reaches the law. */
export const typedBlock = (typed: string, currency: Currency, colors: Paint): string => {
  const amount = unitsTyped(typed, currency, RULES)
  return block([isLeft(amount) ? ['refused', amount.left] : ['read', money(amount.right, currency)]], colors)
}

export const outcomeBlock = (
  { answer, charts, world: { charge, policy } }: Outcome,
  { at }: Command,
  moved: readonly Posting[],
  colors: Paint,
): string => {
  const rest = remaining(charge, policy)
  const isShut = rest > 0 && isLeft(refundable(charge, policy, at))
  return block(
    [
      ...answerRows(answer),
      ['charts', charts.join(', ')],
      ['left', `${money(rest, charge.currency)}${isShut ? ', not refundable now' : ''}`],
      ...postingRows(moved, RULES),
    ],
    colors,
  )
}

const answerRows = (answer: Answered): readonly Row[] => {
  switch (answer.type) {
    case 'recorded':
      return [['recorded', answer.events.map(({ type }) => type).join(', ')]]
    case 'repeated':
      return [['repeated', 'nothing new: the same was asked before, and is done']]
    case 'refused':
      return [
        ['refused', `${answer.error._tag}: ${explain(answer.error, RULES)}`],
        ['waiting', transient(answer.error) ? 'may help' : 'does not help'],
      ]
  }
}

const block = (rows: readonly Row[], { good, bad, dim }: Paint): string =>
  labelled(rows, {
    indent: 4,
    paintLabel: (label) => (label === 'refused' ? bad(label) : label === 'recorded' ? good(label) : dim(label)),
  })

const money = (amount: MinorUnits, currency: Currency): string => formatMoney(amount, currency, RULES)

/** The accounts that were touched, and their sum; and whether the actors followed. */
export const closing = (
  balances: Balances,
  { currency }: Charge,
  told: { readonly commands: number; readonly differences: number },
  colors: Paint,
): string => {
  const held = ACCOUNTS.flatMap((account): readonly Row[] => {
    const balance = balanceOf(balances, account, currency)
    return balance === null ? [] : [[account, signed(balance, currency)]]
  })
  const lines: readonly Row[] = [...held, ['sum', signed(sumOf(balances), currency)]]
  const [names, amounts] = [0, 1].map((column) => Math.max(...lines.map((line) => line[column as 0 | 1].length)))
  const table = lines.map(([name, amount]) => `    ${name.padEnd((names ?? 0) + 2)}${amount.padStart(amounts ?? 0)}\n`)
  const follow =
    told.differences === 0
      ? `After each of the ${told.commands} commands the xstate actors stood where the law stood.`
      : colors.bad(`The xstate actors and the law differed ${told.differences} times.`)
  return `${colors.bold('What moved on each account, the capture included')}\n${table.join('')}\n${follow}\n`
}

/** Balances have a sign, which amounts have not. */
const signed = (balance: number, currency: Currency): string => {
  const size = minorUnits(Math.abs(balance))
  return isLeft(size) ? String(balance) : `${balance < 0 ? '-' : ''}${money(size.right, currency)}`
}
