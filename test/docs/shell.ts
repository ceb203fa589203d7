/** Blocks of shell in which `curl` asks, and comments say what it answers: `# =>`. */
import type { Example } from './examples.js'

/** One line of shell, and what it is to answer. */
export interface Command {
  /** Where it stands in the page, from 1. */
  readonly line: number
  readonly text: string
  /** JSON with some members of the answer, or what curl says when there is none; null where nothing is said. */
  readonly expected: string | null
}

/** What `$name` stands for. */
export type Variables = Readonly<Record<string, string>>

const ARROW = '# =>'

/** The commands of a block: a line that ends in a backslash goes on, as does an expectation by two spaces or more. */
export const commandsIn = ({ code, line: first }: Example): readonly Command[] => {
  const commands: Command[] = []
  let isOpen = false
  for (const [index, line] of code.split('\n').entries()) {
    const last = commands.at(-1)
    const more = /^# {2,}(.*)$/.exec(line)?.[1]
    if (line.startsWith(ARROW)) change(commands, (one) => ({ ...one, expected: line.slice(ARROW.length).trim() }))
    else if (more !== undefined) change(commands, (one) => ({ ...one, expected: `${one.expected ?? ''} ${more}` }))
    else if (isOpen && last !== undefined) change(commands, (one) => ({ ...one, text: `${one.text}\n${line}` }))
    else if (line.trim() !== '') commands.push({ line: first + index, text: line, expected: null })
    isOpen = line.endsWith('\\')
  }
  return commands
}

const change = (commands: Command[], to: (last: Command) => Command): void => {
  const last = commands.pop()
  if (last === undefined) throw new Error('an expectation stands before any command')
  commands.push(to(last))
}

/** Quoted by single quotes; by double quotes; a backslash and what it takes its meaning from; or bare. */
const PIECE = /'([^']*)'|"([^"\\`]*)"|\\([\s\S])|([^\s'"\\|&;<>()`*?]+)/y

/** The words of a command, as a shell reads them. What needs more of a shell than this is refused. */
export const wordsOf = (text: string, variables: Variables = {}): readonly string[] => {
  const words: string[] = []
  let word: string | null = null
  for (let at = 0; at < text.length; ) {
    const blank = /^(\s|\\\n)+/.exec(text.slice(at))?.[0] ?? ''
    if (blank !== '' && word !== null) words.push(word)
    if (blank !== '') word = null
    at += blank.length
    if (at === text.length) break
    PIECE.lastIndex = at
    const piece = PIECE.exec(text)
    if (piece === null) throw new Error(`no words for a shell: ${text.slice(at)}`)
    const [all, single, double, escaped, bare] = piece
    word = `${word ?? ''}${single ?? escaped ?? filled(double ?? bare ?? '', variables)}`
    at += all.length
  }
  return word === null ? words : [...words, word]
}

const filled = (text: string, variables: Variables): string =>
  text.replace(/\$(\w+)/g, (_, name: string) => {
    const value = variables[name]
    if (value === undefined) throw new Error(`nothing is known of $${name}`)
    return value
  })

/**
 * What is different, by its place; empty where the answer has all that is expected. Members that are not expected may be there, items
 * of a list may not. `"$name"` is anything at first, and the same from then on; a text that ends in `…` is the beginning of one.
 */
export const differences = (
  actual: unknown,
  expected: unknown,
  bind: (name: string, value: string) => string,
  at = 'answer',
): readonly string[] => {
  const differs = [`${at}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`]
  if (typeof expected === 'string') return isText(actual, expected, bind) ? [] : differs
  if (typeof expected !== 'object' || expected === null) return actual === expected ? [] : differs
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual) !== Array.isArray(expected)) return differs
  if (Array.isArray(actual) && actual.length !== (expected as readonly unknown[]).length) return differs
  return Object.entries(expected).flatMap(([name, value]) =>
    differences((actual as Readonly<Record<string, unknown>>)[name], value, bind, `${at}.${name}`),
  )
}

const isText = (actual: unknown, expected: string, bind: (name: string, value: string) => string): boolean => {
  if (typeof actual !== 'string') return false
  const name = /^\$(\w+)$/.exec(expected)?.[1]
  if (name !== undefined) return bind(name, actual) === actual
  const filledIn = expected.replace(/\$(\w+)/g, (_, inner: string) => bind(inner, `$${inner}`))
  return filledIn.endsWith('…') ? actual.startsWith(filledIn.slice(0, -1)) : actual === filledIn
}
