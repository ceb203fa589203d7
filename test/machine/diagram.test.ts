/**
 * The charts as Mermaid, read back by a reader of its own. That Mermaid takes them was seen with the parser of Mermaid 11.17;
 * the lines that it was seen to take are the ones that this reader knows.
 */
import { describe, expect, it } from 'vitest'
import { chargeLifecycle, disputeLifecycle, type Lifecycle, refundLifecycle } from '../../src/index.js'
import { diagram } from '../../src/machine/index.js'
import { cellsOf, ROOMS } from './given.js'

const STATUS = String.raw`(\[\*\]|[a-z]+(?:_[a-z]+)*)`
const COMMANDS = '([a-zA-Z]+(?:, [a-zA-Z]+)*)'
const ARROW = new RegExp(`^ {2}${STATUS} --> ${STATUS} : ${COMMANDS}$`)
const END = new RegExp(`^ {2}${STATUS} --> \\[\\*\\]$`)
const NOTE = new RegExp(`^ {2}note right of ${STATUS} : ${COMMANDS}, in every status and changing none$`)

/** Words that Mermaid takes for something else at the start of a line of a state diagram, or within it. */
const RESERVED = 'accDescr accTitle as class classDef click default direction end hide note scale state style title'

interface Drawn {
  readonly cells: readonly string[]
  readonly ends: readonly string[]
  readonly points: readonly string[]
}

/** What a diagram shows, every arrow and every note spelled out as `from command target`. */
const read = (text: string, { states }: Lifecycle): Drawn => {
  const [first, ...lines] = text.trimEnd().split('\n')
  expect(first).toBe('stateDiagram-v2')
  const name = (point: string): string => (point === '[*]' ? 'absent' : point)
  const present = Object.keys(states).filter((status) => status !== 'absent')
  const drawn = { cells: [] as string[], ends: [] as string[], points: [] as string[] }
  for (const line of lines) {
    const [arrow, end, note] = [ARROW, END, NOTE].map((form) => form.exec(line))
    const [, from = '', target = '', commands = ''] = arrow ?? end ?? note ?? []
    expect([arrow, end, note].filter(Boolean), line).toHaveLength(1)
    drawn.points.push(from, ...(arrow ? [target] : []))
    if (arrow) drawn.cells.push(...commands.split(', ').map((command) => `${name(from)} ${command} ${name(target)}`))
    if (end) drawn.ends.push(from)
    if (note)
      drawn.cells.push(...target.split(', ').flatMap((one) => present.map((status) => `${status} ${one} ${status}`)))
  }
  return drawn
}

describe.each(ROOMS.map(({ of, lifecycle }) => [of, lifecycle] as const))('the diagram of a %s', (_, lifecycle) => {
  const text = diagram(lifecycle)
  const { cells, ends, points } = read(text, lifecycle)

  it('shows each arrow of the data once', () => {
    expect([...cells].sort()).toEqual([...cellsOf(lifecycle)].sort())
  })
  it('draws one arrow between two statuses', () => {
    const pairs = text.match(/\S+ --> \S+ :/g) ?? []
    expect(new Set(pairs).size).toBe(pairs.length)
  })
  it('ends where nothing more happens, and nowhere else', () => {
    const going = new Set(text.match(/^ {2}\S+(?= --> .* : )/gm)?.map((status) => status.trim()))
    const silent = Object.keys(lifecycle.states).filter((status) => status !== 'absent' && !going.has(status))
    expect(ends).toEqual(silent)
  })
  it('has names that Mermaid takes for nothing else', () => {
    expect(points.filter((point) => RESERVED.split(' ').includes(point))).toEqual([])
  })
})

describe('a diagram', () => {
  it('joins commands between the same two statuses', () => {
    expect(diagram(chargeLifecycle).split('\n')).toContain('  authorized --> captured : capture, release, expire')
  })
  it('says in a note what changes no status anywhere', () => {
    expect(diagram(refundLifecycle)).toMatch(NOTE_OF_REFUND)
    expect(diagram(refundLifecycle)).not.toContain('--> failed : editMetadata')
  })
  it('keeps the arrow of a command that changes nothing anywhere but there', () => {
    const arrow = { actions: 'record', guard: { type: 'leadsTo', params: { status: null } } } as const
    const states = {
      absent: { on: {} },
      on: { on: { touch: [arrow, { ...arrow, target: 'off' }] } },
      off: { on: { touch: arrow } },
    }
    const text = diagram({ id: 'refund', initial: 'absent', states })
    expect(text).toContain('  on --> off : touch\n')
    expect(text).toContain('touch, in every status and changing none\n')
  })
  it('starts and ends at the points', () => {
    expect(diagram(disputeLifecycle)).toContain('\n  [*] --> open : open\n')
    expect(diagram(disputeLifecycle)).toContain('\n  lost --> [*]\n')
  })
})

const NOTE_OF_REFUND = /^ {2}note right of requested : editMetadata, in every status and changing none$/m
