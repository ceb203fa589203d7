/** What `serve` is asked, word by word. */
import { type Either, isLeft, left, right } from '../index.js'
import { isKnownVersion } from '../server/http/versions.js'
import type { ServerOptions } from '../server/index.js'
import { NEWEST_API_VERSION } from '../stripe/index.js'
import { wordsOf } from './args.js'
import { type DataAsked, dataAsked } from './data-asked.js'
import { short } from './text.js'

export interface ServeOptions {
  readonly server: ServerOptions
  /** The file of a saved state; null to begin with nothing. */
  readonly state: string | null
  /** The database in which everything is kept; null for memory. */
  readonly data: DataAsked | null
}

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'async-delay': { type: 'string' },
  clock: { type: 'string' },
  'api-version': { type: 'string' },
  'allow-remote-webhooks': { type: 'boolean' },
  state: { type: 'string' },
  data: { type: 'string' },
} as const

/** What is meant, or what was not understood, in one sentence. What is not said is the server's to say. */
export const serveOptions = (args: readonly string[]): Either<string, ServeOptions> => {
  const words = wordsOf(args, OPTIONS, 0)
  if (isLeft(words)) return words
  const { host, clock, state, 'api-version': version, 'allow-remote-webhooks': remote } = words.right.values
  const port = wholeNumber('--port', words.right.values.port, 65_535)
  if (isLeft(port)) return port
  const asyncDelay = wholeNumber('--async-delay', words.right.values['async-delay'], MOST_DELAY_SECONDS)
  if (isLeft(asyncDelay)) return asyncDelay
  if (host === '') return left('--host is empty')
  if (clock !== undefined && clock !== 'manual' && clock !== 'system')
    return left(`--clock is manual or system, not "${short(clock)}"`)
  if (version !== undefined && !isKnownVersion(version))
    return left(`--api-version is a version that Stripe has, such as ${NEWEST_API_VERSION}, not "${short(version)}"`)
  const data = dataAsked(words.right.values.data)
  if (isLeft(data)) return data
  if (data.right !== null && state !== undefined)
    return left('--state and --data do not go together: what is in the data is there already')
  const server: ServerOptions = {
    ...port.right,
    ...asyncDelay.right,
    ...(host === undefined ? {} : { host }),
    ...(clock === undefined ? {} : { clock }),
    ...(version === undefined ? {} : { apiVersion: version }),
    ...(remote === undefined ? {} : { allowRemoteWebhooks: remote }),
  }
  return right({ server, state: state ?? null, data: data.right })
}

/** Thirty years. */
const MOST_DELAY_SECONDS = 1_000_000_000

const NAMES = { '--port': 'port', '--async-delay': 'asyncDelay' } as const
type Numbered = keyof typeof NAMES
type Said = Partial<Readonly<Record<(typeof NAMES)[Numbered], number>>>

const wholeNumber = (option: Numbered, text: string | undefined, most: number): Either<string, Said> => {
  if (text === undefined) return right({})
  const number = /^(0|[1-9]\d{0,9})$/.test(text) ? Number(text) : most + 1
  return number > most
    ? left(`${option} is a whole number from 0 to ${most}, not "${short(text)}"`)
    : right({ [NAMES[option]]: number })
}
