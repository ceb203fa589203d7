/** A folder for what the programs of the pages write: they ask for the system's own, and leave it to that to be emptied. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let folder: string | null = null
let before: string | undefined

/** From now on that of the system is a new one. */
export const useFolder = (): string => {
  folder = mkdtempSync(join(tmpdir(), 'refund-machine-docs-'))
  before = process.env.TMPDIR
  process.env.TMPDIR = folder
  return folder
}

export const removeFolder = (): void => {
  if (folder !== null) rmSync(folder, { recursive: true, force: true })
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  folder = null
}
