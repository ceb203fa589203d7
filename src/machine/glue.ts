/**
 * What makes a machine of a lifecycle, the same for each: arrows are taken as the law decides, and every command is
 * answered. No rule stands here.
 */
import { assign, enqueueActions, setup } from 'xstate'
import type { Command } from '../domain/law/commands.js'
import type { Event } from '../domain/law/events.js'
import { evolve } from '../domain/law/evolve.js'
import type { Lifecycle } from '../domain/law/lifecycle.js'
import { stripe } from '../domain/policies/stripe.js'
import { EMPTY_BOOKS } from '../domain/records/books.js'
import {
  type Answer,
  answerOffChart,
  answerTo,
  type ChartContext,
  type Heard,
  hear,
  isCommand,
  leadsTo,
  type Start,
  statusOf,
} from './answers.js'

/** Said to itself after each answer, so that the next command is told from this one. */
const NOTHING: Heard = { type: 'record', events: [] }

/** xstate's first event carries the input. */
const startOf = (event: { readonly type: string; readonly input?: Start | undefined }): Start => event.input ?? {}

/**
 * The guards and actions that the charts name. A chart that was stored as JSON is made a machine again with
 * `lawSetup.createMachine(chart)`.
 */
export const lawSetup = setup({
  types: {} as { context: ChartContext; events: Command | Heard; emitted: Answer; input: Start | undefined },
  guards: {
    leadsTo: ({ context, event }, { status }: { readonly status: string | null }) =>
      isCommand(event) && leadsTo(event, context, status),
    stands: ({ context: { books, of } }, { status }: { readonly status: string }) => statusOf(books, of) === status,
    unanswered: ({ context, event }) => isCommand(event) && !context.answered,
  },
  actions: {
    start: assign(({ context, event }) => {
      const { charge = null, refund = null, dispute = null, policy = context.policy } = startOf(event)
      return { books: { charge, refund, dispute }, policy }
    }),
    record: enqueueActions(({ context, event, enqueue }) => {
      if (!isCommand(event)) return
      const answer = answerTo(event, context)
      if (answer.type !== 'recorded') return
      enqueue.assign({ books: answer.events.reduce(evolve, context.books), answered: true })
      enqueue.emit(answer)
      enqueue.raise(NOTHING)
    }),
    answer: enqueueActions(({ context, event, enqueue }) => {
      if (!isCommand(event)) return
      // Here too: xstate does not promise that an eventless transition ends whose guard stays true.
      enqueue.assign({ answered: true })
      enqueue.emit(answerOffChart(event, context))
      enqueue.raise(NOTHING)
    }),
    hear: enqueueActions(({ context, event, enqueue }) => {
      if (isCommand(event)) return
      const ignored: Event[] = []
      const books = event.events.reduce((so_far, one) => {
        const after = hear(so_far, one, context.of)
        if (after === null) ignored.push(one)
        return after ?? so_far
      }, context.books)
      enqueue.assign({ books, answered: false })
      if (ignored.length > 0) enqueue.emit({ type: 'ignored', events: ignored })
    }),
  },
})

/** A lifecycle as it is, and beside it what all machines have. Plain data, so that a machine's `config` is JSON. */
export const chartOf = <const Chart extends Lifecycle>(lifecycle: Chart) =>
  ({
    ...lifecycle,
    context: { of: lifecycle.id, books: EMPTY_BOOKS, policy: stripe, answered: false },
    entry: 'start',
    states: { ...lifecycle.states, absent: { ...lifecycle.states.absent, always: routes(lifecycle) } },
    // `*` takes every command that no arrow takes, and `always` answers it: an action of `*` would make `can` true of them.
    on: { record: { actions: 'hear' }, '*': {} },
    always: { guard: 'unanswered', actions: 'answer' },
  }) as const

/** From where no record stands to where the one given stands. */
const routes = (lifecycle: Lifecycle) =>
  Object.keys(lifecycle.states)
    .filter((status) => status !== lifecycle.initial)
    .map((status) => ({ target: status, guard: { type: 'stands', params: { status } } }) as const)
