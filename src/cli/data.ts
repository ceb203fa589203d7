/** The database of `serve --data`, opened. */
import { type Either, isLeft, left, right } from '../index.js'
import { account, type Store, type StoreError } from '../store/index.js'
import { type DataAsked, secretsIn } from './data-asked.js'
import { isLasting, isWholeSentence, reasonOf } from './data-failure.js'
import { hidden, reporting, watched } from './data-watched.js'
import { short } from './text.js'

export interface Data {
  readonly store: Store
  /** Hears what goes wrong and is no answer to a request. */
  readonly report: (problem: unknown) => void
  /** A database that does not answer any more is not waited for for long. */
  readonly close: () => Promise<void>
  /** Whether something of it may keep the process after that. */
  readonly lingers: boolean
}

/** A store, and how it is closed. */
export interface Opened extends Store {
  readonly close: () => Promise<void> | void
}

export type Open = (data: DataAsked) => Promise<Opened>

/** Each is loaded only where it is asked for, and its driver with it. */
const openStore: Open = async (data) => {
  if (data.in === 'file') {
    const { libsqlStore } = await import('../store/libsql/index.js')
    return libsqlStore({ path: data.path })
  }
  const { postgresStore } = await import('../store/postgres/index.js')
  return postgresStore({ connectionString: data.url })
}

/**
 * Opens it, or says why it cannot be. A file has to answer now. A PostgreSQL may be down: the server starts, and works as soon as it
 * comes; one that answers and refuses will refuse later as well.
 */
export const openData = async (
  data: DataAsked,
  tell: (text: string) => void,
  open: Open = openStore,
): Promise<Either<string, Data>> => {
  const secrets = secretsIn(data)
  const store = await open(data)
  const close = (): Promise<void> => within(CLOSING_MILLISECONDS, closed(store), undefined)
  const wrong = await within(PATIENCE[data.in], problemOf(data, store), null)
  if (wrong !== null) {
    await close()
    return left(hidden(wrong, secrets))
  }
  const sentence = (text: string): void => tell(`refund-machine: ${text}\n`)
  return right({
    store: watched(store, { tell: sentence, secrets, now: () => performance.now() }),
    report: reporting(tell, secrets),
    close,
    // A connection waits for the other side to hang up, which may be gone.
    lingers: data.in === 'postgres',
  })
}

/** How long it is waited for, in milliseconds. A file is: another process may be making it. */
const PATIENCE = { file: 30_000, postgres: 5_000 } as const

const CLOSING_MILLISECONDS = 5_000

const closed = async (store: Opened): Promise<void> => {
  await store.close()
}

const problemOf = async (data: DataAsked, store: Store): Promise<string | null> => {
  const error = await failureOf(store)
  if (error === null) return null
  if (error._tag !== 'StoreUnavailable')
    return data.in === 'file' ? notOpened(data.path, error.problems.join('; ')) : null
  const reason = reasonOf(error)
  if (isWholeSentence(reason)) return reason
  if (data.in === 'file') return notOpened(data.path, reason)
  return isLasting(error) ? `the PostgreSQL cannot be used: ${reason}` : null
}

const notOpened = (path: string, reason: string): string => {
  const why = CANNOT_OPEN.test(reason) ? 'it is no file that may be written, or its folder is not there' : reason
  return `${short(path)} cannot be opened: ${why}`
}

/** What the driver says there: SQLite's code alone. */
const CANNOT_OPEN = /Unable to open connection to local database/

/** Asks for something that is nowhere. */
const failureOf = async (store: Store): Promise<StoreError | null> => {
  const nobody = account('nobody')
  if (isLeft(nobody)) return null
  const found = await store.find({ account: nobody.right, of: 'charge', id: 'ch_none' })()
  return isLeft(found) ? found.left : null
}

/** The answer, or `late` where it takes longer. */
const within = async <A>(milliseconds: number, answer: Promise<A>, late: A): Promise<A> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeIsUp = new Promise<A>((done) => {
    timer = setTimeout(done, milliseconds, late)
  })
  try {
    return await Promise.race([answer, timeIsUp])
  } finally {
    clearTimeout(timer)
  }
}
