/** New ids. A decision that is made again gets the same ones. */

/** Gives the text behind a prefix such as `re_`. */
export type Mint = (prefix: string) => string

export interface Minted {
  /** The id number `index` of those with this prefix that the request mints. */
  readonly at: (prefix: string, index: number) => string
  /** The next one that the decision takes. */
  readonly next: (prefix: string) => string
  /** The decision is made again, and takes the same ones. */
  readonly restart: () => void
  /** Whether the request minted this id. */
  readonly has: (id: string) => boolean
}

export const createMinted = (mint: Mint): Minted => {
  const all: Ids[] = []
  const of = (prefix: string): Ids => {
    for (const known of all) if (known.prefix === prefix) return known
    const made: Ids = { prefix, known: [], taken: 0 }
    all.push(made)
    return made
  }
  const at = ({ prefix, known }: Ids, index: number): string => {
    while (known.length <= index) known.push(mint(prefix))
    return known[index] as string
  }
  return {
    at: (prefix, index) => at(of(prefix), index),
    next: (prefix) => {
      const ids = of(prefix)
      ids.taken += 1
      return at(ids, ids.taken - 1)
    },
    restart: () => {
      for (const ids of all) ids.taken = 0
    },
    has: (id) => all.some(({ known }) => known.includes(id)),
  }
}

/** Those with one prefix, of which no request has more than a few. */
interface Ids {
  readonly prefix: string
  readonly known: string[]
  /** How many the decision has taken. */
  taken: number
}

const LETTERS = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 'latin1')
/** Letters behind the prefix: 24, as Stripe's. */
const LENGTH = 24
/** Bytes from this one on would favour the first letters. */
const FAIR = 248

/** Where each id is put together. */
const written = Buffer.alloc(64)

/** Ids by chance, as long as Stripe's: some 143 bits. One flat text each: a chain of 24 pieces would take ten times the memory. */
export const randomMint: Mint = (prefix) => {
  const end = written.write(prefix, 'latin1') + LENGTH
  for (let place = end - LENGTH; place < end; ) {
    const byte = nextByte()
    if (byte >= FAIR) continue
    written[place] = LETTERS[byte % LETTERS.length] as number
    place += 1
  }
  return written.toString('latin1', 0, end)
}

const pool = new Uint8Array(4096)
let taken = pool.length

const nextByte = (): number => {
  if (taken === pool.length) {
    crypto.getRandomValues(pool)
    taken = 0
  }
  taken += 1
  return pool[taken - 1] as number
}

/** Ids by counting, for tests: the same in every run. */
export const countingMint = (): Mint => {
  let count = 0
  return (prefix) => {
    count += 1
    return `${prefix}${String(count).padStart(LENGTH, '0')}`
  }
}
