/** What the command line touches of the world, so that a test can give it another. */
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type Either, left, right } from '../index.js'

export interface Io {
  /** Data. */
  readonly out: (text: string) => void
  /** What is said about it. */
  readonly err: (text: string) => void
  /** The bytes of a file, or why there are none. */
  readonly readFile: (path: string) => Promise<Either<string, Uint8Array>>
  readonly readStdin: () => Promise<Either<string, Uint8Array>>
  /** Whether standard input is a person, who would wait for us as we wait for them. */
  readonly stdinIsTerminal: boolean
  readonly color: boolean
  /** Seconds since 1970. */
  readonly now: () => number
  readonly newRefundId: () => string
}

/** More than any charge: what is longer is something else. */
const MOST_BYTES = 16 * 1024 * 1024

/** All bytes of a stream, unless there are too many: an endless stream is left, not waited for. */
const readAll = async (stream: AsyncIterable<Uint8Array>): Promise<Either<string, Uint8Array>> => {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of stream) {
      length += chunk.length
      if (length > MOST_BYTES) return left('is longer than 16 MiB')
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

const readFile = async (path: string): Promise<Either<string, Uint8Array>> => {
  // A path with a null byte throws before there is a stream.
  if (path.includes('\0')) return left('does not exist')
  return readAll(createReadStream(path))
}

/** The world as it is. */
export const processIo = (): Io => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  readFile,
  readStdin: () => readAll(process.stdin),
  stdinIsTerminal: process.stdin.isTTY === true,
  color: process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb',
  now: () => Math.floor(Date.now() / 1000),
  newRefundId: () => `re_${randomBytes(12).toString('hex')}`,
})
