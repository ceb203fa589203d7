/** Answers to what is no HTTP: there is no request yet, and no one to answer it but the connection itself. */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { malformed } from '../../stripe/errors/param-errors.js'
import { errorBody } from '../../stripe/errors/stripe-error.js'

/** What Node says is wrong, by its code. */
type Broken = Error & { readonly code?: string }

/** Node's own note of the answer that a connection waits for. Internal, and nowhere else to be had. */
interface Answering {
  readonly _httpMessage?: (ServerResponse & { readonly req: IncomingMessage }) | null
}

/** Says what is wrong and hangs up. */
export const answerBroken = (error: Broken, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy(error)
    return
  }
  const pending = (socket as Socket & Answering)._httpMessage ?? null
  if (pending?.req.complete === true) {
    // A request before this one is under way: what is written now would be taken for its answer.
    pending.once('close', () => socket.destroySoon())
    return
  }
  socket.end(pending?.headersSent === true ? '' : answerTo(error))
}

const answerTo = ({ code }: Broken): string => {
  const status = code === 'HPE_HEADER_OVERFLOW' ? 431 : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const text = JSON.stringify(errorBody(malformed(SENTENCES[status])), null, 2)
  return (
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`
  )
}

const SENTENCES = {
  400: 'The request is not valid HTTP.',
  408: 'The request did not arrive in time.',
  431: 'The request line and its headers are too long.',
} as const
