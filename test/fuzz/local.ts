/** A server in this process to be attacked: its time stands still, and its ids are counted, so that a run can be had again. */
import { createHash } from 'node:crypto'
import { getHeapCodeStatistics } from 'node:v8'
import { countingMint } from '../../src/server/decision/minted.js'
import { createServer, type Server } from '../../src/server/server.js'

export interface Local {
  readonly server: Server
  readonly state: () => Promise<string>
  readonly memory: () => number
}

export const startLocal = async (): Promise<Local> => {
  const server = await createServer({ port: 0, clock: 'manual', startAt: 1_790_000_000, mint: countingMint() })
  return {
    server,
    state: async () => {
      const { rows } = await server.save()
      const kept = rows.filter(({ kind }) => kind !== 'key')
      return createHash('sha256').update(JSON.stringify(kept)).digest('hex')
    },
    memory: () => {
      globalThis.gc?.()
      globalThis.gc?.()
      const { heapUsed, external } = process.memoryUsage()
      // What V8 compiles grows for a long time and is nothing that a request leaves behind.
      const { code_and_metadata_size: code, bytecode_and_metadata_size: bytecode } = getHeapCodeStatistics()
      return heapUsed + external - code - bytecode
    },
  }
}
