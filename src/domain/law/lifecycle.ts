/** The form in which lifecycles are written: xstate's own config form, as plain data that needs no xstate. */

/** One arrow: what happens leads to `target`, or stays where it is. Guard and action are the same for every arrow. */
export interface Arrow {
  readonly target?: string
  /** Taken when the law accepts and what it decides leads here. */
  readonly guard: { readonly type: 'leadsTo'; readonly params: { readonly status: string | null } }
  readonly actions: 'record'
}

/** Where something may stand, and what may happen there. `absent`: not in the books yet. */
export interface Lifecycle {
  readonly id: 'charge' | 'refund' | 'dispute'
  readonly initial: 'absent'
  readonly states: {
    readonly [status: string]: { readonly on: { readonly [command: string]: Arrow | readonly Arrow[] } }
  }
}

/** An arrow to another status. */
export const to = <const Status extends string>(status: Status) =>
  ({ target: status, guard: { type: 'leadsTo', params: { status } }, actions: 'record' }) as const

/** An arrow that stays. */
export const stay = { guard: { type: 'leadsTo', params: { status: null } }, actions: 'record' } as const

type TargetOf<Row, Here> = Row extends readonly (infer One)[]
  ? TargetOf<One, Here>
  : Row extends { readonly target: infer Target }
    ? Target
    : Here

/** The statuses that `command` leads to from `Status`; `never` when the lifecycle has no such arrow. */
export type NextIn<
  Chart extends Lifecycle,
  Status extends keyof Chart['states'],
  Command extends string,
> = Command extends keyof Chart['states'][Status]['on']
  ? TargetOf<Chart['states'][Status]['on'][Command], Status>
  : never

/** Whether `command` may happen in `status` at all. */
export const permits = (chart: Lifecycle, status: string, command: string): boolean =>
  chart.states[status]?.on[command] !== undefined

/** Whether `command` may lead from `from` to `target`. */
export const leads = (chart: Lifecycle, from: string, command: string, target: string): boolean => {
  const row = chart.states[from]?.on[command]
  if (row === undefined) return false
  if ('guard' in row) return (row.target ?? from) === target
  return row.some((arrow) => (arrow.target ?? from) === target)
}
