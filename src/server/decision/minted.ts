/** New ids. A decision that is made again gets the same ones. */

/** Gives the text behind a prefix such as `re_`. */
export type Mint = (prefix: string) => string

export interface Minted {
  /** The id number `index` of those with this prefix that the request mints. */
  readonly at: (prefix: string, index: number) => string
  /** Whether the request minted this id. */
  readonly has: (id: string) => boolean
}

export const createMinted = (mint: Mint): Minted => {
  const ids = new Map<string, string[]>()
  return {
    at: (prefix, index) => {
      let known = ids.get(prefix)
      if (known === undefined) {
        known = []
        ids.set(prefix, known)
      }
      while (known.length <= index) known.push(mint(prefix))
      return known[index] as string
    },
    has: (id) => {
      for (const known of ids.values()) if (known.includes(id)) return true
      return false
    },
  }
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
