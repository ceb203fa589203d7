/** Posts to a receiver over HTTP. */
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isLocalName } from './url.js'

/** What is sent. */
export interface Posted {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The status that was answered. Rejects where there was no answer before the signal. A redirect is an answer like any other. */
export type Post = (url: URL, posted: Posted, signal: AbortSignal) => Promise<number>

/** Bytes of an answer that are read. Nobody looks at them: a receiver is only let finish its sentence. */
const MOST_READ = 64 * 1024

export const post: Post = (url, { headers, body }, signal) =>
  new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // A connection of its own: one that was kept may be gone, and that would count as not heard.
      agent: false,
      signal,
      ...(isLocalName(url.hostname) ? { lookup: loopback } : {}),
    }
    const sent = request(url, options, (response) => {
      readOut(response, () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', reject)
    // The last word where the connection ends without one.
    sent.on('close', () => reject(new Error('the receiver closed the connection')))
    sent.end(body)
  })

/** The answer counts once its head is there, whatever becomes of the rest. */
const readOut = (response: IncomingMessage, done: () => void): void => {
  let read = 0
  response.on('data', (piece: Buffer) => {
    read += piece.length
    if (read > MOST_READ) response.destroy()
  })
  response.on('error', done)
  response.on('close', done)
}

/** This machine, by either protocol: a name server might say otherwise. */
const loopback: LookupFunction = (_hostname, { all }, callback) => {
  if (all === true) callback(null, LOOPBACK)
  else callback(null, '127.0.0.1', 4)
}

const LOOPBACK = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
]
