/** A PostgreSQL to try things on: prints its address, and is gone with all that it has when the program is ended. */
import { startPostgres } from './server.js'

const server = await startPostgres({ fsync: false })
console.log(server.url)

// Somebody has to wait: the server does not keep the program alive.
const waiting = setInterval(() => undefined, 2 ** 31 - 1)
const end = (): void => {
  clearInterval(waiting)
  void server.stop()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end)
