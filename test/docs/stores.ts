/** The line by which `docs/embedding.md` goes from memory to a database, and its programs with that line changed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../tools/tidy/source.js'
import type { Example } from './examples.js'

export const EMBEDDING = readFileSync(join(ROOT, 'docs/embedding.md'), 'utf8')

/** Where to import the store from, and what to write instead of `memoryStore()`. */
export const storeChanges: readonly (readonly [from: string, line: string])[] = [
  ...EMBEDDING.matchAll(/^\| [^|]+ \| `(refund-machine\/store\/\w+)` \| `([^`]+)` \| `npm install \w+` \|$/gm),
].map(([, from = '', line = '']) => [from, line])

const MEMORY = 'memoryStore()'

/** The program on a store from there; null where it keeps nothing in memory. */
export const withStore = (
  program: Example,
  ending: string,
  edit: (line: string) => string = (line) => line,
): Example | null => {
  const [from, line] = storeChanges.find(([from]) => from.endsWith(ending)) ?? []
  if (from === undefined || line === undefined) throw new Error(`the page does not say how to come to ${ending}`)
  if (!program.code.includes(MEMORY)) return null
  const name = /^\w+/.exec(line)?.[0]
  return { ...program, code: `import { ${name} } from '${from}'; ${program.code.replace(MEMORY, edit(line))}` }
}
