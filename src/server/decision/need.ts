/** What a decision needs to see and does not have yet. */
import type { Created } from '../../store/port.js'
import type { Document } from '../../store/rows.js'

/** A page to be read. */
export interface PageAsked {
  /** As the store has it. */
  readonly kind: string
  readonly limit: number
  readonly label?: string
  readonly startingAfter?: string
  readonly endingBefore?: string
  readonly created?: Created
  /** What the store cannot filter by, with a name of its own: two filters of one name are the same. */
  readonly keep?: { readonly name: string; readonly test: (document: Document) => boolean }
  /** Two pages that differ in it are read apart: how many there were when it was asked for. */
  readonly seal?: number
}

export type Need =
  | { readonly of: 'document'; readonly kind: string; readonly id: string }
  /** Several of a kind, each once. Said in a guess only. */
  | { readonly of: 'documents'; readonly kind: string; readonly ids: readonly string[] }
  /** The charge, refund or dispute that the decision is about. */
  | { readonly of: 'charge' | 'refund' | 'dispute'; readonly id: string }
  /** Another charge, to be shown. */
  | { readonly of: 'law'; readonly id: string }
  | { readonly of: 'page'; readonly asked: PageAsked }
  /** What the balance transactions of a kind come to. */
  | { readonly of: 'balance'; readonly kind: string }

/** A document's name in one text. No kind has a NUL. */
export const nameOf = (kind: string, id: string): string => `${kind}\0${id}`

/** A page's name in one text. */
export const pageName = ({ keep, ...asked }: PageAsked): string => JSON.stringify([asked, keep?.name])
