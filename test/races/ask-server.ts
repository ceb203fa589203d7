/** Asks servers over HTTP, each request the next one; where one does not answer, the next is asked. */
import type { Verdict } from '../faults/desk.js'
import type { Through } from '../faults/jobs.js'
import type { Asker, AskerJob, Outcome } from './asker.js'

/** Whoever asks with it is one account. */
export const SECRET = 'sk_test_race'

const LIMIT_MILLISECONDS = 30_000

/** An answer of a server. */
export interface Heard {
  readonly status: number
  readonly text: string
}

/** Null where there was no answer: whether it was done, nobody knows. */
export const post = async (url: string, form: Readonly<Record<string, string>>, key: string): Promise<Heard | null> => {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET}`, 'idempotency-key': key },
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(LIMIT_MILLISECONDS),
    })
    return { status: answer.status, text: await answer.text() }
  } catch (error) {
    return isRefused(error) ? NOBODY : null
  }
}

/** Nobody listens there now: nothing was asked. */
const NOBODY: Heard = { status: 503, text: '' }

const isRefused = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && 'code' in error.cause && error.cause.code === 'ECONNREFUSED'

export const verdictOfStatus = (status: number): Verdict => {
  if (status === 200) return 'accepted'
  if (status === 409 || status === 429) return 'again'
  if (status >= 500) return 'unavailable'
  return status === 400 || status === 402 ? 'refused' : 'broken'
}

export const askServer = async (
  { who, charge }: AskerJob,
  { urls }: Extract<Through, { is: 'server' }>,
): Promise<Asker> => {
  let turn = who
  return {
    ask: async (index): Promise<Outcome> => {
      turn += 1
      const url = `${urls[turn % urls.length]}/v1/refunds`
      const heard = await post(url, { charge, amount: '1' }, `key_${who}_${index}`)
      if (heard === null || heard.text === '') return { verdict: 'unavailable', name: 'no answer', text: '' }
      const body: { readonly id?: string; readonly error?: { readonly code?: string; readonly type?: string } } =
        JSON.parse(heard.text)
      const name = body.id ?? body.error?.code ?? body.error?.type ?? String(heard.status)
      return { verdict: verdictOfStatus(heard.status), name, text: `${heard.status} ${heard.text}` }
    },
    close: async () => undefined,
  }
}
