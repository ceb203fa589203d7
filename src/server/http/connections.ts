/** The connections of a server, which are to end with it. */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { within } from '../engine/engine.js'

export interface Connections {
  /** Waits for requests under way, so long at most, and cuts what is left then. `ended`: the server takes no more. */
  readonly close: (ended: Promise<unknown>, milliseconds: number) => Promise<void>
}

/** How often it is looked whether a connection has become idle. */
const OFTEN_MILLISECONDS = 20

export const createConnections = (server: Server): Connections => {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })

  /** One that is kept alive, or never said anything, would be waited for in vain. */
  const closeIdle = (): void => {
    server.closeIdleConnections()
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
  }

  return {
    close: async (ended, milliseconds) => {
      const looking = setInterval(closeIdle, OFTEN_MILLISECONDS)
      await within(milliseconds, ended)
      clearInterval(looking)
      server.closeAllConnections()
      await ended
    },
  }
}
