/** Stores that find and list otherwise. */
import { isLeft, right } from '../../../src/index.js'
import type { List, Page, Store } from '../../../src/store/port.js'
import type { Document, RecordKind, Records } from '../../../src/store/rows.js'
import { type Flaw, type Flaws, mapped, rightly } from './tools.js'

type Row = Records[RecordKind]
type Pages = Page<Row>

const ALL = 1_000_000
const idOf = (row: Row): string => ('document' in row ? row.document.id : row.id)
const secondOf = (row: Row): number =>
  'document' in row ? row.document.createdAt : 'event' in row ? row.event.at : row.createdAt

/** Asks something else. */
const asks = (change: (asked: List) => List): Flaw => ({
  store: (works) => ({ list: ((asked: List) => works.list(change(asked))) as Store['list'] }),
})
/** Gives something else. */
const lists = (change: (page: Pages, asked: List, works: Store) => Pages | Promise<Pages>): Flaw => ({
  store: (works) => ({
    list: ((asked: List) => mapped(works.list(asked), (page) => change(page, asked, works))) as Store['list'],
  }),
})
const finds = (change: (row: Row | null, asked: { id: string }) => Row | null): Flaw => ({
  store: (works) => ({
    find: ((asked: Parameters<Store['find']>[0]) =>
      mapped(works.find(asked), (row) => change(row, asked))) as Store['find'],
  }),
})

const without = (name: keyof List): Flaw => asks(({ [name]: _, ...rest }) => rest as List)
const bounds = (change: (created: NonNullable<List['created']>) => List['created']): Flaw =>
  asks((asked) => ({ ...asked, ...(asked.created === undefined ? {} : { created: change(asked.created) ?? {} }) }))

const findsFirst = (works: Store): Partial<Store> => {
  const first = new Map<string, Row>()
  return {
    find: ((asked: Parameters<Store['find']>[0]) =>
      mapped(works.find(asked), (row) => row && (first.get(asked.id) ?? row))) as Store['find'],
    commit: (against, write) =>
      mapped(works.commit(against, write), () => {
        const { refund } = write.changes ?? {}
        if (refund && !first.has(refund.id)) first.set(refund.id, refund)
      }),
  }
}

const findsAnyKind = (works: Store): Partial<Store> => ({
  find: ((asked: Parameters<Store['find']>[0]) => async () => {
    const found = await works.find(asked)()
    if (isLeft(found) || found.right !== null) return found
    return works.find({ ...asked, of: 'refund' })()
  }) as Store['find'],
})

/** Documents are known by all their names in one text. */
const joining = (works: Store): Partial<Store> => {
  const last = new Map<string, Document>()
  const nameOf = (account: string, kind: string | undefined, id: string): string => `${account}:${kind}:${id}`
  return {
    commit: (against, write) => {
      for (const document of write.documents) last.set(nameOf(against.account, document.kind, document.id), document)
      return works.commit(against, write)
    },
    find: ((asked: Parameters<Store['find']>[0]) =>
      mapped(works.find(asked), (row) => {
        const document = last.get(nameOf(asked.account, asked.kind, asked.id))
        return row !== null && 'document' in row && document !== undefined ? { ...row, document } : row
      })) as Store['find'],
  }
}

/** A cursor is a place in the list as it was when it was given out. */
const byOffset = (works: Store): Partial<Store> => {
  const places = new Map<string, number>()
  return {
    list: ((asked: List) => async () => {
      const { startingAfter, endingBefore: _, ...rest } = asked
      const page = await works.list(asked)()
      if (isLeft(page)) return page
      const { data } = await rightly(works.list({ ...rest, limit: ALL }))
      const place = startingAfter === undefined ? undefined : places.get(startingAfter)
      for (const [index, row] of data.entries()) places.set(idOf(row), index)
      if (place === undefined) return page
      const later = data.slice(place + 1)
      return right({ data: later.slice(0, asked.limit), more: later.length > asked.limit })
    }) as Store['list'],
  }
}

const firstLabels = (works: Store): Partial<Store> => {
  const labels = new Map<string, readonly string[]>()
  return {
    commit: (against, write) =>
      mapped(works.commit(against, write), () => {
        for (const { kind, id, labels: given } of write.documents) {
          const name = `${against.account} ${kind} ${id}`
          if (!labels.has(name)) labels.set(name, given)
        }
      }),
    list: ((asked: List) => async () => {
      const { label, ...rest } = asked
      if (label === undefined) return works.list(asked)()
      const all = await works.list({ ...rest, limit: ALL })()
      if (isLeft(all)) return all
      const had = (row: Row): boolean =>
        'document' in row && (labels.get(`${asked.account} ${asked.kind} ${row.document.id}`) ?? []).includes(label)
      const data = all.right.data.filter(had)
      return right({ data: data.slice(0, asked.limit), more: data.length > asked.limit })
    }) as Store['list'],
  }
}

const cursorOf = ({ startingAfter, endingBefore }: List): string | undefined => startingAfter ?? endingBefore

/** A cursor must be among the rows that match. */
const cursorsMatch = (works: Store): Partial<Store> => ({
  list: ((asked: List) => async () => {
    const { startingAfter: _, endingBefore: __, ...rest } = asked
    const cursor = cursorOf(asked)
    const all = await rightly(works.list({ ...rest, limit: ALL }))
    if (cursor === undefined || all.data.some((row) => idOf(row) === cursor)) return works.list(asked)()
    return right({ data: [], more: false })
  }) as Store['list'],
})

/** A cursor that is none is no cursor at all. */
const cursorsOptional = (works: Store): Partial<Store> => ({
  list: ((asked: List) => async () => {
    const { startingAfter: _, endingBefore: __, ...rest } = asked
    const page = await works.list(asked)()
    return isLeft(page) ? works.list(rest)() : page
  }) as Store['list'],
})

const bySecond = async (page: Pages, asked: List, works: Store): Promise<Pages> => {
  const { startingAfter, ...rest } = asked
  if (startingAfter === undefined) return page
  const whole = await rightly(
    works.list({
      account: asked.account,
      of: asked.of,
      limit: ALL,
      ...(asked.kind === undefined ? {} : { kind: asked.kind }),
    }),
  )
  const cursor = whole.data.find((row) => idOf(row) === startingAfter)
  const all = await rightly(works.list({ ...rest, limit: ALL }))
  const data = all.data.filter((row) => cursor !== undefined && secondOf(row) < secondOf(cursor))
  return { data: data.slice(0, asked.limit), more: data.length > asked.limit }
}

/** Text loses what its driver does not take. */
const flattened = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, part) => (part === null || part === '\u0000' ? undefined : part)) ?? 'null')

export const listFlaws: Flaws = {
  'finds a refund as it was first': { store: findsFirst },
  'finds a refund where another kind is asked for': { store: findsAnyKind },
  'finds names whatever their letters’ case': {
    store: (works) => ({
      find: ((asked: Parameters<Store['find']>[0]) =>
        works.find({ ...asked, id: asked.id.toLowerCase() })) as Store['find'],
    }),
  },
  'joins account, kind and id by a colon': { store: joining },
  'loses what is null in a document': finds((row) =>
    row !== null && 'document' in row
      ? { ...row, document: { ...row.document, body: flattened(row.document.body) as null } }
      : row,
  ),

  'says that there is more where there is nothing': lists((page) => ({
    ...page,
    more: page.more || page.data.length === 0,
  })),
  'lists those of one second as they were written': lists((page) => ({
    ...page,
    data: [...page.data].reverse().sort((a, b) => secondOf(b) - secondOf(a)),
  })),
  'lists oldest first': lists((page) => ({ ...page, data: [...page.data].reverse() })),
  'lists one row too many': asks((asked) => ({ ...asked, limit: asked.limit + 1 })),
  'says that there is more after every full page': lists((page, { limit }) => ({
    ...page,
    more: page.data.length === limit,
  })),
  'lists the cursor as well': lists(async (page, asked, works) => {
    const { startingAfter, account, of, kind } = asked
    if (startingAfter === undefined) return page
    const row = await rightly(works.find({ account, of, id: startingAfter, ...(kind === undefined ? {} : { kind }) }))
    return { ...page, data: row === null ? page.data : [row, ...page.data].slice(0, asked.limit) }
  }),
  'lists the newest before a cursor, and not those next to it': lists(async (page, asked, works) => {
    if (asked.endingBefore === undefined) return page
    const all = await rightly(works.list({ ...asked, limit: ALL }))
    return { ...page, data: all.data.slice(0, asked.limit) }
  }),
  'lists after the second of a cursor': lists(bySecond),
  'takes gt for gte': bounds(({ gt, ...rest }) => ({ ...rest, ...(gt === undefined ? {} : { gte: gt }) })),
  'takes gte for gt': bounds(({ gte, ...rest }) => ({ ...rest, ...(gte === undefined ? {} : { gt: gte }) })),
  'takes lt for lte': bounds(({ lt, ...rest }) => ({ ...rest, ...(lt === undefined ? {} : { lte: lt }) })),
  'takes lte for lt': bounds(({ lte, ...rest }) => ({ ...rest, ...(lte === undefined ? {} : { lt: lte }) })),
  'ignores bounds of creation': without('created'),
  'ignores the filter by charge': without('charge'),
  'ignores the filter by label': without('label'),
  'lists by the labels that a document first had': { store: firstLabels },
  'takes a cursor for a place': { store: byOffset },
  'finds a cursor among what matches only': { store: cursorsMatch },
  'lists from the start where a cursor is none': { store: cursorsOptional },
}
