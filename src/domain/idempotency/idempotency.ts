/**
 * What a request under an idempotency key may do: run, or hear again what the first one heard. A key is used for one
 * request; the same request under it is answered once and replayed afterwards, another one is refused.
 *
 * ```
 *            run                finish
 *   (none) ───────▶ running ───────────▶ done ──▶ replay, until it expires
 *      ▲               │ lapses, or gives up
 *      └───────────────┘
 * ```
 *
 * Source: docs.stripe.com/api/idempotent_requests; `docs/decisions/0008-idempotency.md` says what follows from it here.
 */
import { type EpochSeconds, secondsAfter } from '../records/time.js'

/** What a key is used for. */
export interface KeyUse {
  readonly key: string
  /** What was called, such as `refund` or `POST /v1/refunds`. */
  readonly path: string
  /** Equal exactly when what was asked is equal: `canonicalText` of the decoded parameters. */
  readonly fingerprint: string
}

/** Someone is at it. Lapses at `until`, so that a process that died does not hold the key for ever. */
export interface KeyRunning extends KeyUse {
  readonly status: 'running'
  readonly until: EpochSeconds
}

/** It was answered. The answer is written in the same commit as what was decided. */
export interface KeyDone<Answer> extends KeyUse {
  readonly status: 'done'
  readonly answer: Answer
  readonly at: EpochSeconds
}

/** What is known of a key. */
export type KeyState<Answer> = KeyRunning | KeyDone<Answer>

/** The key was used for something else: another path, or other parameters. */
export interface KeyReused {
  readonly _tag: 'KeyReused'
  readonly key: string
  readonly differs: 'path' | 'parameters'
  /** What it was first used for, and what it was given for now. */
  readonly usedFor: string
  readonly givenFor: string
}

/** A request with this key is under way. Ask again later. */
export interface KeyInFlight {
  readonly _tag: 'KeyInFlight'
  readonly key: string
  readonly until: EpochSeconds
}

/** Why a key gives neither a run nor a replay, in order of precedence. */
export type KeyError = KeyReused | KeyInFlight

/** What is to be done with a request under a key. */
export type KeyVerdict<Answer> =
  | { readonly do: 'run' }
  | { readonly do: 'replay'; readonly answer: Answer }
  | { readonly do: 'refuse'; readonly error: KeyError }

const RUN = { do: 'run' } as const

/**
 * Whether a key is as good as new: a run that lapsed, or an answer that is `lifeSeconds` old.
 *
 * @example
 * const use = { key: 'k1', path: 'refund', fingerprint: '{}' }
 * isSpent(finishKey(use, 'answer', now), later(59), 60) // => false
 * isSpent(finishKey(use, 'answer', now), later(60), 60) // => true
 * @since 0.1.0
 * @category idempotency
 */
export const isSpent = (known: KeyState<unknown>, at: EpochSeconds, lifeSeconds: number): boolean =>
  at >= (known.status === 'running' ? known.until : secondsAfter(known.at, lifeSeconds))

/**
 * What a request under a key may do, given what is known of the key.
 *
 * `lifeSeconds`: how long an answer is replayed. Law: after `finish` the same use is replayed, and any other refused, until
 * the answer is `lifeSeconds` old.
 *
 * @example
 * const use = { key: 'k1', path: 'refund', fingerprint: '{"amount":300}' }
 * judgeKey(null, use, now, 86_400) // => { do: 'run' }
 * const done = finishKey(use, 'answer', now)
 * judgeKey(done, use, later(60), 86_400) // => { do: 'replay', answer: 'answer' }
 * judgeKey(done, { ...use, path: 'capture' }, later(60), 86_400) // => { do: 'refuse', error: { _tag: 'KeyReused', key: 'k1', differs: 'path', usedFor: 'refund', givenFor: 'capture' } }
 * judgeKey(done, use, later(86_400), 86_400) // => { do: 'run' }
 * @since 0.1.0
 * @category idempotency
 */
export const judgeKey = <Answer>(
  known: KeyState<Answer> | null,
  asked: KeyUse,
  at: EpochSeconds,
  lifeSeconds: number,
): KeyVerdict<Answer> => {
  if (known === null || isSpent(known, at, lifeSeconds)) return RUN
  if (known.path !== asked.path) return { do: 'refuse', error: reused(known, asked, 'path') }
  if (known.fingerprint !== asked.fingerprint) return { do: 'refuse', error: reused(known, asked, 'parameters') }
  if (known.status === 'running') {
    return { do: 'refuse', error: { _tag: 'KeyInFlight', key: asked.key, until: known.until } }
  }
  return { do: 'replay', answer: known.answer }
}

const reused = (known: KeyUse, asked: KeyUse, differs: KeyReused['differs']): KeyReused => ({
  _tag: 'KeyReused',
  key: asked.key,
  differs,
  usedFor: known.path,
  givenFor: asked.path,
})

/**
 * The key while its request runs, for `leaseSeconds` at most.
 *
 * @example
 * startKey({ key: 'k1', path: 'refund', fingerprint: '{}' }, now, 60).until // => later(60)
 * @since 0.1.0
 * @category idempotency
 */
export const startKey = (asked: KeyUse, at: EpochSeconds, leaseSeconds: number): KeyRunning => ({
  status: 'running',
  key: asked.key,
  path: asked.path,
  fingerprint: asked.fingerprint,
  until: secondsAfter(at, leaseSeconds),
})

/**
 * The key with the answer to its request.
 *
 * @example
 * finishKey({ key: 'k1', path: 'refund', fingerprint: '{}' }, 'answer', now).status // => 'done'
 * @since 0.1.0
 * @category idempotency
 */
export const finishKey = <Answer>(asked: KeyUse, answer: Answer, at: EpochSeconds): KeyDone<Answer> => ({
  status: 'done',
  key: asked.key,
  path: asked.path,
  fingerprint: asked.fingerprint,
  answer,
  at,
})
