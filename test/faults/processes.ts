/** Processes that write, read and serve: started together, told when to go, and killed. Each ends with whoever started it. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Job, Said, Told } from './jobs.js'

const ROOT = new URL('../../', import.meta.url)

/** How to start processes of this repository. */
export interface Starter {
  readonly start: (job: Job, onSaid?: (said: Said) => void) => Child
  /** Kills all that still run, and removes the bundle. */
  readonly end: () => Promise<void>
}

export interface Child {
  readonly pid: number
  readonly tell: (told: Told) => void
  /** What it says first that is of this kind. Rejects when the process ends before. */
  readonly first: <Kind extends Said['is']>(kind: Kind) => Promise<Extract<Said, { is: Kind }>>
  readonly kill9: () => Promise<void>
  /** Lets it end by itself, and kills it where it does not within a few seconds. */
  readonly end: () => Promise<void>
}

const PATIENCE_MILLISECONDS = 5_000

let bundles = 0

/**
 * Bundled once: read file by file, a dozen processes would take the machine half a minute before they begin.
 */
export const createStarter = async (): Promise<Starter> => {
  bundles += 1
  // Below node_modules, from where packages are found.
  const name = `node_modules/.cache/refund-machine/faults-${process.pid}-${bundles}.mjs`
  const outfile = fileURLToPath(new URL(name, ROOT))
  await build({
    entryPoints: [fileURLToPath(new URL('child.ts', import.meta.url))],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  })
  const remove = (): void => rmSync(outfile, { force: true })
  // Also where a run is broken off.
  process.on('exit', remove)
  const running = new Set<Child>()
  return {
    start: (job, onSaid) => {
      const child = startChild(outfile, job, { onSaid, onEnd: () => running.delete(child) })
      running.add(child)
      return child
    },
    end: async () => {
      await Promise.all([...running].map(({ kill9 }) => kill9()))
      process.off('exit', remove)
      remove()
    },
  }
}

interface Heard {
  readonly onSaid: ((said: Said) => void) | undefined
  readonly onEnd: () => void
}

const startChild = (bundle: string, job: Job, { onSaid, onEnd }: Heard): Child => {
  const child: ChildProcess = fork(bundle, [JSON.stringify(job)], { execArgv: [], serialization: 'json' })
  const said: Said[] = []
  let wake = (): void => undefined
  let over = false
  child.on('message', (message: Said) => {
    said.push(message)
    onSaid?.(message)
    wake()
  })
  // What it said before it ended may still be on its way when it has.
  const ended = Promise.all([once(child, 'exit'), once(child, 'disconnect')]).then(() => {
    over = true
    wake()
    onEnd()
  })
  const { pid } = child
  if (pid === undefined) throw new Error('no process could be started')
  return {
    pid,
    tell: (told) => void (child.connected && child.send(told, () => undefined)),
    first: async <Kind extends Said['is']>(kind: Kind) => {
      for (;;) {
        const found = said.find((one): one is Extract<Said, { is: Kind }> => one.is === kind)
        if (found !== undefined) return found
        if (over) throw new Error(`the process that is ${job.is} ended with ${child.exitCode ?? child.signalCode}`)
        await new Promise<void>((resolve) => {
          const before = wake
          wake = () => {
            before()
            resolve()
          }
        })
      }
    },
    kill9: async () => {
      child.kill('SIGKILL')
      await ended
    },
    end: async () => {
      if (child.connected) child.disconnect()
      const killing = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MILLISECONDS)
      await ended
      clearTimeout(killing)
    },
  }
}
