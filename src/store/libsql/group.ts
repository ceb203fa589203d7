/**
 * Commits. Those that are asked for while another is written share one transaction, and one fsync; each is a part of its own
 * that is taken back where something moved. One that comes alone has a transaction for itself.
 */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { InvalidRow, Moved, StoreError, StoreUnavailable } from '../errors.js'
import type { Store } from '../port.js'
import { writeAll } from './commit.js'
import { atomically, type Connection, isOpen, lock, saved } from './connection.js'
import { isRefused, messageOf } from './errors.js'
import { giveBackKey } from './keys.js'
import { type Act, doOn, type Line, opened } from './line.js'
import { type Encoded, encoded } from './write.js'

/** So that no commit waits for long. */
const LARGEST_GROUP = 256

type Answer = Either<StoreError | Moved, void>

interface Asked {
  readonly write: Encoded
  readonly answer: (answer: Answer) => void
}

/** Commits in groups. */
export const groupedCommit = (line: Line): Store['commit'] => {
  const waiting: Asked[] = []
  let isWriting = false

  const writeGroups = async (): Promise<void> => {
    while (waiting.length > 0) {
      let group: readonly Asked[] = []
      const act: Act<never, readonly Answer[]> = (connection) => {
        // Taken anew at each attempt: whoever came while it waited for the lock goes with it.
        group = waiting.slice(0, LARGEST_GROUP)
        const [first] = group
        if (first !== undefined && group.length === 1 && first.write.ticket.key === null)
          return right([writeAlone(connection, first.write)])
        return atomically(connection, 'write', () => right(writeEach(connection, group)))
      }
      const answers = await doOn(line, { operation: 'commit', needs: 'floor' }, act)
      if (group.length === 0) group = waiting.slice(0, LARGEST_GROUP)
      waiting.splice(0, group.length)
      if (isLeft(answers)) await giveBackKeys(line, group, answers.left)
      for (const [index, { answer }] of group.entries())
        answer(isLeft(answers) ? answers : (answers.right[index] as Answer))
    }
    isWriting = false
  }

  return (against, write) => () =>
    new Promise((answer) => {
      waiting.push({ write: encoded(against, write), answer })
      if (isWriting) return
      isWriting = true
      // After all that is ready to commit by now.
      setImmediate(() => void writeGroups())
    })
}

const writeEach = (connection: Connection, group: readonly Asked[]): readonly Answer[] => {
  const answers: Answer[] = []
  for (const { write } of group) answers.push(writeOne(connection, write))
  return answers
}

/** A commit within a transaction of the caller's own. */
export const commitWithin = (connection: Connection, write: Encoded): Answer => writeOne(connection, write)

/** What is refused by the schema was made lawfully of what was loaded: so that was not what it should be. */
const writeOne = (connection: Connection, write: Encoded): Either<Moved | InvalidRow, void> => {
  const answer = partOf(connection, write)
  const mark = write.ticket.key?.mark ?? null
  if (isLeft(answer) && mark !== null)
    saved(connection, () => {
      lock(connection)
      return right(giveBackKey(connection, write.account, mark))
    })
  return answer
}

const partOf = (connection: Connection, write: Encoded): Either<Moved | InvalidRow, void> => {
  const isPart = isOpen(connection)
  try {
    return saved(connection, () => {
      if (connection.isWithin) lock(connection)
      return written(connection, write)
    })
  } catch (thrown) {
    if (!isRefused(thrown) || isPart !== connection.isInTransaction()) throw thrown
    return refusedBy(thrown, write)
  }
}

/** One that nobody shares a transaction with is the whole of it; and it has no key to give back where something moved. */
const writeAlone = (connection: Connection, write: Encoded): Answer =>
  atomically(connection, 'write', (): Answer => {
    try {
      return written(connection, write)
    } catch (thrown) {
      // Where SQLite has taken the transaction back by itself, it is as for those that share one.
      if (!isRefused(thrown) || !connection.isInTransaction()) throw thrown
      return refusedBy(thrown, write)
    }
  })

const written = (connection: Connection, write: Encoded): Either<Moved, void> => {
  const moved = writeAll(connection, write)
  return moved === null ? WRITTEN : left({ _tag: 'Moved', of: moved })
}

const WRITTEN = right(undefined)

const refusedBy = (thrown: unknown, { account, changes }: Encoded): Either<InvalidRow, never> => {
  const id = changes === null ? null : String(changes.charge.id)
  return left({ _tag: 'InvalidRow', row: 'charge', account, id, problems: [messageOf(thrown)] })
}

/** Where nothing was written, nobody shall wait until the keys lapse. Tried once, on a new connection where the other broke. */
const giveBackKeys = async (line: Line, group: readonly Asked[], { written }: StoreUnavailable): Promise<void> => {
  if (written === 'unknown' || group.every(({ write }) => write.ticket.key === null)) return
  try {
    const connection = line.connection ?? (await opened(line))
    atomically(connection, 'laxWrite', () => {
      for (const { write } of group) {
        const mark = write.ticket.key?.mark ?? null
        if (mark !== null) giveBackKey(connection, write.account, mark)
      }
      return right(undefined)
    })
  } catch {
    // They lapse.
  }
}
