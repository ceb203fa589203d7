/** `docs/lifecycles.md`, and the charts that stand in the README: printed from the lifecycles that the law reads. */
import { type Arrow, chargeLifecycle, disputeLifecycle, type Lifecycle, refundLifecycle } from '../../src/index.js'
import { diagram } from '../../src/machine/index.js'

interface Chart {
  readonly title: string
  readonly says: string
  readonly lifecycle: Lifecycle
}

const CHARTS: readonly Chart[] = [
  {
    title: 'Refund',
    says: `\`requested\` is a refund that is reserved in the books and not yet answered by the processor. \`requested\`, \`pending\`,
\`requires_action\` and \`succeeded\` stand: they use up what the charge has left. \`failed\`, \`canceled\` and \`refused\` do not.`,
    lifecycle: refundLifecycle,
  },
  {
    title: 'Charge',
    says: `Capture is an amount, not a status: an authorised charge of which a part is captured may be refunded. \`request\`,
\`returnFee\` and \`reverseTransfer\` leave the status as it is.`,
    lifecycle: chargeLifecycle,
  },
  {
    title: 'Dispute',
    says: `An inquiry is a question of the bank and takes no money; an open dispute does.`,
    lifecycle: disputeLifecycle,
  },
]

const fenced = (lifecycle: Lifecycle): string => `\`\`\`mermaid\n${diagram(lifecycle).trim()}\n\`\`\``

/** The chart of one lifecycle, fenced. */
export const chartOf = (id: string): string => {
  const found = CHARTS.find(({ lifecycle }) => lifecycle.id === id)
  if (found === undefined) throw new Error(`no lifecycle ${id}`)
  return fenced(found.lifecycle)
}

const cellOf = (row: Arrow | readonly Arrow[] | undefined): string => {
  if (row === undefined) return ''
  const arrows = 'guard' in row ? [row] : row
  return arrows.map(({ target }) => target ?? '(stays)').join(', ')
}

/** Where every command leads from every status; an empty cell is a `MoveNotAllowed`, or a refusal of its own. */
const tableOf = ({ states }: Lifecycle): string => {
  const commands = [...new Set(Object.values(states).flatMap(({ on }) => Object.keys(on)))]
  const rows = Object.entries(states).map(([status, { on }]) => {
    const cells = commands.map((command) => cellOf(on[command]))
    return `| **${status}** | ${cells.join(' | ')} |`
  })
  return [`| | ${commands.map((command) => `\`${command}\``).join(' | ')} |`, `|---|${'---|'.repeat(commands.length)}`]
    .concat(rows)
    .join('\n')
}

const section = ({ title, says, lifecycle }: Chart): string =>
  `## ${title}\n\n${says}\n\n${fenced(lifecycle)}\n\n${tableOf(lifecycle)}\n`

export const lifecyclesPage = (): string => `# Lifecycles

Written by \`npm run docs\` from \`src/domain/law/lifecycles.ts\`: change that.

Where a refund, a charge and a dispute stand, which command may happen there, and where they then stand. The law looks it up in
these lifecycles, the xstate machines are made from them, and so are these charts and tables. A command that leads to several
statuses leads to the one that its own data say. An empty cell is refused, with \`MoveNotAllowed\` or with the reason that
[errors.md](errors.md) lists for the command. What concerns money stands in no chart: the amounts decide.

${CHARTS.map(section).join('\n')}`
