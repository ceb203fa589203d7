/** A command line without a process: its files are strings, and what it prints is kept. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Io, processIo } from '../../src/cli/io.js'
import { run } from '../../src/cli/run.js'
import { left, right } from '../../src/index.js'
import { ROOT } from '../tools/tidy/source.js'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

type Content = string | Uint8Array

interface World extends Partial<Io> {
  readonly files?: Readonly<Record<string, Content>>
  readonly stdin?: Content
}

const bytesOf = (content: Content): Uint8Array => (typeof content === 'string' ? Buffer.from(content) : content)

/** Runs the words; files that are not given are looked for where they are. */
export const ran = async (argv: readonly string[], { files = {}, stdin = '', ...more }: World = {}): Promise<Ran> => {
  const [out, err]: [string[], string[]] = [[], []]
  const io: Io = {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    readFile: async (path) => {
      const content = files[path]
      if (content !== undefined) return right(bytesOf(content))
      return path.startsWith('/') ? processIo().readFile(path) : left('does not exist')
    },
    readStdin: async () => right(bytesOf(stdin)),
    stdinIsTerminal: false,
    color: false,
    now: () => 1_790_000_000,
    newRefundId: () => 're_random',
    untilEnded: async () => undefined,
    leave: () => undefined,
    ...more,
  }
  const code = await run(argv, io)
  return { code, out: out.join(''), err: err.join('') }
}

export const example = (name: string): string => readFileSync(join(ROOT, 'docs/examples', `${name}.json`), 'utf8')
export const CHARGE = example('charge')

/** A charge of the examples with other fields. */
export const charge = (fields: object = {}, name = 'charge'): string =>
  JSON.stringify({ ...JSON.parse(example(name)), ...fields })
