/** `docs/errors.md`: for every command the refusals in the order in which they are checked, and what each of them says. */
import type { CommandType, RefusalTag } from '../../src/index.js'
import { explain, PRECEDENCE } from '../../src/reports/index.js'
import { refusals } from './docs-refusals.js'
import { type Described, type Field, refusalsDeclared, waitingHelps } from './docs-source.js'

const INTRO = `# Errors

Written by \`npm run docs\` from \`src/domain/law/errors.ts\`, \`transient.ts\` and \`explain.ts\`: change those.

A refusal is a plain record with a \`_tag\` and its own data, in \`Left\`. It changes nothing: no charge, refund, dispute or event.

- The order of precedence is the order of the checks. Where several refusals apply, the first of the list is given.
- \`explain(refusal)\` says it in one English sentence, such as those shown here. Programs read the data, not the sentence.
- \`transient(refusal)\` says whether the same command may be accepted later although nobody does anything but wait.
- A processor's own refusals, such as a balance that is too low, are not errors of the law: they come in as the command
  \`refuse\`, or as a refund that fails.
`

const link = (tag: RefusalTag): string => `[\`${tag}\`](#${tag.toLowerCase()})`

/** The commands whose lists are the same stand together. */
const groups = (): readonly { readonly commands: readonly CommandType[]; readonly tags: readonly RefusalTag[] }[] => {
  const byList = new Map<string, { commands: CommandType[]; tags: readonly RefusalTag[] }>()
  for (const command of Object.keys(PRECEDENCE) as CommandType[]) {
    const tags = PRECEDENCE[command]
    const group = byList.get(tags.join()) ?? { commands: [], tags }
    group.commands.push(command)
    byList.set(tags.join(), group)
  }
  return [...byList.values()]
}

const byCommand = (): string =>
  groups()
    .map(({ commands, tags }) => {
      const title = commands.map((command) => `\`${command}\``).join(', ')
      return `### ${title}\n\n${tags.map((tag, index) => `${index + 1}. ${link(tag)}`).join('\n')}\n`
    })
    .join('\n')

const cell = (text: string): string => text.replaceAll('|', '\\|')

const fieldRows = (fields: readonly Field[]): string =>
  fields.length === 0
    ? ''
    : `\n| field | type | |\n|---|---|---|\n${fields
        .map(({ name, type, meaning }) => `| \`${name}\` | \`${cell(type)}\` | ${cell(meaning)} |`)
        .join('\n')}\n`

const section = (tag: RefusalTag, { meaning, fields }: Described, waiting: string): string => {
  const commands = (Object.keys(PRECEDENCE) as CommandType[]).filter((command) =>
    (PRECEDENCE[command] as readonly RefusalTag[]).includes(tag),
  )
  const met = commands.map((command) => `\`${command}\``).join(', ')
  return `### ${tag}

${meaning === '' ? '' : `${meaning}\n\n`}> ${explain(refusals[tag])}
${fieldRows(fields)}
Waiting helps: ${waiting}. Given to: ${met}.
`
}

export const errorsPage = (): string => {
  const waiting = waitingHelps()
  const sections = [...refusalsDeclared()].map(([name, described]) =>
    section(name as RefusalTag, described, waiting.get(name) ?? 'unknown'),
  )
  return `${INTRO}
## By command

${byCommand()}
## Each error

In the order of \`errors.ts\`. \`MinorUnits\` are cents, yen or fils; the sentences format them.

${sections.join('\n')}`
}
