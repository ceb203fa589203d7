/** All that a decision was found to need so far, and how it is got. */
import { type Either, isLeft } from '../../domain/either.js'
import type { Charge } from '../../domain/records/charge.js'
import {
  type ChargeId,
  chargeId,
  type DisputeId,
  disputeId,
  type RefundId,
  refundId,
} from '../../domain/records/ids.js'
import { unavailable } from '../../store/desk/asking.js'
import type { UnitError } from '../../store/index.js'
import type { DocumentName, Store } from '../../store/port.js'
import type { Asked } from './asked.js'
import { type Holdings, readHoldings } from './holdings.js'
import { type Need, pageName } from './need.js'
import { readPage } from './page.js'
import { isId, type PageFound } from './work.js'

/** What the next round loads, and what was read beside it. */
export interface Known {
  charge: ChargeId | null
  refund: RefundId | null
  dispute: DisputeId | null
  readonly names: DocumentName[]
  charges: ReadonlyMap<string, Charge | null>
  pages: ReadonlyMap<string, PageFound>
  balances: ReadonlyMap<string, Holdings>
}

export const nothingKnown = (): Known => ({
  charge: null,
  refund: null,
  dispute: null,
  names: [],
  charges: NONE,
  pages: NONE,
  balances: NONE,
})

/** Names what the next round is to load; false for what is not loaded with a decision. */
export const named = (known: Known, need: Need): boolean => {
  switch (need.of) {
    case 'charge':
      known.charge = idOr(known.charge, chargeId(need.id))
      return true
    case 'refund':
      known.refund = idOr(known.refund, refundId(need.id))
      return true
    case 'dispute':
      known.dispute = idOr(known.dispute, disputeId(need.id))
      return true
    case 'document':
      name(known, need.kind, need.id)
      return true
    case 'documents':
      for (const id of need.ids) if (isId(id)) known.names.push({ kind: need.kind, id })
      return true
    case 'law':
      if (known.charge !== null) return false
      known.charge = idOr(null, chargeId(need.id))
      return true
    case 'page':
    case 'balance':
      return false
  }
}

/** Reads what is not loaded with a decision. A store that rejects instead of answering is taken for one that is down. */
export const met = async (store: Store, asked: Asked, known: Known, need: Need): Promise<UnitError | null> => {
  try {
    return await meet(store, asked, known, need)
  } catch (cause) {
    return unavailable(need.of === 'law' ? 'find' : 'list', 'no', cause)
  }
}

const meet = async (store: Store, { account }: Asked, known: Known, need: Need): Promise<UnitError | null> => {
  if (need.of === 'law') {
    if (known.charge === need.id || known.charges.has(need.id)) return null
    const found = await store.find({ account, of: 'charge', id: need.id })()
    if (isLeft(found)) return found.left
    known.charges = withOne(known.charges, need.id, found.right)
  } else if (need.of === 'page') {
    if (known.pages.has(pageName(need.asked))) return null
    const found = await readPage(store, account, need.asked)
    if (isLeft(found) && found.left._tag !== 'UnknownCursor') return found.left
    known.pages = withOne(known.pages, pageName(need.asked), found as PageFound)
  } else if (need.of === 'balance') {
    const found = await readHoldings(store, account, need.kind)
    if (isLeft(found)) return found.left
    known.balances = withOne(known.balances, need.kind, found.right)
  }
  return null
}

/** Most decisions need nothing of the kind: a map is made for the first. */
const NONE: ReadonlyMap<string, never> = new Map<string, never>()

const withOne = <A>(map: ReadonlyMap<string, A>, name: string, one: A): ReadonlyMap<string, A> =>
  new Map([...map, [name, one]])

/** What can be no id is not there: what was known before stays. */
const idOr = <Id>(before: Id | null, id: Either<unknown, Id>): Id | null => (isLeft(id) ? before : id.right)

const name = (known: Known, kind: string, id: string): void => {
  if (isId(id) && !known.names.some((one) => one.id === id && one.kind === kind)) known.names.push({ kind, id })
}
