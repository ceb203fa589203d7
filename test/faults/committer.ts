/** A process that commits one refund between two marks, which whoever traces it sees. */
import { closeSync, openSync, writeSync } from 'node:fs'
import Database from 'libsql'
import { chargeId, isLeft, refundId, stripe } from '../../src/index.js'
import { createRefundDesk, randomIds, systemClock } from '../../src/store/index.js'
import { type LibsqlDatabase, libsqlStoreIn } from '../../src/store/libsql/index.js'
import { rightOf, usd, usd_ } from '../fixtures.js'
import type { Say } from './child.js'
import { isPostgres } from './data.js'
import { main, openDesk } from './desk.js'
import type { Job } from './jobs.js'

/** What is written into the file of marks. */
export const ASKED = 'commit asked'
export const ANSWERED = 'commit answered'

export const CHARGE = 'ch_1'

export const commit = async (job: Extract<Job, { is: 'committer' }>, say: Say, go: Promise<void>): Promise<void> => {
  const marks = openSync(job.marks, 'a')
  const refund = job.synchronous || isPostgres(job.data) ? byDesk(job.data) : carelessly(job.data)
  // Connections, prepared statements and migrations are made before what is traced.
  await refund('re_0')
  await say({ is: 'ready' })
  await go
  writeSync(marks, ASKED)
  await refund('re_1')
  writeSync(marks, ANSWERED)
  closeSync(marks)
  await say({ is: 'committed' })
}

type Refund = (id: string) => Promise<void>

const asked = (id: string) => ({
  account: main,
  charge: rightOf(chargeId(CHARGE)),
  id: rightOf(refundId(id)),
  amount: usd(1),
  currency: usd_,
})

const byDesk = (data: string): Refund => {
  const { desk } = openDesk(data)
  return async (id) => {
    const answer = await desk.refund(asked(id))()
    if (isLeft(answer)) throw new Error(JSON.stringify(answer))
  }
}

/** The same in a transaction of the caller's own, on a connection that waits for no disk. */
const carelessly = (path: string): Refund => {
  const database = new Database(path)
  database.exec('PRAGMA synchronous = OFF')
  const store = libsqlStoreIn(database as unknown as LibsqlDatabase)
  const desk = createRefundDesk({ store, clock: systemClock, ids: randomIds, policy: stripe })
  return async (id) => {
    database.exec('BEGIN IMMEDIATE')
    const answer = await desk.refund(asked(id))()
    if (isLeft(answer)) throw new Error(JSON.stringify(answer))
    database.exec('COMMIT')
  }
}
