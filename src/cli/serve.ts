/** `refund-machine serve`: a server that answers as Stripe does, until it is asked to end. */
import { isIPv4 } from 'node:net'
import { type Either, isLeft, left, right } from '../index.js'
import type { Server, ServerOptions } from '../server/index.js'
import { type Data, openData } from './data.js'
import type { Io } from './io.js'
import { readJson } from './read-json.js'
import { type ServeOptions, serveOptions } from './serve-options.js'
import { short } from './text.js'

/** The exit code: 0 once it was ended, 1 where its data cannot be opened. Or why there is no server. */
export const serveCommand = async (
  args: readonly string[],
  io: Io,
  open: typeof openData = openData,
): Promise<Either<string, number>> => {
  const asked = serveOptions(args)
  if (isLeft(asked)) return asked
  const options = await withState(asked.right, io)
  if (isLeft(options)) return options
  if (asked.right.data === null) return serve(options.right, io)
  const data = await open(asked.right.data, io.err)
  if (isLeft(data)) {
    io.err(`refund-machine: ${data.left}\n`)
    return right(1)
  }
  return serveFrom(data.right, options.right, io)
}

/** What is under way has ended before the data is closed. */
const serveFrom = async (
  { store, report, close, lingers }: Data,
  options: ServerOptions,
  io: Io,
): Promise<Either<string, number>> => {
  try {
    return await serve({ ...options, store, report }, io)
  } finally {
    await close()
    // A process that ends by itself lets the driver of a file end its statements, and with them what stands beside the file.
    if (lingers) io.leave()
  }
}

const serve = async (options: ServerOptions, io: Io): Promise<Either<string, number>> => {
  // Asked for before it listens: whoever reads the address may send a signal at once.
  const ended = io.untilEnded()
  const server = await started(options)
  if (isLeft(server)) return server
  const { host = '127.0.0.1' } = options
  if (!isLoopback(host)) io.err(warning(host))
  io.out(`refund-machine listens on ${server.right.url}\n`)
  await ended
  await server.right.close()
  return right(0)
}

/** More than charges and refunds in their hundred thousands; V8 has no longer text than twice this. */
const MOST_STATE_MIB = 256

const withState = async ({ server, state }: ServeOptions, io: Io): Promise<Either<string, ServerOptions>> => {
  if (state === null) return right(server)
  const json = await readJson(state, io, MOST_STATE_MIB)
  // What it has to be is the server's to say.
  return isLeft(json) ? json : right({ ...server, state: json.right as NonNullable<ServerOptions['state']> })
}

/** Loaded only here: the other commands need not wait for it. */
const started = async (options: ServerOptions): Promise<Either<string, Server>> => {
  const { createServer } = await import('../server/index.js')
  try {
    return right(await createServer(options))
  } catch (error) {
    const sentence = sentenceOf(error, options)
    if (sentence === null) throw error
    return left(sentence)
  }
}

/** What a user can change; null for what is a fault of ours. */
const sentenceOf = (error: unknown, { host = '127.0.0.1', port = 12_111 }: ServerOptions): string | null => {
  if (!(error instanceof Error)) return null
  switch ('code' in error ? error.code : '') {
    case 'EADDRINUSE':
      return `port ${port} of ${short(host)} is in use; --port 0 takes one that is free`
    case 'EACCES':
      return `port ${port} may not be listened on; --port 0 takes one that may`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return `this machine has no address ${short(host)}`
    default:
      return error instanceof TypeError && error.message.startsWith(BY_SERVER)
        ? error.message.slice(BY_SERVER.length)
        : null
  }
}

/** How the server begins to say what is wrong with its options. */
const BY_SERVER = 'createServer: '

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))

const warning = (host: string): string =>
  `refund-machine: ${short(host)} can be reached from other machines, and any key that begins with sk_test_ is let in\n`
