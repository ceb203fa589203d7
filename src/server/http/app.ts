/** The HTTP server: fastify finds the route and keeps the connections; the request is read and answered here. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { fastify as Fastify, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isLeft } from '../../domain/either.js'
import { malformed } from '../../stripe/errors/param-errors.js'
import { serverFault, unknownUrl } from '../../stripe/errors/platform-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import { guardOf } from '../control/local.js'
import type { Path, Route } from '../decision/route.js'
import { formRefusal } from '../form/form-error.js'
import { MOST_BYTES } from '../form/limits.js'
import { inBatches } from './batches.js'
import { type Body, readBody } from './body.js'
import { answerBroken } from './broken.js'
import type { Early } from './early.js'
import type { Exchange, Response } from './exchange.js'

export interface AppOptions {
  readonly routes: readonly Route[]
  readonly exchange: Exchange
  readonly early: Early
  /** What is wrong and is no answer to a request. */
  readonly report: (problem: unknown) => void
}

/** How long a request may take to arrive. */
const MOST_MILLISECONDS = 60_000

/** Longer than any path that Node lets in: an id of any length is looked up. */
const LONGEST_PARAM = 65_536

/** How many requests are begun before those that come next are read. With 8 to 64 it costs the same; few keep others waiting less. */
const MOST_AT_ONCE = 16

/** A request that has come as a whole, and where its answer goes. */
interface Came {
  readonly route: Route
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly inPath: Path
  readonly body: Body
}

/** The application, without an address yet. */
export const createApp = (fastify: typeof Fastify, options: AppOptions): FastifyInstance => {
  const { routes, exchange, early, report } = options

  const refuse = ({ raw: incoming }: FastifyRequest, reply: FastifyReply, error: StripeError): void => {
    reply.hijack()
    send(reply.raw, early(incoming.headers, error))
  }

  const app = fastify({
    logger: false,
    exposeHeadRoutes: false,
    requestTimeout: MOST_MILLISECONDS,
    routerOptions: { querystringParser: () => NOTHING, maxParamLength: LONGEST_PARAM, caseSensitive: true },
    rewriteUrl: originForm,
    clientErrorHandler: answerBroken,
    // A path that is no percent-encoded UTF-8.
    frameworkErrors: (_error, request, reply) =>
      refuse(request as FastifyRequest, reply as FastifyReply, malformed('The path could not be read.')),
  })
  // Bodies are read here, whatever the method and whatever they are said to be.
  for (const method of app.supportedMethods) app.addHttpMethod(method, { hasBody: false, overrideExisting: true })
  app.setNotFoundHandler((request, reply) =>
    refuse(request, reply, unknownUrl(request.method, split(request.raw).path)),
  )
  app.setErrorHandler((bug, request, reply) => {
    report(bug)
    refuse(request, reply, serverFault())
  })

  /** What is known of a request without looking into it; undefined where it has to be looked into. */
  const atOnce = (
    { method }: Route,
    incoming: IncomingMessage,
    inPath: Path,
    body: Body,
  ): Response | null | undefined => {
    if (isLeft(body)) return body.left._tag === 'BodyCut' ? null : early(incoming.headers, formRefusal(body.left))
    // `/v1/charges//refunds` is no path of a charge without a name.
    return hasEmpty(inPath) ? early(incoming.headers, unknownUrl(method, split(incoming).path)) : undefined
  }

  const failed = ({ incoming, outgoing }: Came, bug: unknown): void => {
    report(bug)
    send(outgoing, early(incoming.headers, serverFault()))
  }

  const begin = inBatches(MOST_AT_ONCE, (came: Came): void => {
    const { route, incoming, outgoing, inPath, body } = came
    try {
      const known = atOnce(route, incoming, inPath, body)
      if (known !== undefined) {
        send(outgoing, known)
        return
      }
      const { path: url, query } = split(incoming)
      const bytes = isLeft(body) ? null : body.right
      exchange(route, { headers: incoming.headers, url, path: inPath, query, body: bytes }).then(
        (response) => send(outgoing, response),
        (bug) => failed(came, bug),
      )
    } catch (bug) {
      failed(came, bug)
    }
  })

  for (const route of routes)
    app.route({
      ...guardOf(route.path),
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: (request, reply) => {
        reply.hijack()
        const { raw: incoming } = request
        const inPath = request.params as Path
        readBody(incoming, MOST_BYTES, (body) => begin({ route, incoming, outgoing: reply.raw, inPath, body }))
      },
    })
  return app
}

const NOTHING = {}

const hasEmpty = (inPath: Path): boolean => {
  for (const name in inPath) if (inPath[name] === '') return true
  return false
}

/** Nothing is said to whoever is gone. */
const send = (outgoing: ServerResponse, response: Response | null): void => {
  if (outgoing.destroyed || outgoing.headersSent) return
  if (response === null || response.isDropped === true) {
    outgoing.destroy()
    return
  }
  // As Stripe writes it: indented by two, and no line after it.
  const text = JSON.stringify(response.body, null, 2)
  const length = Buffer.byteLength(text)
  outgoing.writeHead(response.status, inPairs(response.headers, length))
  // Byte by byte, as the headers are, so that Node writes both as one text: a key that is sent back need be no UTF-8, and headers that
  // go before a body of their own would overtake a `100 Continue` that still waits in a pipeline.
  const bytes = length === text.length ? text : Buffer.from(text).toString('latin1')
  const { socket } = outgoing
  // Written by itself: with its end it would be two pieces, which are copied together first.
  socket?.cork()
  outgoing.write(bytes, 'latin1')
  socket?.uncork()
  outgoing.end()
}

/** Name and value, one behind the other: Node takes them so, and nothing is copied into another object first. */
const inPairs = (headers: Response['headers'], length: number): (string | number)[] => {
  const pairs: (string | number)[] = []
  for (const name in headers) pairs.push(name, headers[name] as string)
  pairs.push('content-type', 'application/json', 'content-length', length)
  return pairs
}

/** `GET http://host/v1/refunds` asks for the same as `GET /v1/refunds`; what follows a `#` is nobody's business. */
const originForm = ({ url = '/' }: { readonly url?: string | undefined }): string => {
  if (url.startsWith('/') && !url.includes('#')) return url
  const [target = ''] = url.replace(/^https?:\/\/[^/?#]*/i, '').split('#', 1)
  return target === '' || target.startsWith('?') ? `/${target}` : target
}

const split = ({ url = '' }: IncomingMessage): { readonly path: string; readonly query: string } => {
  const question = url.indexOf('?')
  return question === -1 ? { path: url, query: '' } : { path: url.slice(0, question), query: url.slice(question + 1) }
}
