/** The program while it serves, as a process. */
import { spawn } from 'node:child_process'
import type { Ran } from './given.js'

export interface Serving {
  /** What it said it listens on. */
  readonly url: string
  /** Asks it to end, by SIGTERM unless said, and says how it did. */
  readonly end: (signal?: NodeJS.Signals) => Promise<Ran>
}

/** Runs a program of ours that serves. Whoever starts it ends it. */
export const serving = async (folder: string, ...words: readonly string[]): Promise<Serving> => {
  const child = spawn(process.execPath, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  const ended = new Promise<Ran>((resolve) => {
    child.on('close', (code) => resolve({ code: code ?? -1, out, err }))
  })
  child.stderr.on('data', (text) => {
    err += String(text)
  })
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      out += String(text)
      const said = /^refund-machine listens on (\S+)\n/.exec(out)?.[1]
      if (said !== undefined) resolve(said)
    })
    void ended.then((ran) => reject(new Error(`it ended before it listened: ${JSON.stringify(ran)}`)))
  })
  const end = (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ran> => {
    child.kill(signal)
    return ended
  }
  return { url: await url, end }
}
