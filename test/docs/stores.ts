/** The line by which `docs/embedding.md` goes from memory to a database, and its programs with that line changed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../tools/tidy/source.js'
import { type Example, examplesInMarkdown } from './examples.js'

export const EMBEDDING = readFileSync(join(ROOT, 'docs/embedding.md'), 'utf8')

/** Where to import the store from, and what to write instead of `memoryStore()`. */
export const storeChanges: readonly (readonly [from: string, line: string])[] = [
  ...EMBEDDING.matchAll(/^\| [^|]+ \| `(refund-machine\/store\/\w+)` \| `([^`]+)` \| `npm install \w+` \|$/gm),
].map(([, from = '', line = '']) => [from, line])

const MEMORY = 'memoryStore()'
/** A program that has given the store a name ends with this. */
const CLOSE = 'await store.close()'

/** The program on a store from there, closed at its end as the page says; null where it keeps nothing in memory. */
export const withStore = (
  program: Example,
  ending: string,
  edit: (line: string) => string = (line) => line,
): Example | null => {
  const [from, line] = storeChanges.find(([from]) => from.endsWith(ending)) ?? []
  if (from === undefined || line === undefined) throw new Error(`the page does not say how to come to ${ending}`)
  if (!program.code.includes(MEMORY)) return null
  const name = /^\w+/.exec(line)?.[0]
  const end = program.code.includes(`const store = ${MEMORY}`) ? `\n${CLOSE}` : ''
  return { ...program, code: `import { ${name} } from '${from}'; ${program.code.replace(MEMORY, edit(line))}${end}` }
}

/** The first program on a store from there, and the same with what the page says that it answers when it is run again. */
export const firstTwice = (
  ending: string,
  edit: (line: string) => string = (line) => line,
): readonly [once: Example, again: Example] => {
  const [first] = examplesInMarkdown('docs/embedding.md', EMBEDDING)
  const once = first === undefined ? null : withStore(first, ending, edit)
  const [, said] = /the second run finds .+ and says `([^`]+)`/.exec(EMBEDDING) ?? []
  if (once === null || said === undefined) throw new Error('the page does not say what a second run answers')
  return [once, { ...once, code: once.code.replace(/(?<=\/\/ => ).+/, said) }]
}
