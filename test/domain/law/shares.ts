/** A small world of one charge with one leg, and every sequence of few moves in it: the ground on which share rules are tried. */

export interface World {
  readonly authorized: number
  readonly captured: number
  readonly captures: number
  /** Whether more may be captured, up to what was authorised. */
  readonly open: boolean
  readonly total: number
  readonly basis: number
  readonly returned: number
  readonly refunds: readonly Refund[]
}

interface Refund {
  readonly amount: number
  readonly state: 'requested' | 'stands' | 'failed'
  readonly share: number
}

/** How much of the leg a refund of `amount` returns, and when that is decided, and what becomes of it. */
export interface Rule {
  readonly share: (world: World, amount: number) => number
  readonly decided: 'acknowledged' | 'requested'
  readonly failure: 'keeps the share' | 'gives the share back'
}

/** F(basis), in whole units, halves up. */
export const nearest = (total: number, part: number, whole: number): number =>
  Math.floor((2 * total * part + whole) / (2 * whole))

/** The laws of legs that a wrong rule may break, by the names of their tests. */
const LAWS: Readonly<Record<string, (world: World) => boolean>> = {
  'returns of a leg something between nothing and all of it': ({ total, returned, refunds }) =>
    returned >= 0 && returned <= total && refunds.every(({ share }) => share >= 0),
  'returns at least what the standing refunds come to, unless a capture came after them': (world) =>
    world.captures > 1 || world.returned >= nearest(world.total, world.basis, world.captured),
  'returns all of a leg once all that was captured stands refunded with it': ({ basis, captured, returned, total }) =>
    basis !== captured || returned === total,
}

type Move = readonly [text: string, world: World]

const standing = ({ refunds }: World): number =>
  refunds.reduce((sum, { amount, state }) => sum + (state === 'failed' ? 0 : amount), 0)

const upTo = (count: number): readonly number[] => Array.from({ length: Math.max(0, count) }, (_, index) => index + 1)

const changed = (world: World, index: number, refund: Refund): readonly Refund[] =>
  world.refunds.map((other, at) => (at === index ? refund : other))

/** With several captures, legs go back only with all that remains. */
const amounts = (world: World): readonly number[] => {
  const left = world.captured - standing(world)
  return world.captures > 1 || world.open ? upTo(left).slice(-1) : upTo(left)
}

const movesOf = (world: World, rule: Rule): readonly Move[] => [
  ...amounts(world).map((amount): Move => {
    const share = rule.share(world, amount)
    const refund: Refund = { amount, state: 'stands', share }
    return [
      `refund ${amount}`,
      { ...world, basis: world.basis + amount, returned: world.returned + share, refunds: [...world.refunds, refund] },
    ]
  }),
  ...amounts(world).map((amount): Move => {
    const share = rule.decided === 'requested' ? rule.share(world, amount) : 0
    return [`request ${amount}`, { ...world, refunds: [...world.refunds, { amount, state: 'requested', share }] }]
  }),
  ...world.refunds.flatMap((refund, index): readonly Move[] => {
    const { amount, state } = refund
    const name = `${amount} (refund ${index + 1})`
    if (state === 'failed') return []
    if (state === 'stands') {
      const back = rule.failure === 'gives the share back' ? refund.share : 0
      const refunds = changed(world, index, { amount, state: 'failed', share: 0 })
      return [[`fail ${name}`, { ...world, basis: world.basis - amount, returned: world.returned - back, refunds }]]
    }
    const share = rule.decided === 'requested' ? refund.share : rule.share(world, amount)
    const refunds = changed(world, index, { amount, state: 'stands', share })
    return [
      [`acknowledge ${name}`, { ...world, basis: world.basis + amount, returned: world.returned + share, refunds }],
    ]
  }),
  ...upTo(world.total - world.returned).map(
    (amount): Move => [`return ${amount} directly`, { ...world, returned: world.returned + amount }],
  ),
  ...(world.open
    ? upTo(world.authorized - world.captured).flatMap((amount) =>
        upTo(2).map((more): Move => {
          const captured = world.captured + amount
          return [
            `capture ${amount} with ${more}`,
            {
              ...world,
              captured,
              captures: world.captures + 1,
              open: captured < world.authorized,
              total: world.total + more,
            },
          ]
        }),
      )
    : []),
]

export interface Broken {
  readonly authorized: number
  readonly captured: number
  readonly total: number
  readonly moves: readonly string[]
  readonly law: string
}

interface Search {
  /** Whether more may be captured after refunds. */
  readonly captures: boolean
  readonly largest: number
  readonly moves: number
}

const worlds = ({ largest, captures }: Search): readonly World[] =>
  upTo(largest)
    .flatMap((authorized) =>
      upTo(authorized).flatMap((captured) => upTo(largest).map((total) => ({ authorized, captured, total }))),
    )
    .sort((a, b) => a.authorized + a.total - b.authorized - b.total || a.captured - b.captured)
    .map((start) => ({
      ...start,
      captures: 1,
      open: captures && start.captured < start.authorized,
      basis: 0,
      returned: 0,
      refunds: [],
    }))

interface Path {
  readonly world: World
  readonly moves: readonly string[]
}

const longer = (paths: readonly Path[], rule: Rule): readonly Path[] =>
  paths.flatMap(({ world, moves }) =>
    movesOf(world, rule).map(([text, next]) => ({ world: next, moves: [...moves, text] })),
  )

const brokenIn = (start: World, rule: Rule, depth: number): Broken | null => {
  const { authorized, captured, total } = start
  let paths: readonly Path[] = [{ world: start, moves: [] }]
  for (let length = 1; length <= depth; length += 1) {
    paths = longer(paths, rule)
    for (const { world, moves } of paths) {
      const law = Object.keys(LAWS).find((name) => LAWS[name]?.(world) === false)
      if (law !== undefined) return { authorized, captured, total, moves, law }
    }
  }
  return null
}

/** The first law that the rule breaks, in the smallest world and by the fewest moves; or null when it breaks none. */
export const firstBroken = (rule: Rule, search: Search): Broken | null => {
  for (const start of worlds(search)) {
    const broken = brokenIn(start, rule, search.moves)
    if (broken !== null) return broken
  }
  return null
}
