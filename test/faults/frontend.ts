/** What a client of PostgreSQL says, as far as a proxy has to understand it: which of its messages has something committed. */

/** A part of what a client sends, to be passed on whole. */
export interface Part {
  readonly bytes: Buffer
  /** It has the server execute something that commits. */
  readonly commits: boolean
}

/** Statements by their names, and portals by theirs, of one connection. */
export interface Frontend {
  /** The messages that are complete with what came; the rest waits for more. */
  readonly take: (bytes: Buffer) => readonly Part[]
}

/** Whether executing this has something committed. */
export type Commits = (sql: string) => boolean

/** COMMIT itself, and the one call that writes a whole decision. */
export const commitsByName: Commits = (sql) => /\bcommit/i.test(sql)

const isStartup = (code: number): boolean => code >>> 16 === 3

export const createFrontend = (commits: Commits): Frontend => {
  const statements = new Map<string, string>()
  const portals = new Map<string, string>()
  let rest: Buffer = Buffer.alloc(0)
  let started = false

  const commitsIn = (type: string, body: Buffer): boolean => {
    const [first = '', second = ''] = texts(body)
    switch (type) {
      case 'Q':
        return commits(first)
      case 'P':
        statements.set(first, second)
        return false
      case 'B':
        portals.set(first, statements.get(second) ?? '')
        return false
      case 'E':
        return commits(portals.get(first) ?? '')
      default:
        return false
    }
  }

  /** The first message of a connection has no type: a length, and a code. Encryption is asked for in the same form. */
  const opening = (): Part | null => {
    const length = rest.length < 8 ? Number.POSITIVE_INFINITY : rest.readInt32BE(0)
    if (rest.length < length) return null
    started = isStartup(rest.readInt32BE(4))
    return { bytes: cut(length), commits: false }
  }

  const message = (): Part | null => {
    const length = rest.length < 5 ? Number.POSITIVE_INFINITY : rest.readInt32BE(1) + 1
    if (rest.length < length) return null
    const bytes = cut(length)
    return { bytes, commits: commitsIn(String.fromCharCode(bytes[0] ?? 0), bytes.subarray(5)) }
  }

  const cut = (length: number): Buffer => {
    const bytes = rest.subarray(0, length)
    rest = rest.subarray(length)
    return bytes
  }

  return {
    take: (bytes) => {
      rest = Buffer.concat([rest, bytes])
      const parts: Part[] = []
      for (;;) {
        const part = started ? message() : opening()
        if (part === null) return parts
        parts.push(part)
      }
    },
  }
}

/** The texts that a message begins with, each ended by a zero byte. */
const texts = (body: Buffer): readonly string[] => body.toString('utf8').split('\0', 2)
