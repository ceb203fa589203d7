/** The bytes of a request. */
import type { IncomingMessage } from 'node:http'
import { type Either, left, right } from '../../domain/either.js'
import type { FormError } from '../form/form-error.js'
import { MOST_BYTES } from '../form/limits.js'

/** Why there is no body: more than is read, or the connection ended before it did. */
export type BodyError = Extract<FormError, { readonly _tag: 'FormTooLarge' }> | { readonly _tag: 'BodyCut' }

/** Null where none was sent. */
export type Body = Either<BodyError, Uint8Array | null>

/** Tells the body, once. What is more than may be read is not kept, and whoever sent it hears so at once. */
export const readBody = (incoming: IncomingMessage, most: number, tell: (body: Body) => void): void => {
  const { 'content-length': said, 'transfer-encoding': coding } = incoming.headers
  const length = Number(said)
  if (coding === undefined && (said === undefined || said === '0')) tell(NONE)
  else if (length > most) tell(tooLarge(length, most))
  else collect(incoming, most, tell)
}

/** The same as a promise. */
export const bodyOf = (incoming: IncomingMessage, most = MOST_BYTES): Promise<Body> =>
  new Promise((resolve) => {
    readBody(incoming, most, resolve)
  })

const NONE: Body = right(null)

const collect = (incoming: IncomingMessage, most: number, tell: (body: Body) => void): void => {
  const chunks: Uint8Array[] = []
  let length = 0
  let isTold = false
  const resolve = (body: Body): void => {
    if (isTold) return
    isTold = true
    tell(body)
  }
  incoming.on('data', (chunk: Uint8Array) => {
    length += chunk.length
    if (length <= most) {
      chunks.push(chunk)
      return
    }
    // The rest is read and forgotten, so that the answer is not lost with a connection that is closed on what still comes.
    chunks.length = 0
    resolve(tooLarge(length, most))
  })
  incoming.on('end', () => {
    const [only, ...more] = chunks
    resolve(only === undefined ? NONE : right(more.length === 0 ? only : Buffer.concat(chunks)))
  })
  incoming.on('error', () => resolve(left({ _tag: 'BodyCut' })))
  incoming.on('close', () => resolve(left({ _tag: 'BodyCut' })))
}

const tooLarge = (bytes: number, most: number): Body => left({ _tag: 'FormTooLarge', bytes, most })
