/** One server for all files of the project `postgres`, asked for without waiting for the disk. Called by vitest. */
import { startPostgres } from './server.js'

export const setup = async (): Promise<() => Promise<void>> => {
  const server = await startPostgres({ fsync: false, settings: { max_connections: 200 } })
  process.env.TEST_POSTGRES_URL = server.url
  return server.stop
}
