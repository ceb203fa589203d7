/** A lifecycle as a picture. */
import type { Arrow, Lifecycle } from '../domain/law/lifecycle.js'

interface Edge {
  readonly from: string
  readonly target: string
  readonly command: string
}

/**
 * A lifecycle as a Mermaid state diagram.
 *
 * The absent record is the start point, and a status in which nothing more happens leads to the end point. Commands between
 * the same two statuses share an arrow. A command that is possible in every status and changes none is a note.
 *
 * @example
 * const [first, inquiry, opened] = diagram(disputeLifecycle).split('\n')
 * first // => 'stateDiagram-v2'
 * inquiry // => '  [*] --> inquiry : open'
 * opened // => '  [*] --> open : open'
 * @since 0.1.0
 * @category diagram
 */
export const diagram = (lifecycle: Lifecycle): string => {
  const present = Object.keys(lifecycle.states).filter((status) => status !== lifecycle.initial)
  const edges = edgesOf(lifecycle)
  const everywhere = [...new Set(edges.map(({ command }) => command))].filter((command) =>
    present.every((status) => edges.some((edge) => isStay(edge) && edge.from === status && edge.command === command)),
  )
  const drawn = edges.filter((edge) => !(isStay(edge) && everywhere.includes(edge.command)))
  const ends = present.filter((status) => drawn.every(({ from }) => from !== status))
  const point = (status: string): string => (status === lifecycle.initial ? '[*]' : status)
  return [
    'stateDiagram-v2',
    ...joined(drawn).map(({ from, target, command }) => `  ${point(from)} --> ${point(target)} : ${command}`),
    ...ends.map((status) => `  ${status} --> [*]`),
    ...everywhere.map((command) => `  note right of ${present[0]} : ${command}, in every status and changing none`),
    '',
  ].join('\n')
}

const edgesOf = ({ states }: Lifecycle): readonly Edge[] =>
  Object.entries(states).flatMap(([from, { on }]) =>
    Object.entries(on).flatMap(([command, row]) =>
      arrowsIn(row).map(({ target }) => ({ from, target: target ?? from, command })),
    ),
  )

const arrowsIn = (row: Arrow | readonly Arrow[]): readonly Arrow[] => ('guard' in row ? [row] : row)

const isStay = ({ from, target }: Edge): boolean => from === target

/** One edge for each two statuses, with all its commands. */
const joined = (edges: readonly Edge[]): readonly Edge[] => {
  const between = new Map<string, Edge>()
  for (const edge of edges) {
    const key = `${edge.from} ${edge.target}`
    const known = between.get(key)
    between.set(key, known === undefined ? edge : { ...known, command: `${known.command}, ${edge.command}` })
  }
  return [...between.values()]
}
