/** The servers that are compared, each in a process of its own, and what is asked of that process from outside. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse } from 'node:querystring'
import { createServer } from '../../src/server/server.js'
import { sink } from './measure.js'
import { listenReading } from './server-reading.js'

/** The name under which `main.ts` runs `serveAs`. */
export const SERVER = 'server-process'

/** Ours; one that only parses the body and returns so many bytes; or ours without the refund, which answers the same to each. */
export type Served =
  | { readonly is: 'ours' }
  | { readonly is: 'empty'; readonly bytes: number }
  | { readonly is: 'reading'; readonly answer: object }

/** What the process says of itself. */
export interface Used {
  /** Milliseconds of the processor so far, all threads of the process together: the collector's with it. */
  readonly processor: number
  /** Bytes of V8's heap, with what it keeps outside. Means something after a collection only. */
  readonly heap: number
  /** Bytes of the machine's memory. */
  readonly resident: number
}

/** What the process is to do before it answers: move its clock on by so many seconds, run the collector. */
interface Question {
  readonly advance: number
  readonly collect: boolean
}

interface Running {
  readonly port: number
  readonly advance: (seconds: number) => Promise<unknown>
}

/** With a clock that is moved by hand, so that what follows a refund by itself is done when the bench says so. */
const serveOurs = async (): Promise<Running> => createServer({ port: 0, clock: 'manual' })

/** The least that takes a refund's request: node's own server, node's own reader of forms, and an answer that is there. */
const serveEmpty = async (bytes: number): Promise<Running> => {
  const answer = Buffer.alloc(bytes, ' ')
  const headers = { 'content-type': 'application/json', 'content-length': answer.length }
  const server = createHttpServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      sink.last = parse(Buffer.concat(parts).toString('utf8'))
      response.writeHead(200, headers)
      response.end(answer)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, advance: async () => undefined }
}

const used = (): Used => {
  const { user, system } = process.cpuUsage()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { processor: (user + system) / 1000, heap: heapUsed + external, resident: rss }
}

const serving = async (served: Served): Promise<Running> => {
  switch (served.is) {
    case 'ours':
      return serveOurs()
    case 'empty':
      return serveEmpty(served.bytes)
    case 'reading':
      return { port: await listenReading(served.answer), advance: async () => undefined }
  }
}

/** The process: it says its port, then answers questions until nobody is left to ask. */
export const serveAs = async (served: Served): Promise<void> => {
  const { port, advance } = await serving(served)
  const answer = async (question: Question): Promise<void> => {
    if (question.advance > 0) await advance(question.advance)
    if (question.collect) globalThis.gc?.()
    process.send?.(used())
  }
  process.on('message', (question: Question) => void answer(question))
  process.on('disconnect', () => process.exit(0))
  process.send?.(port)
}

/** A server as seen from outside. */
export interface Remote {
  readonly port: number
  readonly used: (question?: Partial<Question>) => Promise<Used>
  readonly end: () => Promise<void>
}

/** Megabytes that V8 may take. A million refunds need half of it. */
const MOST_HEAP = 12_288

export const startServer = async (served: Served): Promise<Remote> => {
  const child: ChildProcess = fork(process.argv[1] ?? '', [SERVER, JSON.stringify(served)], {
    execArgv: ['--expose-gc', `--max-old-space-size=${MOST_HEAP}`],
  })
  const ended = once(child, 'exit')
  /** What it says next; a process that ends instead says nothing any more. */
  const said = async <A>(): Promise<A> => {
    const [message] = await Promise.race([once(child, 'message'), ended.then(() => [null])])
    if (message === null) throw new Error(`the server that is ${served.is} ended`)
    return message as A
  }
  const port = await said<number>()
  return {
    port,
    used: ({ advance = 0, collect = false } = {}) => {
      child.send({ advance, collect })
      return said<Used>()
    },
    end: async () => {
      child.disconnect()
      await ended
    },
  }
}
