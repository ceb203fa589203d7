/** A server with charges to refund, and what refunding them takes of its processor. */
import { type Client, openClient, type Posted } from './server-load.js'
import { type Remote, startServer, type Used } from './server-process.js'

/** Ids and keys as long as a processor's. */
const long = (index: number): string => String(index).padStart(24, '0')

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
  readonly refund: (howMany: number) => Promise<Took>
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

/** Charges of the most that one may be, so that each can be refunded a million times. */
const makeCharges = async (client: Client, howMany: number): Promise<readonly string[]> => {
  const ids: string[] = []
  for (let index = 0; index < howMany; index += 1) {
    const form = 'amount=99999999&currency=usd&source=tok_visa'
    const made = await client.post([{ path: '/v1/charges', form, key: `key_charge_${long(index)}` }])
    ids.push(JSON.parse(made).id)
  }
  return ids
}

const asking = (remote: Remote, client: Client, charges: readonly string[]): Asked => {
  let asked = 0
  return {
    refund: async (requests) => {
      const before = await remote.used()
      const from = process.hrtime.bigint()
      await client.post(refundsOf(charges, asked, requests))
      const seconds = Number(process.hrtime.bigint() - from) / 1e9
      asked += requests
      const answered = await remote.used()
      const after = await remote.used({ advance: 1 })
      const each = ({ processor }: Used): number => ((processor - before.processor) * 1000) / requests
      return { requests, seconds, answering: each(answered), inAll: each(after) }
    },
    used: remote.used,
    end: async () => {
      client.end()
      await remote.end()
    },
  }
}

/** Ours, with so many charges. `bytes`: how long its answer to a refund is. */
export const openOurs = async (howMany: number): Promise<Asked & { readonly bytes: number }> => {
  const remote = await startServer({ is: 'ours' })
  const client = await openClient(remote.port)
  const charges = await makeCharges(client, howMany)
  const [sample] = refundsOf(charges, 0, 1)
  const answer = await client.post([{ ...(sample as Posted), key: 'key_sample' }])
  // What followed the charges and the sample is not to be counted with what comes.
  await remote.used({ advance: 1 })
  return { ...asking(remote, client, charges), bytes: answer.length }
}

/** The empty server, which is sent the same. */
export const openEmpty = async (charges: number, bytes: number): Promise<Asked> => {
  const remote = await startServer({ is: 'empty', bytes })
  const client = await openClient(remote.port)
  return asking(
    remote,
    client,
    Array.from({ length: charges }, (_, index) => `ch_${long(index)}`),
  )
}
