/** Stores on fresh temporary files, and a hand that writes SQL beside them. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { type LibsqlOptions, type LibsqlStore, libsqlStore } from '../../../src/store/libsql/index.js'
import { libsqlMigrations } from '../../../src/store/libsql/migrations.js'
import type { Open } from '../../../src/testing/port/subject.js'

/** In memory where the machine has a place for that: what is tried is not the disk. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
let directory: string | null = null

/** After a test file: nothing is left behind. */
export const removeDirectory = (): void => {
  if (directory !== null) rmSync(directory, { recursive: true, force: true })
  directory = null
  template = null
}

let count = 0
/** The path of a file that is not there yet. */
export const freshPath = (): string => {
  count += 1
  directory ??= mkdtempSync(join(PLACE, 'refund-machine-libsql-'))
  return join(directory, `${count}.db`)
}

/** Migrated once, and copied. */
let template: string | null = null
const templatePath = (): string => {
  if (template !== null) return template
  template = freshPath()
  const database = new Database(template)
  database.exec('PRAGMA journal_mode=WAL')
  for (const { sql } of libsqlMigrations) database.exec(sql)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  return template
}

/** The path of a file that has the schema, and nothing in it. */
export const migratedPath = (): string => {
  const path = freshPath()
  copyFileSync(templatePath(), path)
  return path
}

/** A connection as anyone has it who opens the file by hand. */
export const handOn = (path: string): Database.Database => {
  const database = new Database(path)
  database.exec('PRAGMA busy_timeout=2000')
  return database
}

export const removeFiles = (path: string): void => {
  for (const ending of ['', '-wal', '-shm']) rmSync(path + ending, { force: true })
}

export const storeOf = (options: Partial<LibsqlOptions> = {}): LibsqlStore =>
  libsqlStore({ path: migratedPath(), ...options })

const PASS = `update rm_charges set lease_until = lease_until - ?1 where lease_until is not null;
update rm_due set lease_until = lease_until - ?1 where lease_until is not null`

export const openLibsql: Open = async () => {
  const path = migratedPath()
  const store = libsqlStore({ path })
  const stores = [store]
  return {
    store,
    another: async () => {
      const other = libsqlStore({ path })
      stores.push(other)
      return other
    },
    passSeconds: async (seconds) => {
      const hand = handOn(path)
      hand.exec(PASS.replaceAll('?1', String(seconds)))
      hand.close()
    },
    transaction: store.transaction,
    close: async () => {
      for (const one of stores) await one.close()
      removeFiles(path)
    },
  }
}
