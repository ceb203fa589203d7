/** The laws of the desk, over the store on a file. */
import { afterAll, describe, it } from 'vitest'
import { deskContract } from '../../../src/testing/desk/contract.js'
import { runs } from '../../tools/runs.js'
import { openLibsql, removeDirectory } from './given.js'

afterAll(removeDirectory)

describe('a desk on the store on a file', () => {
  for (const { name, run } of deskContract(openLibsql, { seed: Number(process.env.FC_SEED), runs: runs(5) }))
    it(name, run)
})
