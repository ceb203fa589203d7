/** New ids. A decision that is made again gets the same ones. */

/** Gives the text behind a prefix such as `re_`. */
export type Mint = (prefix: string) => string

/** The ids that a request mints. */
export interface Minted {
  readonly mint: Mint
  /** By prefix, of which no request has more than a few. */
  readonly all: Ids[]
}

interface Ids {
  readonly prefix: string
  readonly known: string[]
  /** How many the decision has taken. */
  taken: number
}

export const createMinted = (mint: Mint): Minted => ({ mint, all: [] })

/** The next one that the decision takes. */
export const nextMinted = (minted: Minted, prefix: string): string => {
  const ids = idsOf(minted, prefix)
  ids.taken += 1
  return idAt(minted, ids, ids.taken - 1)
}

/** The decision is made again, and takes the same ones. */
export const restart = ({ all }: Minted): void => {
  for (const ids of all) ids.taken = 0
}

/** Whether the request minted this id. */
export const isMinted = ({ all }: Minted, id: string): boolean => all.some(({ known }) => known.includes(id))

const idsOf = ({ all, mint }: Minted, prefix: string): Ids => {
  for (const ids of all) if (ids.prefix === prefix) return ids
  // A list of one takes the room of one; an empty one that grows takes that of 17.
  const ids: Ids = { prefix, known: [mint(prefix)], taken: 0 }
  all.push(ids)
  return ids
}

const idAt = ({ mint }: Minted, { prefix, known }: Ids, index: number): string => {
  while (known.length <= index) known.push(mint(prefix))
  return known[index] as string
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** Letters behind the prefix: 24, as Stripe's. */
const LENGTH = 24
/** The letter of each byte; 0 where it has none, as the last bytes would favour the first letters. */
const LETTER_OF = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 256 - (256 % LETTERS.length) ? LETTERS.charCodeAt(byte % LETTERS.length) : 0,
)

/** Where each id is put together: no prefix has more than 40 letters. */
const written = Buffer.alloc(64)

/** Ids by chance, as long as Stripe's: some 143 bits. One flat text each: a chain of 24 pieces would take ten times the memory. */
export const randomMint: Mint = (prefix) => {
  if (drawn.left < LENGTH) draw()
  const end = prefix.length + LENGTH
  for (let place = 0; place < prefix.length; place += 1) written[place] = prefix.charCodeAt(place)
  for (let place = prefix.length; place < end; place += 1) {
    drawn.left -= 1
    written[place] = drawn.letters[drawn.left] as number
  }
  return written.toString('latin1', 0, end)
}

/** Letters by chance, drawn ahead: each is given out once. */
const drawn = { letters: new Uint8Array(16_384), left: 0 }

const draw = (): void => {
  const { letters } = drawn
  crypto.getRandomValues(letters)
  let kept = 0
  for (let index = 0; index < letters.length; index += 1) {
    const letter = LETTER_OF[letters[index] as number] as number
    if (letter === 0) continue
    // Never ahead of what is read.
    letters[kept] = letter
    kept += 1
  }
  drawn.left = kept
}

/** Ids by counting, for tests: the same in every run. */
export const countingMint = (): Mint => {
  let count = 0
  return (prefix) => {
    count += 1
    return `${prefix}${String(count).padStart(LENGTH, '0')}`
  }
}
