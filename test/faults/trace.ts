/** What the system was asked for, by processes that strace looks at: to see that a commit waits for the disk. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

/** A call that came back. */
export interface Call {
  readonly pid: number
  readonly name: string
  /** The file it was about. */
  readonly path: string
  readonly text: string
  readonly result: number
  /** When it was asked for, and when it had come back, in seconds since 1970. */
  readonly from: number
  readonly to: number
}

const CALLS = 'fsync,fdatasync,write,pwrite64,pwritev,writev,sync_file_range'

export interface Trace {
  /** Ends the tracing; the calls, in order of their return. */
  readonly end: () => Promise<readonly Call[]>
}

/** Why nothing can be traced here; null where it can. */
export const whyNoTrace = (): string | null => {
  const { error, status, stderr } = spawnSync('strace', ['-o', '/dev/null', 'true'], { encoding: 'utf8' })
  if (error !== undefined) return `strace is not installed: ${error.message}`
  return status === 0 ? null : `strace may not trace here: ${stderr.trim()}`
}

/** Traces processes that run, and those that they start, into a file. Rejects where that is not allowed. */
export const traceProcesses = async (pids: readonly number[], file: string): Promise<Trace> => {
  const which = pids.flatMap((pid) => ['-p', String(pid)])
  const options = ['-f', '-ttt', '-T', '-y', '-s', '64', '-e', `trace=${CALLS}`, '-o', file]
  const strace = spawn('strace', [...options, ...which], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(strace, 'close')
  let said = ''
  await new Promise<void>((resolve, reject) => {
    strace.stderr.on('data', (text: Buffer) => {
      said += text.toString('utf8')
      if (pids.every((pid) => said.includes(`Process ${pid} attached`))) resolve()
    })
    void ended.then(() => reject(new Error(`strace may not trace here: ${said.trim()}`)))
  })
  return {
    end: async () => {
      strace.kill('SIGINT')
      await ended
      return callsIn(readFileSync(file, 'utf8'))
    },
  }
}

/** `1234 1700000000.123456 fdatasync(7</data/wal>) = 0 <0.000123>`; what is interrupted by others is told in two lines. */
export const callsIn = (text: string): readonly Call[] => {
  const begun = new Map<string, string>()
  const calls: Call[] = []
  for (const line of text.split('\n')) {
    const [, pid = '', time = '', rest = ''] = /^(\d+) +(\d+\.\d+) (.*)$/.exec(line) ?? []
    if (rest.endsWith('<unfinished ...>')) begun.set(pid, rest.slice(0, -'<unfinished ...>'.length))
    else {
      const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)
      const isResumed = resumed !== null
      const whole = isResumed ? `${begun.get(pid) ?? ''}${resumed[1]}` : rest
      const call = callOf(Number(pid), whole, { time: Number(time), isResumed })
      if (call !== null) calls.push(call)
    }
  }
  return calls.sort((one, other) => one.to - other.to)
}

const CALL = /^(\w+)\(\d+<([^>]*)>(.*)\) += (-?\d+).*<(\d+\.\d+)>$/

const callOf = (
  pid: number,
  whole: string,
  { time, isResumed }: { readonly time: number; readonly isResumed: boolean },
): Call | null => {
  const [, name, path = '', text = '', result, took] = CALL.exec(whole) ?? []
  if (name === undefined) return null
  // The second line of two has the time of the return.
  const [from, to] = isResumed ? [time - Number(took), time] : [time, time + Number(took)]
  return { pid, name, path, text, result: Number(result), from, to }
}

/** What lies between the two marks. */
export interface Between {
  /** Writes to the log that a database recovers from. */
  readonly writes: number
  /** Waits for the disk that came back after the last of these writes had. */
  readonly synced: number
}

const isSync = ({ name, result }: Call): boolean => (name === 'fsync' || name === 'fdatasync') && result === 0

/** Null where the marks are not in the trace. */
export const betweenMarks = (
  calls: readonly Call[],
  marks: { readonly asked: string; readonly answered: string },
  isLog: (path: string) => boolean,
): Between | null => {
  const from = calls.find(({ text }) => text.includes(`"${marks.asked}"`))?.to
  const to = calls.find(({ text }) => text.includes(`"${marks.answered}"`))?.from
  if (from === undefined || to === undefined) return null
  const inside = calls.filter((call) => call.from >= from && call.to <= to && isLog(call.path))
  const writes = inside.filter(({ name }) => name.includes('write'))
  const last = Math.max(...writes.map((call) => call.to))
  const synced = inside.filter((call) => isSync(call) && call.from >= last && writes.length > 0)
  return { writes: writes.length, synced: synced.length }
}
