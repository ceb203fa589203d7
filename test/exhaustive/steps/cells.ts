/** The arrows of the lifecycles: every accepted step must take one, and every one must be taken. */
import type { Books, Command, CommandType, Lifecycle } from '../../../src/index.js'
import type { Law } from '../bounds.js'

/** Which lifecycles a command must have an arrow in. */
const OF: { readonly [Type in CommandType]: readonly (keyof Law['lifecycles'])[] } = {
  authorize: ['charge'],
  capture: ['charge'],
  release: ['charge'],
  expire: ['charge'],
  decline: ['charge'],
  request: ['charge', 'refund'],
  acknowledge: ['refund'],
  refuse: ['refund'],
  succeed: ['refund'],
  fail: ['refund'],
  cancel: ['refund'],
  requireAction: ['refund'],
  submit: ['refund'],
  editMetadata: ['refund'],
  returnFee: ['charge'],
  reverseTransfer: ['charge'],
  open: ['dispute'],
  escalate: ['dispute'],
  close: ['dispute'],
}

/** Commands that bring a record into the books, whatever other one stands there. */
const BIRTHS: { readonly [Type in CommandType]?: keyof Books } = { request: 'refund', open: 'dispute' }

/** Notes the arrows that an accepted step takes; or says where there is none. */
export const arrowsTaken = (
  cells: Set<string>,
  { lifecycles }: Law,
  { type }: Command,
  before: Books,
  after: Books,
): string | null => {
  for (const name of OF[type]) {
    const from = BIRTHS[type] === name ? 'absent' : (before[name]?.status ?? 'absent')
    const target = after[name]?.status ?? 'absent'
    const cell = cellsOf(lifecycles[name]).get(`${from} ${type} ${target}`)
    if (cell === undefined) return `no arrow of the ${name} leads from ${from} by ${type} to ${target}`
    cells.add(cell)
  }
  return null
}

const charts = new WeakMap<Lifecycle, ReadonlyMap<string, string>>()

/** From an arrow to its full name. */
const cellsOf = (chart: Lifecycle): ReadonlyMap<string, string> => {
  const known = charts.get(chart)
  if (known !== undefined) return known
  const names = Object.entries(chart.states).flatMap(([from, { on }]) =>
    Object.entries(on).flatMap(([command, row]) =>
      ('guard' in row ? [row] : row).map((arrow) => `${from} ${command} ${arrow.target ?? from}`),
    ),
  )
  const found = new Map(names.map((name) => [name, `${chart.id}: ${name}`]))
  charts.set(chart, found)
  return found
}

/** Every arrow of the lifecycles. */
export const allCells = ({ lifecycles }: Law): readonly string[] =>
  Object.values(lifecycles).flatMap((chart) => [...cellsOf(chart).values()])
