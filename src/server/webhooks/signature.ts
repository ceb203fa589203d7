/** By which the receiver of a webhook knows who sent it. */
import { createHmac } from 'node:crypto'

/** The header `Stripe-Signature`: when it was signed, and the HMAC of that moment and the body. Source: docs.stripe.com/webhooks. */
export const signature = (secret: string, body: string, at: number): string => {
  const digest = createHmac('sha256', secret).update(`${at}.${body}`, 'utf8').digest('hex')
  return `t=${at},v1=${digest}`
}
