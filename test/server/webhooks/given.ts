/** Receivers of webhooks: servers of their own that note what they are sent. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type Stripe from 'stripe'
import { afterEach } from 'vitest'

/** What came. */
export interface Came {
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly event: Stripe.Event
}

export interface Receiver {
  readonly url: string
  readonly came: Came[]
  readonly types: () => readonly string[]
  /** How it answers from now on. */
  answer: (response: ServerResponse, came: Came) => void
  readonly close: () => Promise<void>
}

export const thanks = (response: ServerResponse): void => {
  response.end('{}')
}

export const failing =
  (status: number) =>
  (response: ServerResponse): void => {
    response.writeHead(status).end('no')
  }

const open: Receiver[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()))
})

/** One that is closed after the test. */
export const receiver = async (host = '127.0.0.1'): Promise<Receiver> => {
  const came: Came[] = []
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString('utf8')
      const one = { headers: request.headers, text, event: JSON.parse(text) as Stripe.Event }
      came.push(one)
      made.answer(response, one)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  const made: Receiver = {
    url: `http://${host}:${port}/hook`,
    came,
    types: () => came.map(({ event }) => event.type),
    answer: thanks,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  open.push(made)
  return made
}

/** Waits until it holds, a few seconds at most. */
export const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 5_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A little time in which nothing should happen. */
export const aWhile = (milliseconds = 100): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
