/** How a server is to be, and what is taken where nothing is said. A wrong option is a mistake of the program's: it throws. */
import { isLeft } from '../domain/either.js'
import { type EpochSeconds, epochSeconds } from '../domain/records/time.js'
import { systemClock } from '../store/clock.js'
import { memoryStore } from '../store/memory/memory.js'
import type { Store } from '../store/port.js'
import { type ApiVersion, apiVersion, NEWEST_API_VERSION } from '../stripe/version.js'
import { type Mint, randomMint } from './decision/minted.js'
import { handClock, machineClock, type ServerClock } from './engine/server-clock.js'
import { isKnownVersion } from './http/versions.js'
import { restoredState, type SavedState, stateProblem } from './state.js'

/** How a server is to be. */
export interface ServerOptions {
  /** 0: any that is free. Default: 12111, as stripe-mock. */
  readonly port?: number
  /** The address to listen on. Default: `127.0.0.1`, so that nobody else reaches it. */
  readonly host?: string
  /** Whole seconds after which happens what takes its time: a pending refund succeeds, the bank has a number for one. Default: 1. */
  readonly asyncDelay?: number
  /** `manual`: time stands still until `advance`, or `POST /_control/clock/advance`. Default: `system`. */
  readonly clock?: 'system' | 'manual'
  /** Where a manual clock starts, in seconds since 1970-01-01 UTC. Default: the time of `state`, or the machine's. */
  readonly startAt?: number
  /** The API version of whoever names none, and of events. Default: the newest that the official SDK pins. */
  readonly apiVersion?: string
  /** Where everything is kept. Default: in memory, and gone with the server. */
  readonly store?: Store
  /** What another server saved, to begin with. Only without `store`. */
  readonly state?: SavedState
  /** Makes ids, given their prefix, such as `re_`. Each must be new, after a restart or a loaded state too. Default: by chance. */
  readonly mint?: Mint
  /** Hears of what goes wrong and is no answer to a request. Default: standard error. */
  readonly report?: (problem: unknown) => void
  /** Whether webhooks may go to other machines than this one. Default: false. */
  readonly allowRemoteWebhooks?: boolean
  /** Whether there are levers under `/_control`, for clients on this machine. Default: true. */
  readonly control?: boolean
  /**
   * Whether everything is checked once more before it is written, as the desk checks what strangers give it. Costs as much as the
   * rest of a refund; the server's own tests are run so. Default: false.
   */
  readonly selfCheck?: boolean
}

/** The options with every default filled in. */
export interface ServerSettings {
  readonly port: number
  readonly host: string
  readonly version: ApiVersion
  readonly clock: ServerClock
  readonly store: Store
  readonly mint: Mint
  readonly report: (problem: unknown) => void
  readonly allowRemoteWebhooks: boolean
  readonly control: boolean
  readonly selfCheck: boolean
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const isWhole = (value: unknown, most: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most

/** Every option, what it has to be, and how that is seen. */
const CHECKS: { readonly [Name in keyof Required<ServerOptions>]: readonly [string, (value: unknown) => boolean] } = {
  port: ['a whole number from 0 to 65535', (value) => isWhole(value, 65_535)],
  host: ['an address', (value) => typeof value === 'string' && value !== ''],
  asyncDelay: ['whole seconds, 0 or more', (value) => isWhole(value, 1_000_000_000)],
  clock: ['"system" or "manual"', (value) => value === 'system' || value === 'manual'],
  startAt: ['whole seconds since 1970', (value) => isWhole(value, 253_402_300_799)],
  apiVersion: ['a version of the API', (value) => typeof value === 'string' && isKnownVersion(value)],
  store: ['a store', (value) => isObject(value) && typeof value.commit === 'function'],
  state: ['a saved state', isObject],
  mint: ['a function', (value) => typeof value === 'function'],
  report: ['a function', (value) => typeof value === 'function'],
  allowRemoteWebhooks: ['true or false', (value) => typeof value === 'boolean'],
  control: ['true or false', (value) => typeof value === 'boolean'],
  selfCheck: ['true or false', (value) => typeof value === 'boolean'],
}

export const settingsOf = (options: ServerOptions): ServerSettings => {
  check(options)
  const clock = clockOf(options)
  return {
    port: options.port ?? 12_111,
    host: options.host ?? '127.0.0.1',
    version: versionOf(options),
    clock,
    store: storeOf(options, clock),
    mint: options.mint ?? randomMint,
    report: options.report ?? ((problem) => console.error(problem)),
    allowRemoteWebhooks: options.allowRemoteWebhooks ?? false,
    control: options.control ?? true,
    selfCheck: options.selfCheck ?? false,
  }
}

const check = (options: unknown): void => {
  if (!isObject(options)) throw new TypeError(`createServer: expected options, got ${shown(options)}`)
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(CHECKS, name)) throw new TypeError(`createServer: there is no option ${name}`)
    const [expected, holds] = CHECKS[name as keyof ServerOptions]
    if (value !== undefined && !holds(value))
      throw new TypeError(`createServer: ${name}: expected ${expected}, got ${shown(value)}`)
  }
}

const clockOf = ({ clock = 'system', startAt, state, asyncDelay = 1 }: ServerOptions): ServerClock => {
  if (clock === 'manual') {
    if (startAt !== undefined && state !== undefined && startAt < state.at)
      throw new TypeError(`createServer: startAt: expected ${shown(state.at)} or later, the time of the state`)
    return handClock(asyncDelay, startOf(startAt ?? state?.at))
  }
  if (startAt !== undefined) throw new TypeError('createServer: startAt: only a manual clock can be started')
  return machineClock(asyncDelay)
}

const startOf = (seconds: number | undefined): EpochSeconds => {
  if (seconds === undefined) return systemClock()
  const start = epochSeconds(seconds, 'startAt')
  if (isLeft(start)) throw new TypeError(`createServer: state: at: expected whole seconds, got ${shown(seconds)}`)
  return start.right
}

const versionOf = ({ apiVersion: text }: ServerOptions): ApiVersion => {
  const version = text === undefined ? null : apiVersion(text)
  return version === null || isLeft(version) ? NEWEST_API_VERSION : version.right
}

const storeOf = ({ store, state }: ServerOptions, { now }: ServerClock): Store => {
  if (state === undefined) return store ?? memoryStore({ clock: now })
  if (store !== undefined) throw new TypeError('createServer: state: a store of your own has its own state')
  const restored = restoredState(state, { now })
  if (isLeft(restored)) throw new TypeError(`createServer: state: ${stateProblem(restored.left)}`)
  return restored.right.store
}

const shown = (value: unknown): string =>
  typeof value === 'string'
    ? JSON.stringify(value.slice(0, 100))
    : `${value === null ? 'null' : typeof value} ${text(value)}`.trim()

const text = (value: unknown): string => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : '')
