/** Asks a server over HTTP, many at once, with as little work of its own as can be: what is measured is the server. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** What is sent: a form to a path, under a key. */
export interface Posted {
  readonly path: string
  readonly form: string
  readonly key: string
}

const textOf = ({ path, form, key }: Posted): string =>
  `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sk_test_bench\r\nIdempotency-Key: ${key}\r\n` +
  `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${form.length}\r\n\r\n${form}`

/** The body of an answer that is whole; null while some of it is missing. Every answer says its length. */
const bodyIn = (text: string): string | null => {
  const start = text.indexOf('\r\n\r\n') + 4
  if (start < 4) return null
  const length = Number(/^content-length: (\d+)/im.exec(text)?.[1])
  if (!text.startsWith('HTTP/1.1 200 ') || Number.isNaN(length)) throw new Error(`not answered: ${text}`)
  return text.length < start + length ? null : text.slice(start)
}

interface Waiting {
  readonly resolve: (body: string) => void
  readonly reject: (cause: unknown) => void
}

const HUNG_UP = new Error('the server hung up')

/** What asks on this connection, one request after the other. */
const asker = (socket: Socket): ((request: string) => Promise<string>) => {
  let said = ''
  let waiting: Waiting | null = null
  socket.setEncoding('latin1').setNoDelay(true)
  socket.on('data', (text: string) => {
    said += text
    try {
      const body = bodyIn(said)
      if (body === null) return
      said = ''
      waiting?.resolve(body)
    } catch (cause) {
      waiting?.reject(cause)
    }
  })
  socket.on('error', (cause) => waiting?.reject(cause))
  socket.on('close', () => waiting?.reject(HUNG_UP))
  return (request) =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject }
      if (socket.destroyed) reject(HUNG_UP)
      else socket.write(request, 'latin1')
    })
}

/**
 * Keeps this process awake while it waits. A server that answers slower than it is asked would else wake it up with every answer,
 * and pay for that: 10 µs of its processor's time on the machine on which this was measured, which the empty server does not pay.
 */
const awakeWhile = async <A>(work: Promise<A>): Promise<A> => {
  let over = false
  const turn = (): void => {
    if (!over) setImmediate(turn)
  }
  turn()
  try {
    return await work
  } finally {
    over = true
  }
}

/**
 * Connections to one server that are kept open, each with one request under way. A server hangs up on those that idle for long, so
 * they are opened for a batch of requests.
 */
export interface Client {
  /** Asks all of them, and resolves to one of the last answers. Each must be answered with 200. */
  readonly post: (requests: Iterable<Posted>) => Promise<string>
  readonly end: () => void
}

export const openClient = async (port: number, connections: number): Promise<Client> => {
  const sockets = Array.from({ length: connections }, () => connect({ port, host: '127.0.0.1' }))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  const askers = sockets.map(asker)
  const askAll = async (requests: Iterable<Posted>): Promise<string> => {
    const rest = requests[Symbol.iterator]()
    let last = ''
    const ask = async (asked: (request: string) => Promise<string>): Promise<void> => {
      for (let next = rest.next(); !next.done; next = rest.next()) last = await asked(textOf(next.value))
    }
    await Promise.all(askers.map(ask))
    return last
  }
  return {
    post: (requests) => awakeWhile(askAll(requests)),
    end: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}
