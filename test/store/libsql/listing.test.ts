/** A list reads what it answers, however much was created in the same second. */
import { afterAll, expect, it } from 'vitest'
import { connectionOn } from '../../../src/store/libsql/connection.js'
import { listRecords } from '../../../src/store/libsql/records.js'
import { ACCOUNT } from './books.js'
import { handOn, migratedPath, removeDirectory } from './given.js'

afterAll(removeDirectory)

const MANY = 100_000
const RANGE = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${MANY})`

it('a page within one second costs no more where that second has 100,000 rows', () => {
  const hand = handOn(migratedPath())
  hand.exec(`${RANGE} insert into rm_documents (account, kind, id, version, created_at, labels, body)
    select '${ACCOUNT}', 'k', 'd_' || i, 1, 5, '[]', '' from n`)
  hand.exec(`${RANGE} insert into rm_document_labels (account, kind, label, created_at, seq)
    select '${ACCOUNT}', 'k', 'l', 5, i from n`)
  const connection = connectionOn(hand, false)
  const time = (account: string, place: object): number => {
    const start = performance.now()
    // The rows have no body: what is told is that, after they were found.
    listRecords(connection, { account: account as never, of: 'document', kind: 'k', limit: 10, ...place })
    return performance.now() - start
  }
  for (const place of [
    { startingAfter: 'd_50000' },
    { endingBefore: 'd_50000' },
    { startingAfter: 'd_50000', label: 'l' },
    { endingBefore: 'd_50000', label: 'l' },
  ]) {
    time(ACCOUNT, place)
    expect(Math.min(...[1, 2, 3, 4, 5].map(() => time(ACCOUNT, place))), JSON.stringify(place)).toBeLessThan(1)
  }
  hand.close()
})
