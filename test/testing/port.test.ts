/** The memory store keeps the contract of the port. */
import { describe, it } from 'vitest'
import { portContract } from '../../src/testing/port/contract.js'
import { openMemory } from './open-memory.js'

describe('the memory store', () => {
  for (const { name, run } of portContract(openMemory)) it(name, run)
})
