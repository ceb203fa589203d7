/** Who asks for what: all that a decision knows of its request. */
import type { RefundPolicy } from '../../domain/law/policy.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { Account, IdempotencyKey } from '../../store/names.js'
import type { RefusingEndpoint } from '../../stripe/errors/refusal-context.js'
import type { WireEvent } from '../../stripe/objects/event.js'
import type { ApiVersion } from '../../stripe/version.js'
import type { Scope } from './kinds.js'
import type { Minted } from './minted.js'

/** What holds for every request. */
export interface Rules {
  readonly policy: RefundPolicy
  /** The version of whoever names none, and in which events are told. */
  readonly version: ApiVersion
  /** When something happens that takes its time, begun at this moment. */
  readonly soon: (at: EpochSeconds) => EpochSeconds
  /** Whether webhooks may go to other machines. Default: no. */
  readonly allowRemoteWebhooks?: boolean
}

/** A key, and what it is used for. */
export interface KeyGiven {
  readonly key: IdempotencyKey
  readonly path: string
  readonly fingerprint: string
}

export interface Asked {
  readonly rules: Rules
  readonly account: Account
  readonly scope: Scope
  /** The id of the platform, `acct_…`. */
  readonly platform: string
  readonly version: ApiVersion
  /** `POST /v1/charges/{charge}/refund`. */
  readonly endpoint: RefusingEndpoint | string
  /** As events show it. Nobody asked for what happens by itself. */
  readonly request: WireEvent['request']
  readonly key: KeyGiven | null
  readonly minted: Minted
  /** When it happens, where it is not the desk's own time. */
  readonly at: EpochSeconds | null
}
