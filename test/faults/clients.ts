/** Clients of servers of which one may be killed: each asks until it has an answer, now here and now there. */
import { type Heard, post, verdictOfStatus } from '../races/ask-server.js'
import { pause } from './desk.js'

/** A refund that is asked for. */
export interface Request {
  readonly key: string
  readonly form: Readonly<Record<string, string>>
}

/** What the clients heard. */
export interface Clients {
  readonly answers: Map<string, { readonly request: Request; readonly heard: Heard }>
  readonly problems: string[]
  /** Requests that broke off: whether they were done, only asking again tells. */
  readonly brokeOff: Set<string>
  /** Those of them whose key the killed server still holds. */
  readonly held: Request[]
}

export interface Asking {
  /** Where servers are at this moment. */
  readonly urls: () => readonly string[]
  readonly clients: number
  readonly milliseconds: number
}

export const createClients = (): Clients => ({ answers: new Map(), problems: [], brokeOff: new Set(), held: [] })

/** Resolves when each has an answer, or its key is held. */
export const askAll = async (
  heard: Clients,
  requests: readonly Request[],
  { urls, clients, milliseconds }: Asking,
): Promise<void> => {
  const rest = requests.values()
  const deadline = performance.now() + milliseconds
  let turn = 0
  const url = (): string => {
    const all = urls()
    turn += 1
    return `${all[turn % all.length]}/v1/refunds`
  }
  const client = async (): Promise<void> => {
    for (const request of rest) await decide(heard, request, url, deadline)
  }
  await Promise.all(Array.from({ length: clients }, client))
}

const decide = async (
  { answers, problems, brokeOff, held }: Clients,
  request: Request,
  url: () => string,
  deadline: number,
): Promise<void> => {
  const { key, form } = request
  while (performance.now() < deadline) {
    const heard = await post(url(), form, key)
    const verdict = heard === null ? 'unavailable' : verdictOfStatus(heard.status)
    if (heard === null) brokeOff.add(key)
    else if (verdict === 'accepted' || verdict === 'refused') return void answers.set(key, { request, heard })
    else if (verdict === 'broken') return void problems.push(`${key}: ${heard.text}`)
    // The lease of a key is longer than a round.
    else if (heard.status === 409 && brokeOff.has(key)) return void held.push(request)
    await pause(20)
  }
  problems.push(`${key}: was never decided`)
}
