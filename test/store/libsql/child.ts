/** A process beside the test: `race` refunds as long as it can, `write` tells each refund that was acknowledged, `open` opens. */
import { writeSync } from 'node:fs'
import { libsqlStore } from '../../../src/store/libsql/index.js'
import { ch_1, usd, usd_ } from '../../fixtures.js'
import { ACCOUNT, deskOn, refundAll } from './books.js'

const [, , task = '', path = '', name = ''] = process.argv
const store = libsqlStore({ path })
const desk = deskOn(store)

if (task === 'race') writeSync(1, `${await refundAll(desk, 1000)}\n`)
if (task === 'open') writeSync(1, `${(await store.find({ account: ACCOUNT, of: 'charge', id: 'none' })())._tag}\n`)
if (task === 'write')
  for (let count = 1; ; count += 1) {
    const id = `re_${name}_${count}`
    const key = `key_${name}_${count}`
    const asked = { account: ACCOUNT, charge: ch_1, id: id as never, key: key as never, amount: usd(1), currency: usd_ }
    const answer = await desk.refund(asked)()
    if (answer._tag === 'Right') writeSync(1, `${id}\n`)
  }
await store.close()
