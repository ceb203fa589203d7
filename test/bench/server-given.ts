/** A server with charges to refund, and what refunding them takes of its processor. */
import { openClient, type Posted } from './server-load.js'
import { type Remote, startServer, type Used } from './server-process.js'

/** Ids and keys as long as a processor's. */
const long = (index: number): string => String(index).padStart(24, '0')

/** So many that a server always has something to do, and few enough for a backend to have them. Others: `server-connections`. */
const CONNECTIONS = 32

/** What some requests took. */
export interface Took {
  readonly requests: number
  /** Until all were answered, by the clock. */
  readonly seconds: number
  /** Microseconds of the server's processor for each request, until all were answered. */
  readonly answering: number
  /** The same with what follows by itself: the reference of each refund with its two events. */
  readonly inAll: number
}

/** A server that is asked for refunds, or one that answers as if it were. */
export interface Asked {
  readonly refund: (howMany: number, connections?: number) => Promise<Took>
  readonly used: Remote['used']
  readonly end: () => Promise<void>
}

/** Refunds of 1 over all charges in turn, each under a key of its own. */
function* refundsOf(charges: readonly string[], from: number, howMany: number): Generator<Posted> {
  for (let index = from; index < from + howMany; index += 1) {
    const form = `charge=${charges[index % charges.length]}&amount=1`
    yield { path: '/v1/refunds', form, key: `key_refund_${long(index)}` }
  }
}

/** A charge of the most that one may be, so that it can be refunded a million times. */
const chargeAt = (index: number): Posted => ({
  path: '/v1/charges',
  form: 'amount=99999999&currency=usd&source=tok_visa',
  key: `key_charge_${long(index)}`,
})

const asking = (remote: Remote, charges: readonly string[]): Asked => {
  let asked = 0
  return {
    refund: async (requests, connections = CONNECTIONS) => {
      const client = await openClient(remote.port, connections)
      const before = await remote.used()
      const from = process.hrtime.bigint()
      await client.post(refundsOf(charges, asked, requests))
      const seconds = Number(process.hrtime.bigint() - from) / 1e9
      asked += requests
      const answered = await remote.used()
      client.end()
      const after = await remote.used({ advance: 1 })
      const each = ({ processor }: Used): number => ((processor - before.processor) * 1000) / requests
      return { requests, seconds, answering: each(answered), inAll: each(after) }
    },
    used: remote.used,
    end: remote.end,
  }
}

/** Ours, with so many charges. `answer`: what it says of a refund. */
export const openOurs = async (howMany: number): Promise<Asked & { readonly answer: string }> => {
  const remote = await startServer({ is: 'ours' })
  const client = await openClient(remote.port, 1)
  const charges: string[] = []
  for (let index = 0; index < howMany; index += 1) charges.push(JSON.parse(await client.post([chargeAt(index)])).id)
  const answer = await client.post([{ path: '/v1/refunds', form: `charge=${charges[0]}&amount=1`, key: 'key_sample' }])
  client.end()
  // What follows the charges and the sample by itself is not to be counted with what comes.
  await remote.used({ advance: 1 })
  return { ...asking(remote, charges), answer }
}

const idsOf = (charges: number): readonly string[] => Array.from({ length: charges }, (_, index) => `ch_${long(index)}`)

/** The empty server, which is sent the same. */
export const openEmpty = async (charges: number, bytes: number): Promise<Asked> =>
  asking(await startServer({ is: 'empty', bytes }), idsOf(charges))

/** Ours without the refund, which is sent the same. */
export const openReading = async (charges: number, answer: string): Promise<Asked> =>
  asking(await startServer({ is: 'reading', answer: JSON.parse(answer) }), idsOf(charges))
