/** A round through servers: two on the same data, clients who ask both, and now one and now the other killed. */
import type { Chance } from '../fuzz/seeded.js'
import { post, SECRET } from '../races/ask-server.js'
import { checkBooks } from './check.js'
import { askAll, type Clients, createClients, type Request } from './clients.js'
import { type Data, query, refundsIn } from './data.js'
import { pause } from './desk.js'
import type { RoundFigures } from './desk-round.js'
import type { Child, Starter } from './processes.js'
import { type Receiver, startReceiver } from './receiver.js'

const CLIENTS = 6
const REQUESTS = 120
const CHARGES = 2
const UNITS = 180
const DECISION_MILLISECONDS = 60_000
const DELIVERY_MILLISECONDS = 30_000

/** Where a server is, which may be another process by now. */
interface Place {
  child: Child
  url: string
}

export const serverRound = async (starter: Starter, data: Data, chance: Chance): Promise<RoundFigures> => {
  const receiver = await startReceiver()
  try {
    // One after the other: the first makes the tables.
    const places = [await placeOf(starter, data), await placeOf(starter, data)]
    const urls = (): readonly string[] => places.map(({ url }) => url)
    const charges = await prepared(urls()[0] ?? '', receiver.url)
    const clients = createClients()
    const how = { urls, clients: CLIENTS, milliseconds: DECISION_MILLISECONDS }
    const asking = askAll(clients, drawn(chance, charges), how)
    const faults = await killInTurn(places, clients, { starter, data, chance })
    await asking
    await lapseMarks(data)
    await askAll(clients, clients.held.splice(0), how)
    const figures = await checked({ data, receiver, clients, url: urls()[0] ?? '' })
    await Promise.all(places.map(({ child }) => child.end()))
    return { ...figures, faults, unknown: clients.brokeOff.size }
  } finally {
    receiver.close()
  }
}

const placeOf = async (starter: Starter, data: Data): Promise<Place> => {
  const child = starter.start({ is: 'server', data })
  return { child, url: (await child.first('ready')).url ?? '' }
}

/** Charges to refund, and an endpoint that hears of everything. */
const prepared = async (url: string, hook: string): Promise<readonly string[]> => {
  const made = async (path: string, form: Readonly<Record<string, string>>, key: string): Promise<string> => {
    const heard = await post(`${url}${path}`, form, key)
    if (heard?.status !== 200) throw new Error(`${path}: ${heard?.text ?? 'no answer'}`)
    return JSON.parse(heard.text).id
  }
  await made('/v1/webhook_endpoints', { url: hook, 'enabled_events[]': '*' }, 'key_hook')
  const form = { amount: String(UNITS), currency: 'usd', source: 'tok_visa' }
  const charges: string[] = []
  for (let index = 0; index < CHARGES; index += 1) charges.push(await made('/v1/charges', form, `key_charge_${index}`))
  return charges
}

const drawn = (chance: Chance, charges: readonly string[]): readonly Request[] =>
  Array.from({ length: REQUESTS }, (_, index) => ({
    key: `key_${index}`,
    form: { charge: chance.pick(charges), amount: String(1 + chance.below(6)) },
  }))

interface Killing {
  readonly starter: Starter
  readonly data: Data
  readonly chance: Chance
}

const killInTurn = async (
  places: readonly Place[],
  { answers }: Clients,
  { starter, data, chance }: Killing,
): Promise<number> => {
  for (const [index, place] of places.entries()) {
    const count = Math.floor(REQUESTS * (0.2 + 0.3 * index)) + chance.below(20)
    const deadline = performance.now() + DECISION_MILLISECONDS
    while (answers.size < count && performance.now() < deadline) await pause(1)
    await place.child.kill9()
    Object.assign(place, await placeOf(starter, data))
  }
  return places.length
}

/** As if the time of their leases had passed: nobody has a request under way now. */
const lapseMarks = async (data: Data): Promise<void> => {
  await query(data, 'UPDATE {key_marks} SET until = 0')
}

/** The same for what killed servers were doing: whoever looks next gets it. */
const lapseDue = async (data: Data): Promise<void> => {
  const past = data.startsWith('postgres://') ? `clock_timestamp() - interval '1 second'` : '0'
  await query(data, `UPDATE {due} SET lease_until = ${past} WHERE lease IS NOT NULL`)
}

interface Checking {
  readonly data: Data
  readonly receiver: Receiver
  readonly clients: Clients
  readonly url: string
}

const checked = async ({
  data,
  receiver,
  clients,
  url,
}: Checking): Promise<Omit<RoundFigures, 'faults' | 'unknown'>> => {
  const told = await untilTold(data, receiver, url)
  const answers = [...clients.answers.values()]
  const accepted = answers.filter(({ heard }) => heard.status === 200).map(({ heard }) => JSON.parse(heard.text))
  const rows = await refundsIn(data)
  const found = accepted.filter(({ id, charge, amount }) => {
    const row = rows.get(id)
    return row?.charge === charge && row?.amount === amount
  }).length
  const { overRefunded, problems } = await checkBooks(data)
  let replayed = 0
  for (const { request, heard } of answers) {
    const again = await post(`${url}/v1/refunds`, request.form, request.key)
    if (again?.status === heard.status && again.text === heard.text) replayed += 1
  }
  return {
    acknowledged: accepted.length,
    found,
    overRefunded,
    ...told,
    replayed,
    keys: answers.length,
    problems: [
      ...clients.problems,
      ...problems,
      ...(new Set(accepted.map(({ id }) => id)).size === rows.size
        ? []
        : [`${rows.size} refunds are there, of ${accepted.length} that were accepted`]),
    ],
  }
}

/** Until nothing is due any more and each event has come, or time is up. */
const untilTold = async (
  data: Data,
  { came }: Receiver,
  url: string,
): Promise<{ readonly events: number; readonly delivered: number }> => {
  const deadline = performance.now() + DELIVERY_MILLISECONDS
  await lapseDue(data)
  while (performance.now() < deadline) {
    const [{ count } = { count: 0 }] = await query(data, 'SELECT count(*) AS count FROM {due}')
    if (Number(count) === 0) break
    await pause(100)
  }
  const ids = await eventsOf(url)
  return { events: ids.length, delivered: ids.filter((id) => came.has(id)).length }
}

/** The id of every event that the server tells of. */
const eventsOf = async (url: string): Promise<readonly string[]> => {
  const ids: string[] = []
  for (;;) {
    const last = ids.at(-1)
    const after = last === undefined ? '' : `&starting_after=${last}`
    const answer = await fetch(`${url}/v1/events?limit=100${after}`, { headers: { authorization: `Bearer ${SECRET}` } })
    const page: { readonly data: readonly { readonly id: string }[]; readonly has_more: boolean } = JSON.parse(
      await answer.text(),
    )
    ids.push(...page.data.map(({ id }) => id))
    if (!page.has_more) return ids
  }
}
