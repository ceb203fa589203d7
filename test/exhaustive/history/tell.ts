/** A broken law, told as the shortest history that shows it. */
import { type Command, holding, type RefundPolicy } from '../../../src/index.js'
import { type Bounds, type Law, POLICIES } from '../bounds.js'
import { checkLaw } from '../check.js'
import type { BrokenLaw } from '../steps/evaluate.js'
import { type BrokenHistory, type Plain, type PlainStep, walkPlainly } from './plain.js'

/** States after which the search goes on to larger amounts. */
const LIMIT = 4_000

/** The shortest history, within the smallest amounts that break any law; null when none was found. */
export const shortestHistory = (law: Law, bounds: Bounds): BrokenHistory | null => {
  for (let amount = 1; amount <= bounds.amount; amount++) {
    const smaller = { ...bounds, amount, refunds: Math.min(bounds.refunds, amount) }
    const { broken } = checkLaw(law, smaller)
    if (broken === null) continue
    const check = { law, cells: new Set<string>(), evaluations: 0 }
    const found = walkPlainly(check, { ...bounds, amount }, [policyOf(broken)], { limit: LIMIT }).broken
    if (found !== null) return found
  }
  return null
}

const policyOf = ({ policy }: BrokenLaw): RefundPolicy => POLICIES.find(({ name }) => name === policy?.name) ?? holding

export const tell = ({ law, steps }: BrokenHistory): string => {
  const told = steps.map((step, index) => `  ${index + 1}. ${titleOf(step)}${outcomeOf(step.after)}`)
  return [`broken: ${law}`, ...told].join('\n')
}

const titleOf = ({ command, policy, books }: PlainStep): string => {
  const { type, at: _, ...rest } = command
  const of = books.refund?.id ?? books.dispute?.id ?? ''
  const fields = Object.entries(rest).flatMap(([name, value]) => textOf(name, value))
  const under = type === 'request' ? [`policy ${policy.name}`] : []
  return [[type, of].filter((word) => word !== '').join(' '), ...fields, ...under].join(', ')
}

const SILENT: readonly string[] = [
  'currency',
  'metadata',
  'reason',
  'processorFee',
  'expiresAt',
  'pendingReason',
] satisfies (
  | keyof Command<'request'>
  | keyof Command<'capture'>
  | keyof Command<'requireAction'>
  | keyof Command<'submit'>
)[]

const textOf = (name: string, value: unknown): readonly string[] => {
  if (SILENT.includes(name) || value === null || value === false) return []
  if (value === true) return [name]
  if (typeof value !== 'object') return [`${name} ${value}`]
  if ('status' in value) return [`${name} ${value.status}`]
  if ('amount' in value) return [`${name} ${value.amount}`]
  const asked = Object.entries(value).flatMap(([leg, is]) => (is === true ? [leg] : []))
  return asked.length === 0 ? [] : [`with ${asked.join(' and ')}`]
}

const outcomeOf = (after: Plain | null): string => {
  if (after === null) return ' <- here'
  const { charge, refunds, disputes } = after
  const legs = [charge?.fee, charge?.transfer].flatMap((leg, index) =>
    leg === null || leg === undefined
      ? []
      : [`${index === 0 ? 'fee' : 'transfer'} ${leg.returned} of ${leg.total} back`],
  )
  const records = [...refunds, ...disputes].map(({ id, status }) => `${id} ${status}`)
  const money = `${charge?.status}, captured ${charge?.captured}, standing ${charge?.standing}`
  return ` -> ${[money, ...legs, ...records].join(', ')}`
}
