/** From what stands on the wire to text, refusing what is not exactly one. */

/** Leaves a byte order mark where it is: it is a character of the first name, and then no parameter's. */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of these bytes, or null if they are not UTF-8. */
export const utf8 = (bytes: Uint8Array): string | null => {
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}

/** A name or a value: `+` is a space, and each `%41` a byte of UTF-8. Null if that is broken. */
export const decoded = (raw: string): string | null => {
  const spaced = raw.includes('+') ? raw.replaceAll('+', ' ') : raw
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return null
  }
}

/** What values stand in, and its bytes where each of them is a character of it; null where they are not, or are not at hand. */
export interface Source {
  readonly text: string
  readonly bytes: Buffer | null
}

/** Equally many only where all of them are ASCII: any other character has more bytes than places in a text. */
export const sourceOf = (text: string, bytes: Uint8Array): Source => ({
  text,
  bytes: bytes.length === text.length && Buffer.isBuffer(bytes) ? bytes : null,
})

/**
 * The value that stands there, decoded, with memory of its own; null if it is broken. V8 cuts a text by noting where it stands in the one
 * that it is cut from: such a value would keep a body of a megabyte, and is slow to compare.
 */
export const valueIn = ({ text, bytes }: Source, from: number, to: number): string | null => {
  const raw = text.slice(from, to)
  const value = decoded(raw)
  if (bytes !== null && value === raw && raw.length >= SHORTEST_CUT) return bytes.toString('latin1', from, to)
  return value === null || text.length <= KEPT_WHOLE ? value : Buffer.from(value, 'utf8').toString('utf8')
}

/** Shorter ones are copied by V8. */
const SHORTEST_CUT = 13

/** A text that is no longer may be kept by what is cut from it. */
const KEPT_WHOLE = 4_096
