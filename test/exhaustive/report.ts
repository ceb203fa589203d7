/** What a run of the check says: what it covered, what it did not, and what it found. */
import { type Bounds, type Law, POLICIES } from './bounds.js'
import type { Findings } from './check.js'
import { shortestHistory, tell } from './history/tell.js'

export interface Cost {
  readonly seconds: number
  readonly processorSeconds: number
  readonly peakMegabytes: number
}

const counted = (number: number): string => number.toLocaleString('en-US')
const several = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

export const boundsText = ({ amount, refunds, captures, disputes }: Bounds): string =>
  `amounts to ${amount}, ${several(refunds, 'refund')} at once, ${several(captures, 'capture')}, ${several(disputes, 'dispute')}, ` +
  'a fee and a transfer of any part of each capture'

/** What lies outside of the bounds, or was not reached within the time. */
export const notCovered = (bounds: Bounds, { left, broken }: Findings): readonly string[] => [
  `amounts above ${bounds.amount}, but that commands ask for one more`,
  `more than ${bounds.refunds} refunds standing at once, ${several(bounds.captures, 'capture')}, ${several(bounds.disputes, 'dispute')}`,
  'legs in another currency than the charge, and currencies with steps',
  'policies other than those named, and times other than before and after their windows close',
  'other texts (metadata, reasons, codes) than one or two of each: the law hands them on',
  ...(left.length > 0 && broken === null
    ? [`${several(left.length, 'world')} not walked to the end, and what lies behind:`]
    : []),
  ...(broken === null ? left.slice(0, 10).map((world) => `  ${world}`) : []),
  ...(broken === null && left.length > 10 ? [`  and ${left.length - 10} more`] : []),
  ...(broken === null ? [] : ['whatever comes after the broken law']),
]

export const reportText = (bounds: Bounds, findings: Findings, cost: Cost): string => {
  const { worlds, states, accepted, refused, evaluations } = findings
  const rows: readonly (readonly [string, string])[] = [
    ['bounds', boundsText(bounds)],
    ['policies', POLICIES.map(({ name }) => name).join('; ')],
    ['worlds', counted(worlds)],
    ['states', counted(states)],
    ['steps', counted(accepted + refused)],
    ['  accepted', counted(accepted)],
    ['  refused', counted(refused)],
    ['evaluations of the law', counted(evaluations)],
    ['time', `${cost.seconds.toFixed(1)} s (processor ${cost.processorSeconds.toFixed(1)} s)`],
    ['peak memory', `${counted(Math.round(cost.peakMegabytes))} MB`],
  ]
  const width = Math.max(...rows.map(([name]) => name.length)) + 2
  return [
    ...rows.map(([name, value]) => `${name.padEnd(width)}${value}`),
    'not covered',
    ...notCovered(bounds, findings).map((text) => `  ${text}`),
  ].join('\n')
}

/** The broken law with the shortest history that shows it, or the arrows that were never taken; null when all holds. */
export const failureText = (law: Law, bounds: Bounds, { broken, deadCells }: Findings): string | null => {
  if (deadCells.length > 0)
    return ['arrows of the lifecycles that nothing takes', ...deadCells.map((cell) => `  ${cell}`)].join('\n')
  if (broken === null) return null
  const history = shortestHistory(law, bounds)
  if (history !== null) return tell(history)
  const { message, command, before, policy } = broken
  return [
    `broken: ${message}`,
    '  no short history was found; the step is',
    `  ${JSON.stringify({ command, policy: policy?.name, ...before })}`,
  ].join('\n')
}

/** What this process has cost so far. */
export const costSince = (start: { readonly at: number; readonly processor: NodeJS.CpuUsage }): Cost => {
  const { user, system } = process.cpuUsage(start.processor)
  return {
    seconds: (performance.now() - start.at) / 1000,
    processorSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }
}

export const startOfCost = (): Parameters<typeof costSince>[0] => ({
  at: performance.now(),
  processor: process.cpuUsage(),
})
