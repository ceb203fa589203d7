/** The laws of the desk, over the PostgreSQL store, whether or not it locks. */
import { describe, it } from 'vitest'
import type { Locking } from '../../src/store/postgres/index.js'
import { deskContract } from '../../src/testing/index.js'
import { opening } from '../tools/postgres/open.js'
import { runs } from '../tools/runs.js'

describe.each(['adaptive', 'always'] satisfies Locking[])('a desk on the PostgreSQL store, locking %s', (locking) => {
  const options = { seed: Number(process.env.FC_SEED), runs: runs(10) }
  for (const { name, run } of deskContract(opening({ locking }), options)) it(name, run)
})
