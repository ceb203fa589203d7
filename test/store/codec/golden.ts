/** The rows of version 1 that are kept in `golden-v1.jsonl`, one to a line with its kind. */
import { readFileSync } from 'node:fs'
import type { RowKind } from '../../../src/store/errors.js'

/** A member of a record in JSON. */
export type Members = { readonly [name: string]: unknown }

export interface GoldenRow {
  readonly kind: RowKind
  readonly json: Members
  /** The text of `json` in the file. */
  readonly text: string
  readonly id: string
}

const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n')

export const goldenRows = (): readonly GoldenRow[] =>
  linesOf(readFileSync(new URL('golden-v1.jsonl', import.meta.url), 'utf8')).map((line) => {
    const { kind, row } = JSON.parse(line) as { readonly kind: RowKind; readonly row: Members }
    const text = line.slice(`{"kind":"${kind}","row":`.length, -1)
    return { kind, json: row, text, id: idOf(row) }
  })

/** The id stands in the row itself, or in the one record that it holds. */
const idOf = (row: Members): string => {
  const { id, charge, refund, dispute, record, document } = row as { readonly [name: string]: Members | undefined }
  return String(id ?? (charge ?? refund ?? dispute ?? document)?.id ?? record?.key)
}
