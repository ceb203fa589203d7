/** A connection that sends bytes as they are and reads answers as HTTP/1.1, strictly. */
import { connect, type Socket } from 'node:net'

/** An answer. */
export interface Answer {
  readonly status: number
  readonly headers: string
  readonly text: string
}

/** What became of a request: an answer, or none because the connection ended, or none in time. */
export type Heard = Answer | 'closed' | 'hangs'

/** A request that takes longer hangs. */
export const LONGEST_MILLISECONDS = 10_000

/** The first answer in these bytes and how long it is; null while some of it is missing. Interim answers are passed over. */
export const answerIn = (
  bytes: Buffer,
  isHead: boolean,
): { readonly answer: Answer; readonly length: number } | null => {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return null
  const head = bytes.toString('latin1', 0, end)
  const start = end + 4
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1])
  if (Number.isNaN(status)) throw new Error(`no answer: ${head.slice(0, 200)}`)
  if (status === 100) {
    const next = answerIn(bytes.subarray(start), isHead)
    return next === null ? null : { ...next, length: start + next.length }
  }
  const length = isHead ? start : bodyEnd(bytes, start, head)
  if (length === null || bytes.length < length) return null
  return { answer: { status, headers: head, text: bytes.toString('utf8', start, length) }, length }
}

const bodyEnd = (bytes: Buffer, start: number, head: string): number | null => {
  const length = /^content-length: *(\d+)/im.exec(head)?.[1]
  if (length !== undefined) return start + Number(length)
  // Node answers what it refuses by itself in chunks, with nothing in them.
  const end = bytes.indexOf('0\r\n\r\n', start)
  return end === -1 ? null : end + 5
}

/** A connection that is opened when it is needed, and anew when the last one was ended. */
export interface Connection {
  /** Sends all at once and waits for as many answers; `isHead` says for each whether it has no body. */
  readonly ask: (bytes: string, isHead: readonly boolean[]) => Promise<readonly Heard[]>
  readonly close: () => void
}

export const createConnection = (port: number): Connection => {
  let open: Socket | null = null

  const close = (): void => {
    open?.destroy()
    open = null
  }

  const opened = (): Socket => {
    const socket = quiet(connect(port, '127.0.0.1'))
    socket.on('close', () => {
      if (open === socket) open = null
    })
    return socket
  }

  const ask: Connection['ask'] = (bytes, isHead) => {
    const socket = open ?? opened()
    open = socket
    return new Promise((resolve) => {
      const heard: Heard[] = []
      let rest: Buffer = Buffer.alloc(0)
      const finish = (missing: 'closed' | 'hangs' | null): void => {
        clearTimeout(timer)
        socket.off('data', read).off('close', closed)
        while (heard.length < isHead.length && missing !== null) heard.push(missing)
        // What is left over belongs to nobody.
        if (missing !== null || rest.length > 0) close()
        resolve(heard)
      }
      const closed = (): void => finish('closed')
      const read = (data: Buffer): void => {
        rest = rest.length === 0 ? data : Buffer.concat([rest, data])
        while (heard.length < isHead.length) {
          const found = answerIn(rest, isHead[heard.length] ?? false)
          if (found === null) return
          heard.push(found.answer)
          rest = rest.subarray(found.length)
          // Whoever says so hangs up, and answers no more.
          if (/^connection: close/im.test(found.answer.headers)) {
            finish('closed')
            return
          }
        }
        finish(null)
      }
      const timer = setTimeout(() => finish('hangs'), LONGEST_MILLISECONDS)
      socket.on('data', read).on('close', closed)
      socket.write(bytes, 'latin1')
    })
  }

  return { ask, close }
}

/** Sends bytes on a connection of their own. `hangsUp`: at once; else when something came back or the other side hung up. */
export const send = (port: number, bytes: string, hangsUp: boolean): Promise<Heard> =>
  new Promise((resolve) => {
    const socket = quiet(connect(port, '127.0.0.1'))
    const end = (heard: Heard): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(heard)
    }
    let rest: Buffer = Buffer.alloc(0)
    const timer = setTimeout(() => end('hangs'), LONGEST_MILLISECONDS)
    socket.on('data', (data: Buffer) => {
      rest = Buffer.concat([rest, data])
      const found = answerIn(rest, false)
      if (found !== null) end(found.answer)
    })
    socket.on('close', () => end('closed'))
    socket.write(bytes, 'latin1', () => {
      // Half a request is answered by nobody: whoever sends no more says so.
      if (hangsUp) end('closed')
      else socket.end()
    })
  })

/** A connection that is reset is one that ended. */
const quiet = (socket: Socket): Socket => socket.setNoDelay(true).on('error', () => socket.destroy())
