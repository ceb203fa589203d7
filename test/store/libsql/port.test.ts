/** The store on a file keeps the contract of the port. */
import { afterAll, describe, it } from 'vitest'
import { portContract } from '../../../src/testing/port/contract.js'
import { runs } from '../../tools/runs.js'
import { openLibsql, removeDirectory } from './given.js'

afterAll(removeDirectory)

describe('the store on a file', () => {
  for (const { name, run } of portContract(openLibsql, { runs: runs(10) })) it(name, run)
})
