/** Stands between a store and PostgreSQL, and cuts connections where it hurts most: around the message that commits. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type Commits, commitsByName, createFrontend } from './frontend.js'

/**
 * Where a connection is cut: `before` the message that commits is passed on; `after` the server has answered it, and before the
 * answer passes; or `during`, as soon as it was passed on, so that nobody knows which of the two it is.
 */
export type Cut = 'after' | 'before' | 'during'

export interface ProxyOptions {
  /** Where PostgreSQL listens. */
  readonly port: number
  /** Asked at each message that commits, by its number from 0 on: whether to cut there. */
  readonly cutAt: (commit: number) => Cut | null
  readonly commits?: Commits
}

export interface Cutter {
  readonly port: number
  /** How many messages that commit came by. */
  readonly commits: () => number
  readonly cuts: () => number
  readonly close: () => Promise<void>
}

const HOST = '127.0.0.1'

export const startProxy = async ({ port, cutAt, commits = commitsByName }: ProxyOptions): Promise<Cutter> => {
  const open = new Set<Socket>()
  let seen = 0
  let cuts = 0
  const server = createServer((client) => {
    const upstream = connect(port, HOST)
    let mute = false
    const end = (): void => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', end)
      socket.on('close', () => {
        open.delete(socket)
        end()
      })
    }
    const frontend = createFrontend(commits)
    client.on('data', (bytes: Buffer) => {
      if (mute) return void upstream.write(bytes)
      for (const part of frontend.take(bytes)) {
        const cut = part.commits ? cutAt(seen++) : null
        if (cut === 'before') {
          cuts += 1
          return end()
        }
        upstream.write(part.bytes)
        if (cut !== null) {
          cuts += 1
          mute = true
        }
        // What follows the message, such as the one that has it executed now, is still passed on.
        if (cut === 'during') setImmediate(end)
      }
    })
    upstream.on('data', (bytes: Buffer) => {
      if (mute) end()
      else client.write(bytes)
    })
  })
  server.listen(0, HOST)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    commits: () => seen,
    cuts: () => cuts,
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The same address through the proxy. */
export const throughProxy = (url: string, { port }: Cutter): string => {
  const address = new URL(url)
  address.port = String(port)
  return address.href
}
