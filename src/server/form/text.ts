/** From what stands on the wire to text, refusing what is not exactly one. */

/** Leaves a byte order mark where it is: it is a character of the first name, and then no parameter's. */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Longer parents than this are not kept alive by a value that was cut from them. */
const KEPT_WHOLE = 4_096

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

/** The same text with memory of its own: a text cut from a body of a megabyte would keep the megabyte. */
export const ownText = (text: string, cutFrom: string): string =>
  cutFrom.length <= KEPT_WHOLE ? text : Buffer.from(text, 'utf8').toString('utf8')
