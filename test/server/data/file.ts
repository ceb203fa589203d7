/** A database file of a server's own, which is not there yet, and a hand that writes SQL into it. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'

/** In memory where the machine has a place for that: what is tried is not the disk. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export const freshFile = (): { readonly path: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(PLACE, 'refund-machine-server-'))
  return { path: join(folder, 'shop.db'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A connection as anyone has it who opens the file by hand. */
export const handOn = (path: string): Database.Database => {
  const database = new Database(path)
  database.exec('PRAGMA busy_timeout=2000')
  return database
}
