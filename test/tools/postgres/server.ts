/** A real PostgreSQL for tests: on the loopback, in a temporary folder, ended with the process that started it. */
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, findBinaries } from './binaries.js'

export interface Postgres {
  readonly url: string
  readonly port: number
  readonly dataFolder: string
  /** Of the postmaster that runs now. */
  readonly pid: number
  /** Ends it, and removes its folder. */
  readonly stop: () => Promise<void>
  /** Kills the postmaster, and waits until none of its children is left. */
  readonly kill9: () => Promise<void>
  /** Starts it again on the same folder and port; one that runs is stopped first. */
  readonly restart: () => Promise<void>
}

export interface PostgresOptions {
  /** Whether a commit waits for the disk. Default: true. */
  readonly fsync?: boolean
  /** More settings, as `postgres -c` takes them. */
  readonly settings?: Readonly<Record<string, string | number>>
  /** Which PostgreSQL. Default: the first that is found. */
  readonly binaries?: Binaries
}

const HOST = '127.0.0.1'

/** Starts a server of its own. */
export const startPostgres = async ({
  fsync = true,
  settings = {},
  binaries = findBinaries(),
}: PostgresOptions = {}): Promise<Postgres> => {
  const folder = createFolder(binaries)
  const dataFolder = join(folder, 'data')
  initialise(binaries, dataFolder)
  const port = await freePort()
  const url = `postgres://postgres@${HOST}:${port}/postgres`
  const asked = { ...(fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }), ...settings }
  const start = (): Promise<Running> => run(binaries, { folder, dataFolder, port, url, settings: asked })
  let running: Running | null = await start()
  const end = async (): Promise<void> => {
    const ending = running
    running = null
    await ending?.end()
  }
  return {
    url,
    port,
    dataFolder,
    get pid() {
      return running?.pid ?? 0
    },
    stop: async () => {
      await end()
      rmSync(folder, { recursive: true, force: true })
      binaries.remove()
    },
    kill9: async () => {
      const killed = running
      running = null
      await killed?.kill9()
    },
    restart: async () => {
      await end()
      running = await start()
    },
  }
}

const createFolder = ({ runAs: { uid, gid } }: Binaries): string => {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-test-'))
  chmodSync(folder, 0o700)
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)
  return folder
}

const initialise = ({ bin, runAs }: Binaries, dataFolder: string): void => {
  const args = ['-D', dataFolder, '-U', 'postgres', '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C']
  const { status, stderr, stdout } = spawnSync(join(bin, 'initdb'), args, { ...runAs, cwd: '/', encoding: 'utf8' })
  if (status !== 0) throw new Error(`initdb ended with ${status}: ${stderr}${stdout}`)
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, HOST, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

interface Running {
  readonly pid: number
  readonly end: () => Promise<void>
  readonly kill9: () => Promise<void>
}

interface Place {
  readonly folder: string
  readonly dataFolder: string
  readonly port: number
  readonly url: string
  readonly settings: Readonly<Record<string, string | number>>
}

/**
 * The shell outlives whoever started it: when its input closes, which the system does for a process that dies as well, it
 * stops the server and removes the folder.
 */
const GUARD = `
log=$1; folder=$2; shift 2
"$@" >>"$log" 2>&1 </dev/null &
pid=$!
echo "$pid"
answer=remove
while read -r line; do answer=$line; done
kill -QUIT "$pid" 2>/dev/null
wait "$pid"
if [ "$answer" = remove ]; then rm -rf "$folder"; fi
`

const run = async ({ bin, runAs }: Binaries, place: Place): Promise<Running> => {
  const { folder, dataFolder, port, url, settings } = place
  const log = join(folder, 'log')
  const all = { listen_addresses: HOST, port, unix_socket_directories: '', ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = [join(bin, 'postgres'), '-D', dataFolder, ...flags]
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', log, folder, ...command], {
    ...runAs,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  guard.unref()
  const ended = new Promise<void>((resolve) => guard.once('close', () => resolve()))
  const pid = await new Promise<number>((resolve) => guard.stdout.once('data', (data) => resolve(Number(String(data)))))
  const leave = async (): Promise<void> => {
    guard.ref()
    guard.stdin.end('keep\n')
    await ended
    await untilGone(dataFolder)
  }
  try {
    await untilReady(url, pid)
  } catch (error) {
    await leave()
    throw new Error(`PostgreSQL did not start: ${readFileSync(log, 'utf8')}`, { cause: error })
  }
  return {
    pid,
    end: async () => {
      signal(pid, 'SIGINT')
      await untilGone(dataFolder)
      await leave()
    },
    kill9: async () => {
      signal(pid, 'SIGKILL')
      await leave()
    },
  }
}

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended already.
  }
}

const untilReady = async (connectionString: string, pid: number): Promise<void> => {
  for (const start = performance.now(); ; await sleep(20)) {
    const client = new pg.Client({ connectionString })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (!isAlive(pid) || performance.now() - start > 60_000) throw error
    }
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Every process of a server works in its data folder. */
const untilGone = async (dataFolder: string): Promise<void> => {
  while (worksIn(dataFolder)) await sleep(10)
}

const worksIn = (folder: string): boolean =>
  readdirSync('/proc').some((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === folder
    } catch {
      return false
    }
  })
