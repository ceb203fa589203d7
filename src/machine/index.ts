/** The law as xstate machines and as diagrams. No business rule stands here. */
export type { Answer, ChartContext, Heard, Ignored, Recorded, Refused, Repeated, Start } from './answers.js'
export { diagram } from './diagram.js'
export { lawSetup } from './glue.js'
export { chargeMachine, disputeMachine, refundMachine } from './machines.js'
