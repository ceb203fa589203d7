/** A commit waits for the disk: between what is asked and what is answered an fsync of the log came back. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { startPostgres } from '../tools/postgres/server.js'
import { ANSWERED, ASKED, CHARGE } from './committer.js'
import { type Data, temporaryFolder } from './data.js'
import { capture } from './desk.js'
import { createStarter } from './processes.js'
import { type Between, betweenMarks, callsIn, traceProcesses, whyNoTrace } from './trace.js'

const MARKS = { asked: ASKED, answered: ANSWERED }

/** Processes of a server beside the one that committed, which may be the one that writes the log. */
const childrenOf = (parent: number): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, ppid] = /^\d+ \(.*\) \w (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
        return Number(ppid) === parent
      } catch {
        return false
      }
    })

interface Committing {
  readonly data: Data
  readonly synchronous: boolean
  /** Who writes the log besides the process itself. */
  readonly others: () => readonly number[]
  readonly isLog: (path: string) => boolean
}

/** What the system was asked for while one refund was committed. */
const traced = async ({ data, synchronous, others, isLog }: Committing): Promise<Between | null> => {
  const why = whyNoTrace()
  if (why !== null) throw new Error(`nothing is known of durability: ${why}`)
  const { fileAt, remove } = temporaryFolder()
  const starter = await createStarter()
  try {
    await capture(data, [CHARGE], 100)
    const child = starter.start({ is: 'committer', data, synchronous, marks: fileAt('marks') })
    await child.first('ready')
    const trace = await traceProcesses([child.pid, ...others()], fileAt('trace'))
    child.tell({ is: 'go' })
    await child.first('committed')
    return betweenMarks(await trace.end(), MARKS, isLog)
  } finally {
    await starter.end()
    remove()
  }
}

const onFile = async (synchronous: boolean): Promise<Between | null> => {
  const { fileAt, remove } = temporaryFolder()
  const isLog = (path: string): boolean => path.endsWith('.db-wal')
  try {
    return await traced({ data: fileAt('charges.db'), synchronous, others: () => [], isLog })
  } finally {
    remove()
  }
}

const onPostgres = async (fsync: boolean): Promise<Between | null> => {
  const postgres = await startPostgres({ settings: { fsync: fsync ? 'on' : 'off' } })
  const others = (): readonly number[] => [postgres.pid, ...childrenOf(postgres.pid)]
  const isLog = (path: string): boolean => path.includes('/pg_wal/')
  try {
    return await traced({ data: postgres.url, synchronous: fsync, others, isLog })
  } finally {
    await postgres.stop()
  }
}

describe('a refund that was answered is on the disk', { timeout: 60_000 }, () => {
  it('in a file', async () => {
    const between = await onFile(true)
    expect(between?.writes).toBeGreaterThan(0)
    expect(between?.synced).toBeGreaterThan(0)
  })

  it('in PostgreSQL', async () => {
    const between = await onPostgres(true)
    expect(between?.writes).toBeGreaterThan(0)
    expect(between?.synced).toBeGreaterThan(0)
  })
})

describe('one that nobody waited for is seen to be none', { timeout: 60_000 }, () => {
  it('in a file with synchronous off', async () => {
    expect(await onFile(false)).toEqual({ writes: expect.toSatisfy((count: number) => count > 0), synced: 0 })
  })

  it('in PostgreSQL with fsync off', async () => {
    expect(await onPostgres(false)).toEqual({ writes: expect.toSatisfy((count: number) => count > 0), synced: 0 })
  })
})

describe('a trace', () => {
  const wal = (path: string): boolean => path.endsWith('-wal')
  const between = (...lines: readonly string[]): Between | null =>
    betweenMarks(
      callsIn(
        [
          `7 100.000000 write(3</marks>, "${ASKED}", 12) = 12 <0.000010>`,
          ...lines,
          `7 200.000000 write(3</marks>, "${ANSWERED}", 15) = 15 <0.000010>`,
        ].join('\n'),
      ),
      MARKS,
      wal,
    )
  const write = '7 110.000000 pwrite64(5</a-wal>, "x"..., 24, 0) = 24 <0.000100>'

  it('counts an fsync after the last write, also one that is told in two lines', () => {
    expect(between(write, '7 120.000000 fdatasync(5</a-wal>) = 0 <0.000100>')).toEqual({ writes: 1, synced: 1 })
    const lines = ['8 120.000000 fsync(5</a-wal> <unfinished ...>', '8 130.000000 <... fsync resumed>) = 0 <10.000000>']
    expect(between(write, ...lines)).toEqual({ writes: 1, synced: 1 })
  })

  it.each([
    ['none', []],
    ['one before the write', ['7 105.000000 fsync(5</a-wal>) = 0 <0.000100>']],
    ['one that failed', ['7 120.000000 fsync(5</a-wal>) = -1 EIO (Input/output error) <0.000100>']],
    ['one of another file', ['7 120.000000 fsync(6</b>) = 0 <0.000100>']],
    ['one that came back after the answer', ['7 120.000000 fsync(5</a-wal>) = 0 <90.000000>']],
  ])('does not count %s', (_, lines) => {
    expect(between(write, ...lines)?.synced).toBe(0)
  })

  it('tells where the marks are missing', () => {
    expect(betweenMarks(callsIn(write), MARKS, wal)).toBeNull()
  })
})
