/** Who may pull levers: clients on this machine, and no page that a browser has from elsewhere. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorBody, invalid, type StripeError } from '../../stripe/errors/stripe-error.js'

/** Under which every lever stands. */
export const CONTROL = '/_control/'

/** What is read of a request. */
export interface Whence {
  readonly address: string | undefined
  readonly host: string | undefined
  readonly origin: string | undefined
}

/** From this machine, to this machine by a name of its own: a name that someone else made point here is refused. */
export const isLocal = ({ address, host, origin }: Whence): boolean =>
  address !== undefined &&
  isLoopbackAddress(address) &&
  host !== undefined &&
  isLoopbackHost(`http://${host}`) &&
  (origin === undefined || isLoopbackHost(origin))

const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address)

const isLoopbackHost = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

export const notLocal = (): StripeError =>
  invalid('The levers under /_control are for clients on the machine of the server only.', {}, 403)

/** Refuses everyone else before anything is read. */
export const localOnly = (request: FastifyRequest, reply: FastifyReply, next: () => void): void => {
  const { host, origin } = request.headers
  if (isLocal({ address: request.raw.socket.remoteAddress, host, origin })) next()
  else
    reply
      .code(403)
      .type('application/json')
      .send(`${JSON.stringify(errorBody(notLocal()))}\n`)
}

/** How a route is guarded: not at all, but for levers. */
export const guardOf = (path: string): { readonly onRequest?: typeof localOnly } =>
  path.startsWith(CONTROL) ? { onRequest: localOnly } : {}
