/** What the command line touches of the world, so that a test can give it another. */
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type Either, left, right } from '../index.js'

export interface Io {
  /** Data. */
  readonly out: (text: string) => void
  /** What is said about it. */
  readonly err: (text: string) => void
  /** The bytes of a file, or why there are none; at most 16 MiB unless said. */
  readonly readFile: (path: string, mostMiB?: number) => Promise<Either<string, Uint8Array>>
  readonly readStdin: () => Promise<Either<string, Uint8Array>>
  /** Whether standard input is a person, who would wait for us as we wait for them. */
  readonly stdinIsTerminal: boolean
  readonly color: boolean
  /** Seconds since 1970. */
  readonly now: () => number
  readonly newRefundId: () => string
  /** Resolves when the process is asked to end. */
  readonly untilEnded: () => Promise<void>
  /** Ends the process, though something is still open that would keep it. */
  readonly leave: () => void
}

/** More than any charge: what is longer is something else. */
const MOST_MIB = 16

/** All bytes of a stream, unless there are too many: an endless stream is left, not waited for. */
const readAll = async (stream: AsyncIterable<Uint8Array>, mostMiB: number): Promise<Either<string, Uint8Array>> => {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of stream) {
      length += chunk.length
      if (length > mostMiB * 1024 * 1024) return left(`is longer than ${mostMiB} MiB`)
      chunks.push(chunk)
    }
  } catch (error) {
    return left(reasonOf(error))
  }
  return right(Buffer.concat(chunks))
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a directory',
  EACCES: 'may not be read',
  ENAMETOOLONG: 'does not exist',
}

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return REASONS[code] ?? `cannot be read (${code})`
}

const readFile = async (path: string, mostMiB = MOST_MIB): Promise<Either<string, Uint8Array>> => {
  // A path with a null byte throws before there is a stream.
  if (path.includes('\0')) return left('does not exist')
  return readAll(createReadStream(path), mostMiB)
}

/** A second signal finds nobody who waits for it, and ends the process at once. */
const untilEnded = (): Promise<void> =>
  new Promise((resolve) => {
    const ended = (): void => {
      for (const signal of SIGNALS) process.removeListener(signal, ended)
      resolve()
    }
    for (const signal of SIGNALS) process.on(signal, ended)
  })

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** The world as it is. */
export const processIo = (): Io => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  readFile,
  readStdin: () => readAll(process.stdin, MOST_MIB),
  stdinIsTerminal: process.stdin.isTTY === true,
  color: process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb',
  now: () => Math.floor(Date.now() / 1000),
  newRefundId: () => `re_${randomBytes(12).toString('hex')}`,
  untilEnded,
  // Not before the exit code is set.
  leave: () => void setTimeout(() => process.exit(), 0),
})
