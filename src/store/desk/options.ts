/** What a desk is made of. Time, ids and chance are given to it, so that a test or a simulator can give its own. */
import type { IO } from 'fp-ts/lib/IO.js'
import type { Task } from 'fp-ts/lib/Task.js'
import { isLeft } from '../../domain/either.js'
import type { Event } from '../../domain/law/events.js'
import type { RefundPolicy } from '../../domain/law/policy.js'
import type { Books } from '../../domain/records/books.js'
import { epochSeconds } from '../../domain/records/time.js'
import type { Clock } from '../clock.js'
import type { Ids } from '../ids.js'
import type { Store } from '../port.js'
import type { Due } from '../rows.js'

/** How the loop goes on when the version moved. */
export interface Retries {
  /** How often it decides at most, the first time included. */
  readonly attempts: number
  /** It waits a random time up to this after the first attempt, and up to twice as long after each further one. */
  readonly firstMilliseconds: number
  /** But never longer than this. */
  readonly longestMilliseconds: number
}

/** What waits because of what happened, written in the same commit. Pure: it may be asked again when the version moved. */
export type Schedule = (events: readonly Event[], books: Books) => readonly Due[]

/** What a desk is made of. */
export interface DeskOptions {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly policy: RefundPolicy
  /** Default: nothing waits but what a call gives as `due`. */
  readonly schedule?: Schedule
  /** Default: 8 attempts, 5 ms at first, 200 ms at most. */
  readonly retries?: Retries
  /** A number from 0 to less than 1, for the waits between attempts. Default: `Math.random`. */
  readonly chance?: IO<number>
  /** Default: a timer. */
  readonly sleep?: (milliseconds: number) => Task<void>
  /** How long an answer is replayed under its key. Default: 24 hours, as Stripe. */
  readonly keyLifeSeconds?: number
  /** How long a key is held by a process that died over it, at most. Default: 60 seconds. */
  readonly keyLeaseSeconds?: number
}

/** The options with every default filled in. */
export type Settings = Required<DeskOptions>

const DEFAULTS = {
  schedule: () => [],
  retries: { attempts: 8, firstMilliseconds: 5, longestMilliseconds: 200 },
  chance: Math.random,
  sleep:
    (milliseconds: number): Task<void> =>
    () =>
      new Promise((wake) => setTimeout(wake, milliseconds)),
  keyLifeSeconds: 86_400,
  keyLeaseSeconds: 60,
} satisfies Partial<DeskOptions>

/** Options that are none are a mistake of the program's, and said when it starts: this throws. */
export const settingsOf = (options: DeskOptions): Settings => {
  for (const name of ['store', 'clock', 'ids', 'policy'] as const)
    if (!options?.[name]) throw new TypeError(`createRefundDesk: ${name} is missing`)
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  const settings: Settings = { ...DEFAULTS, ...(Object.fromEntries(given) as unknown as DeskOptions) }
  const now = epochSeconds(settings.clock(), 'clock')
  if (isLeft(now))
    throw new RangeError(`createRefundDesk: the clock tells ${String(now.left.value)}, no whole seconds since 1970`)
  const { attempts, firstMilliseconds, longestMilliseconds } = settings.retries
  const { keyLifeSeconds, keyLeaseSeconds } = settings
  const least = { attempts: 1, firstMilliseconds: 0, longestMilliseconds: 0, keyLifeSeconds: 1, keyLeaseSeconds: 1 }
  const counts = { attempts, firstMilliseconds, longestMilliseconds, keyLifeSeconds, keyLeaseSeconds }
  for (const [name, value] of Object.entries(counts))
    if (!Number.isSafeInteger(value) || value < least[name as keyof typeof least])
      throw new RangeError(
        `createRefundDesk: ${name} is ${String(value)}, no whole number from ${least[name as keyof typeof least]} on`,
      )
  return settings
}
