/** Levers that are not within an account, or are no decision on what it has: the clock, and the state as a whole. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Either, isLeft, left } from '../../domain/either.js'
import { errorBody, type StripeError } from '../../stripe/errors/stripe-error.js'
import type { Form } from '../../stripe/params/form.js'
import { formRefusal } from '../form/form-error.js'
import { parseForm } from '../form/parse.js'
import { bodyOf } from '../http/body.js'
import { localOnly } from './local.js'

/** A lever that is pulled. */
export interface Pulled {
  readonly authorization: string | undefined
  readonly body: Uint8Array
}

export interface Lever {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  /** Bytes that may be sent to it, where they are more than for any request. */
  readonly mostBytes?: number
  readonly pull: (pulled: Pulled) => Promise<Either<StripeError, object>>
}

/** What was sent, as a form. */
export const formIn = ({ body }: Pulled): Either<StripeError, Form> => {
  const form = parseForm(body)
  return isLeft(form) ? left(formRefusal(form.left)) : form
}

/** Gives these levers to an application that does not listen yet. */
export const addLevers = (app: FastifyInstance, levers: readonly Lever[]): void => {
  for (const { method, path, mostBytes, pull } of levers)
    app.route({
      method,
      url: path,
      onRequest: localOnly,
      handler: async ({ raw: incoming }, reply) => {
        const body = await bodyOf(incoming, mostBytes)
        if (!isLeft(body))
          return send(reply, await pull({ authorization: incoming.headers.authorization, body: body.right ?? EMPTY }))
        if (body.left._tag === 'FormTooLarge') return send(reply, left(formRefusal(body.left)))
        // Whoever asked is gone.
        incoming.destroy()
        return reply.hijack()
      },
    })
}

const EMPTY = new Uint8Array()

const send = (reply: FastifyReply, answer: Either<StripeError, object>): FastifyReply => {
  const [status, body] = isLeft(answer) ? [answer.left.status, errorBody(answer.left)] : [200, answer.right]
  return reply
    .code(status)
    .type('application/json')
    .send(`${JSON.stringify(body)}\n`)
}
