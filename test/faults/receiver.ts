/** A receiver of webhooks that notes the id of each event that it is sent. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Receiver {
  readonly url: string
  readonly came: ReadonlySet<string>
  readonly close: () => void
}

export const startReceiver = async (): Promise<Receiver> => {
  const came = new Set<string>()
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      came.add(JSON.parse(Buffer.concat(pieces).toString('utf8')).id)
      response.end('{}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    came,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
