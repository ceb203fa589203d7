/** The PostgreSQL store keeps the contract of the port, whether or not it locks. */
import { describe, it } from 'vitest'
import type { Locking } from '../../src/store/postgres/index.js'
import { portContract } from '../../src/testing/index.js'
import { opening } from '../tools/postgres/open.js'
import { runs } from '../tools/runs.js'

describe.each(['adaptive', 'always'] satisfies Locking[])('the PostgreSQL store, locking %s', (locking) => {
  for (const { name, run } of portContract(opening({ locking }), { runs: runs(10) })) it(name, run)
})
