/** `refund()` against the hand-written reducer, against xstate's `transition()`, and against fp-ts pipes. */
import { initialTransition, transition } from 'xstate'
import { refund } from '../../src/index.js'
import { chargeMachine } from '../../src/machine/index.js'
import { accepted, asMade, type Input, pick, refused } from './inputs.js'
import { type Effort, type Finding, finding, interleaved, type Loop, median, ratioOf, sink } from './measure.js'
import { refundByPipes } from './pipes.js'
import { reduce } from './reducer.js'

const RATIO = 4
const AIM = 2.5
const NANOSECONDS = 1000
const TIMES_FASTER = 100
/** The machine needs so much longer that one call where the law gets 20 measures as well. */
const FEWER = 20

const law =
  (inputs: readonly Input[]): Loop =>
  (calls) => {
    for (let call = 0; call < calls; call += 1) {
      const { charge, request, known, policy } = pick(inputs, call)
      sink.last = refund(charge, request, { known, policy })
    }
  }

const reducer =
  (inputs: readonly Input[]): Loop =>
  (calls) => {
    for (let call = 0; call < calls; call += 1) {
      const input = pick(inputs, call)
      sink.last = reduce(input.charge, input.request, input)
    }
  }

const pipes =
  (inputs: readonly Input[]): Loop =>
  (calls) => {
    for (let call = 0; call < calls; call += 1) sink.last = refundByPipes(pick(inputs, call))
  }

const againstReducer = (name: string, inputs: readonly Input[], effort: Effort): Finding => {
  const times = interleaved({ reducer: reducer(inputs), law: law(inputs) }, effort)
  const ratio = ratioOf(times.law, times.reducer)
  const lawNs = median(times.law)
  return finding(effort, {
    name,
    figures: { lawNs, reducerNs: median(times.reducer) },
    ratio,
    limit: `ratio <= ${RATIO} (aim ${AIM}), law <= ${NANOSECONDS} ns`,
    ok: ratio <= RATIO && lawNs <= NANOSECONDS,
  })
}

export const acceptedRefund = (effort: Effort): Finding => againstReducer('accepted', accepted, effort)
export const refusedRefund = (effort: Effort): Finding => againstReducer('refused', refused, effort)
export const acceptedAsMade = (effort: Effort): Finding => againstReducer('accepted-as-made', asMade, effort)

/** The machine decides the same requests, on snapshots that hold the same charges. */
export const againstMachine = (effort: Effort): Finding => {
  const both = [...accepted, ...refused]
  const snapshots = both.map(
    ({ charge, known, policy }) => initialTransition(chargeMachine, { charge, refund: known, policy })[0],
  )
  const machine: Loop = (calls) => {
    for (let call = 0; call < calls / FEWER; call += 1)
      sink.last = transition(chargeMachine, pick(snapshots, call), pick(both, call).request)
  }
  const times = interleaved({ law: law(both), machine }, effort)
  const ratio = FEWER * ratioOf(times.machine, times.law)
  return finding(effort, {
    name: 'machine',
    figures: { lawNs: median(times.law), transitionNs: FEWER * median(times.machine) },
    ratio,
    limit: `ratio >= ${TIMES_FASTER}`,
    ok: ratio >= TIMES_FASTER,
  })
}

/** No limit: what the law would cost in the other style. */
export const asPipes = (effort: Effort): Finding => {
  const times = interleaved({ reducer: reducer(accepted), law: law(accepted), pipes: pipes(accepted) }, effort)
  return finding(effort, {
    name: 'pipes',
    figures: {
      pipesNs: median(times.pipes),
      lawNs: median(times.law),
      reducerNs: median(times.reducer),
      pipesToLaw: ratioOf(times.pipes, times.law),
    },
    ratio: ratioOf(times.pipes, times.reducer),
  })
}
