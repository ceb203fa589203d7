/** What `refund` is asked, word by word. */
import {
  type Either,
  type EpochSeconds,
  epochSeconds,
  holding,
  isLeft,
  type LegsAsked,
  left,
  type Metadata,
  type RefundPolicy,
  type RefundReason,
  right,
  stripe,
  stripeCurrencies,
} from '../index.js'
import { type ApiVersion, apiVersion, NEWEST_API_VERSION } from '../stripe/index.js'
import { wordsOf } from './args.js'
import { short } from './text.js'

export interface RefundOptions {
  readonly file: string | null
  /** As typed, in units or in minor units; both null for all that remains. */
  readonly amount: string | null
  readonly minor: string | null
  readonly reason: RefundReason | null
  readonly id: string | null
  readonly known: string | null
  readonly metadata: Metadata
  readonly legs: LegsAsked
  readonly policy: RefundPolicy
  readonly at: EpochSeconds | null
  readonly version: ApiVersion
  readonly json: boolean
}

const OPTIONS = {
  amount: { type: 'string' },
  minor: { type: 'string' },
  reason: { type: 'string' },
  id: { type: 'string' },
  known: { type: 'string' },
  metadata: { type: 'string', multiple: true },
  'refund-application-fee': { type: 'boolean' },
  'reverse-transfer': { type: 'boolean' },
  policy: { type: 'string' },
  at: { type: 'string' },
  'api-version': { type: 'string' },
  json: { type: 'boolean' },
} as const

const REASONS: readonly RefundReason[] = ['duplicate', 'fraudulent', 'requested_by_customer']

/** A Stripe charge counts in Stripe's minor units, whatever the policy. */
const POLICIES: readonly RefundPolicy[] = [stripe, { ...holding, currencies: stripeCurrencies }]

/** The options, or what is wrong with them in one sentence. */
export const refundOptions = (args: readonly string[]): Either<string, RefundOptions> => {
  const words = wordsOf(args, OPTIONS, 1)
  if (isLeft(words)) return words
  const { values, positionals } = words.right
  const { amount = null, minor = null, known = null, id = null } = values
  if (amount !== null && minor !== null) return left('--amount and --minor are two ways to say it; give one')
  const metadata = metadataOf(values.metadata ?? [])
  if (isLeft(metadata)) return metadata
  const reason = REASONS.find((one) => one === values.reason) ?? null
  if (values.reason !== undefined && reason === null) return notOneOf('--reason', REASONS, values.reason)
  const policy = POLICIES.find(({ name }) => name === (values.policy ?? 'stripe'))
  if (policy === undefined) return notOneOf('--policy', ['stripe', 'holding'], values.policy ?? '')
  const at = values.at === undefined ? right(null) : timeOf(values.at)
  if (isLeft(at)) return at
  const version = values['api-version'] === undefined ? right(NEWEST_API_VERSION) : apiVersion(values['api-version'])
  if (isLeft(version)) return left(`--api-version is ${version.left.expected}, not ${version.left.got}`)
  return right({
    file: positionals[0] ?? null,
    amount,
    minor,
    known,
    id,
    reason,
    metadata: metadata.right,
    legs: { fee: values['refund-application-fee'] ?? false, transfer: values['reverse-transfer'] ?? false },
    policy,
    at: at.right,
    version: version.right,
    json: values.json ?? false,
  })
}

const notOneOf = (option: string, choices: readonly string[], given: string): Either<string, never> =>
  left(`${option} is one of ${choices.join(', ')}, not "${short(given)}"`)

const timeOf = (text: string): Either<string, EpochSeconds> => {
  const time = /^\d{1,12}$/.test(text) ? epochSeconds(Number(text)) : left(null)
  return isLeft(time) ? left(`--at is a time in whole seconds since 1970, not "${short(text)}"`) : right(time.right)
}

/** `order=1042`: up to the first equals sign is the key. Any key is a key, also those that every object has. */
const metadataOf = (pairs: readonly string[]): Either<string, Metadata> => {
  const entries: (readonly [key: string, value: string])[] = []
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 1) return left(`--metadata is KEY=VALUE, not "${short(pair)}"`)
    const key = pair.slice(0, at)
    if (entries.some(([known]) => known === key)) return left(`--metadata ${short(key)} is given twice`)
    entries.push([key, pair.slice(at + 1)])
  }
  return right(Object.fromEntries(entries))
}
