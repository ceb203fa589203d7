/** A JSON object from a file or from standard input. */
import { type Either, isLeft, left, right } from '../index.js'
import { faultText, type WireError } from '../stripe/index.js'
import type { Io } from './io.js'
import { printable, short } from './text.js'

/** `null` and `-` are standard input. */
export const nameOf = (file: string | null): string => (file === null || file === '-' ? 'standard input' : short(file))

/** The value that the JSON stands for, or one sentence that says why there is none. */
export const readJson = async (file: string | null, io: Io, mostMiB?: number): Promise<Either<string, unknown>> => {
  const name = nameOf(file)
  const isStdin = file === null || file === '-'
  if (isStdin && io.stdinIsTerminal) return left('give a FILE, or pipe a charge into standard input')
  const bytes = await (isStdin ? io.readStdin() : io.readFile(file, mostMiB))
  if (isLeft(bytes)) return left(`${name} ${bytes.left}`)
  const text = textOf(bytes.right)
  if (text === null) return left(`${name} is not UTF-8 text`)
  if (text.trim() === '') return left(`${name} is empty`)
  try {
    return right(JSON.parse(text))
  } catch (error) {
    return left(
      `${name} is not JSON: ${printable(String(error instanceof Error ? error.message : error)).slice(0, 120)}`,
    )
  }
}

/** A byte order mark in front is left out. */
const textOf = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * What `refund --json` printed is read by its member; anything else is itself. No object of Stripe's is taken for it: those
 * say in `object` what they are.
 */
export const memberOf = (json: unknown, member: 'charge' | 'refund'): unknown => {
  if (!isRecord(json) || Object.hasOwn(json, 'object')) return json
  const { charge, refund } = json
  if (!isRecord(charge) || !isRecord(refund)) return json
  return member === 'charge' ? charge : refund
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What `refund --json` prints of a refusal. */
const isRefusal = (json: unknown): boolean =>
  isRecord(json) && !Object.hasOwn(json, 'object') && isRecord(json.error) && typeof json.explanation === 'string'

/** Where the charge is in what else Stripe answers. */
const WHERE: Readonly<Record<string, string>> = {
  event: 'an event; give its data.object',
  list: 'a list; give one of its data',
  payment_intent: 'a payment intent; give its latest_charge',
  refund: 'a refund; give the charge that it refunds',
  charge: 'a charge; give one of its refunds',
}

/** One sentence about an object that is not the one that was asked for. */
export const notThat = (file: string | null, json: unknown, errors: WireError): string => {
  const object = Array.isArray(json) ? 'list' : (json as { readonly object?: unknown } | null)?.object
  const [first, ...more] = errors
  const where = typeof object === 'string' && Object.hasOwn(WHERE, object) ? WHERE[object] : undefined
  if (where !== undefined && (Array.isArray(json) || first.path.endsWith('.object')))
    return `${nameOf(file)} is ${where}`
  if (isRefusal(json)) return `${nameOf(file)} is a refusal that --json printed; give what was refused before it`
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`
  return `${nameOf(file)}: ${printable(faultText(first))}${others}`
}
