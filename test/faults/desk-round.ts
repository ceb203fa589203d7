/** A round through desks: writers and readers in processes of their own, a fault, and what is left to be asked again. */
import type { Chance } from '../fuzz/seeded.js'
import type { Postgres } from '../tools/postgres/server.js'
import { checkDesk, type Figures } from './check.js'
import { type Data, eventsIn } from './data.js'
import { capture, pause } from './desk.js'
import type { Intent } from './jobs.js'
import { createLedger, type Ledger } from './ledger.js'
import { CHARGES, intentsOf, UNITS } from './plan.js'
import type { Child, Starter } from './processes.js'
import { type Cut, type Cutter, startProxy, throughProxy } from './proxy.js'

const WRITERS = 3
const READERS = 2
const CALLERS = 4
/** Of each writer. */
const REFUNDS = 40
/** For what was delivered to come through, and leases of killed readers to lapse. */
const DELIVERY_MILLISECONDS = 30_000

/** What goes wrong. */
export type Fault =
  | { readonly is: 'writer' }
  | { readonly is: 'postmaster'; readonly postgres: Postgres }
  | { readonly is: 'cut'; readonly postgres: Postgres; readonly cuts: readonly Cut[] }

export interface DeskRound {
  readonly starter: Starter
  readonly data: Data
  readonly fault: Fault
  readonly chance: Chance
}

export interface RoundFigures extends Figures {
  readonly faults: number
  readonly unknown: number
}

export const deskRound = async ({ starter, data, fault, chance }: DeskRound): Promise<RoundFigures> => {
  await capture(data, CHARGES, UNITS)
  const plans = Array.from({ length: WRITERS }, (_, writer) => intentsOf(chance, writer, REFUNDS))
  const ledger = createLedger()
  const proxy =
    fault.is === 'cut' ? await startProxy({ port: fault.postgres.port, cutAt: planned(fault.cuts, chance) }) : null
  try {
    const through = proxy === null ? data : throughProxy(data, proxy)
    const crew = startCrew(starter, { data, through, ledger, plans })
    await crew.begun()
    const { faults, unknown } = await happen({ fault, crew, ledger, plans, chance, proxy })
    await crew.written()
    const cuts = proxy?.cuts() ?? faults
    await delivered(data, ledger)
    await crew.end()
    return { ...(await checkDesk(data, ledger)), faults: cuts, unknown: unknown + (proxy?.cuts() ?? 0) }
  } finally {
    await proxy?.close()
  }
}

/** One message in six is cut, so that what is cut is asked again in between. */
const planned = (cuts: readonly Cut[], chance: Chance) => (): Cut | null =>
  chance.below(6) === 0 ? chance.pick(cuts) : null

interface Crew {
  readonly writers: Child[]
  readonly readers: Child[]
  readonly begun: () => Promise<void>
  /** A process instead of one that was killed: it asks what is left, and what nobody knows about. */
  readonly replaceWriter: (intents: readonly Intent[]) => Promise<void>
  readonly replaceReader: () => void
  /** Resolves when all that still run have nothing left to ask. */
  readonly written: () => Promise<void>
  readonly end: () => Promise<void>
}

interface CrewOptions {
  readonly data: Data
  /** The way that writers take. */
  readonly through: Data
  readonly ledger: Ledger
  readonly plans: readonly (readonly Intent[])[]
}

const startCrew = (starter: Starter, { data, through, ledger, plans }: CrewOptions): Crew => {
  const writer = (intents: readonly Intent[]): Child =>
    starter.start({ is: 'writer', data: through, intents, callers: CALLERS }, ledger.onSaid)
  const reader = (): Child => starter.start({ is: 'reader', data }, ledger.onSaid)
  const writers = plans.map(writer)
  const readers = Array.from({ length: READERS }, reader)
  return {
    writers,
    readers,
    begun: async () => {
      await Promise.all([...writers, ...readers].map((child) => child.first('ready')))
      for (const child of writers) child.tell({ is: 'go' })
    },
    replaceWriter: async (intents) => {
      const child = writer(intents)
      writers.push(child)
      await child.first('ready')
      child.tell({ is: 'go' })
    },
    replaceReader: () => void readers.push(reader()),
    written: async () => {
      await Promise.all(writers.map((child) => child.first('wrote')))
    },
    end: async () => {
      await Promise.all([...writers, ...readers].map((child) => child.end()))
    },
  }
}

interface Happening {
  readonly fault: Fault
  readonly crew: Crew
  readonly ledger: Ledger
  readonly plans: readonly (readonly Intent[])[]
  readonly chance: Chance
  readonly proxy: Cutter | null
}

const happen = async ({
  fault,
  crew,
  ledger,
  plans,
  chance,
}: Happening): Promise<{ readonly faults: number; readonly unknown: number }> => {
  const total = plans.flat().length
  const doubts = (intents: readonly Intent[]): number => ledger.openOf(intents).filter(({ doubt }) => doubt).length
  switch (fault.is) {
    case 'writer': {
      let unknown = 0
      for (const [victim, share] of [0.15, 0.4].entries()) {
        await ledger.untilAnswered(Math.floor(total * share) + chance.below(20))
        await Promise.all([kill(crew.writers, victim), kill(crew.readers, victim)])
        const open = ledger.openOf(plans[victim] ?? [])
        unknown += doubts(open)
        await crew.replaceWriter(open)
        crew.replaceReader()
      }
      return { faults: 4, unknown }
    }
    case 'postmaster': {
      let unknown = 0
      for (const share of [0.2, 0.5]) {
        await ledger.untilAnswered(Math.floor(total * share) + chance.below(20))
        await fault.postgres.kill9()
        unknown += doubts(plans.flat())
        await fault.postgres.restart()
      }
      return { faults: 2, unknown }
    }
    case 'cut':
      return { faults: 0, unknown: 0 }
  }
}

/** Kills the first that is left; it is not waited for any more. */
const kill = async (children: Child[], index: number): Promise<void> => {
  const [victim] = children.splice(index === 0 ? 0 : index - 1, 1)
  await victim?.kill9()
}

const delivered = async (data: Data, ledger: Ledger): Promise<void> => {
  const deadline = performance.now() + DELIVERY_MILLISECONDS
  while (performance.now() < deadline) {
    const events = await eventsIn(data)
    if ([...events].every((id) => ledger.delivered.has(id))) return
    await pause(50)
  }
}
