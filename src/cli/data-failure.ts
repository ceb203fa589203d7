/** Why a database does not do what it is asked, in words for people, and whether waiting may help. */
import type { StoreUnavailable } from '../store/index.js'
import { printable } from './text.js'

/** What the driver said, in one line. */
export const reasonOf = ({ cause }: StoreUnavailable): string => {
  const said = saidBy(cause).trim().replace(/\s+/g, ' ')
  if (NO_PASSWORD.test(said)) return 'it asks for a password, and neither the address nor PGPASSWORD has one'
  const line = printable(NEWER_SCHEMA.test(said) ? said.replace(BY_STORE, '') : said)
  return line.length > 300 ? `${line.slice(0, 300)}…` : line
}

/**
 * Whether it fails in the same way until somebody changes something: the database answers, and refuses. The server's codes:
 * 28 who is let in, 3D and 3F no such database or schema, 42 no privilege, and what is not there or is not understood; but for
 * 42P05, of statements that a proxy's other clients have prepared. Source: postgresql.org/docs/current/errcodes-appendix.html.
 */
export const isLasting = ({ cause }: StoreUnavailable): boolean =>
  /^(?:(?!42P05)(?:28|3D|3F|42)[\dA-Z]{3}|SQLITE_CORRUPT\w*|SQLITE_NOTADB)$/.test(codeOf(cause)) ||
  [NO_PASSWORD, NO_TLS, NEWER_SCHEMA, NO_DRIVER].some((text) => text.test(saidBy(cause)))

/** What is told whole, without a word about the database before it. */
export const isWholeSentence = (reason: string): boolean => NO_DRIVER.test(reason) || NEWER_SCHEMA.test(reason)

const NO_DRIVER = /^refund-machine\/store\/\w+ needs the package/
const NEWER_SCHEMA = /and this program knows up to/
const BY_STORE = /^refund-machine\/store\/\w+: /

/** Of pg, which has none to send. */
const NO_PASSWORD = /^SASL: .*client password must be/
const NO_TLS = /^The server does not support SSL connections/

const saidBy = (cause: unknown): string => {
  const first = cause instanceof AggregateError && cause.message === '' ? cause.errors[0] : cause
  return first instanceof Error ? first.message || codeOf(first) || first.name : String(first)
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
