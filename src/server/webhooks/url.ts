/** Where webhooks may go. */
import { type Either, left, right } from '../../domain/either.js'

/** `notAUrl`: no address of the web, or one with a name and a password in it. `remote`: another machine. */
export type UrlProblem = 'notAUrl' | 'remote'

/** The address, if webhooks may go there: this machine, or any where that is allowed. */
export const webhookUrl = (text: string, allowRemote: boolean): Either<UrlProblem, URL> => {
  if (!URL.canParse(text)) return left('notAUrl')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return left('notAUrl')
  if (url.username !== '' || url.password !== '') return left('notAUrl')
  return allowRemote || isLoopback(url.hostname) ? right(url) : left('remote')
}

/** Names that mean this machine, whatever a name server says. Source: RFC 6761, 6.3. */
export const isLocalName = (hostname: string): boolean => /^(.+\.)?localhost\.?$/.test(hostname)

/** As `URL` writes a host: an address of four numbers is in full, whichever way it was given. */
const isLoopback = (hostname: string): boolean =>
  isLocalName(hostname) || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
