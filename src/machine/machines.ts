/** The law as xstate machines: the lifecycles as they are, decided by `decide` and recorded by `evolve`. */
import { chargeLifecycle, disputeLifecycle, refundLifecycle } from '../domain/law/lifecycles.js'
import { chartOf, lawSetup } from './glue.js'

/**
 * A charge as an xstate machine. Its events are the law's commands as they are; `snapshot.can(command)` is true exactly
 * when the command would change something.
 *
 * Each command gets one answer, emitted: `recorded` with the law's events, `refused` with the law's typed error, or
 * `repeated` when it has an id that the books hold already, with the same request. No status is final to xstate: metadata
 * may be edited for ever, so wait for a value, not for `done`. Commands are taken as typed: one that lacks a field stops
 * the actor with xstate's own error. A command that the law accepts and this chart does not show, such as `succeed`, is
 * refused with `MoveNotAllowed`. The actor starts where the record of its input stands, or with no charge.
 *
 * Request refunds here, since this actor alone knows what is left; let an actor of `refundMachine` follow each, and tell
 * this one `{ type: 'record', events }` of what they recorded. It remembers the last refund only, not that an id was used
 * before: that is for the store to see.
 *
 * @example
 * import { createActor } from 'xstate'
 * const actor = createActor(chargeMachine, { input: { charge: captured(1000) } }).start()
 * const refusals: string[] = []
 * actor.on('refused', ({ error }) => refusals.push(error._tag))
 * actor.send(requestRefund({ id: re_1, amount: usd(600), currency: usd_, at: now }))
 * actor.send(requestRefund({ id: re_2, amount: usd(600), currency: usd_, at: now }))
 * actor.getSnapshot().context.books.charge?.standing // => usd(600)
 * refusals // => ['ExceedsRemaining']
 * actor.getSnapshot().can({ type: 'release', at: now }) // => false
 * @since 0.1.0
 * @category machine
 */
export const chargeMachine = lawSetup.createMachine(chartOf(chargeLifecycle))

/**
 * A refund as an xstate machine, beside its charge; all else as `chargeMachine`.
 *
 * @example
 * import { createActor } from 'xstate'
 * const { charge, refund: asked } = rightOf(refund(captured(1000), requestRefund({ id: re_1, amount: usd(300), currency: usd_, at: now })))
 * const actor = createActor(refundMachine, { input: { charge, refund: asked } }).start()
 * actor.getSnapshot().value // => 'requested'
 * actor.send({ type: 'acknowledge', answer: { status: 'pending', pendingReason: null }, at: now })
 * actor.send({ type: 'fail', failureReason: 'declined', at: now })
 * actor.getSnapshot().value // => 'failed'
 * actor.getSnapshot().context.books.charge?.standing // => usd(0)
 * @since 0.1.0
 * @category machine
 */
export const refundMachine = lawSetup.createMachine(chartOf(refundLifecycle))

/**
 * A dispute as an xstate machine, beside its charge; all else as `chargeMachine`.
 *
 * @example
 * import { createActor } from 'xstate'
 * const actor = createActor(disputeMachine, { input: { charge: captured(1000) } }).start()
 * actor.send({ type: 'open', id: dp_1, amount: usd(1000), currency: usd_, stage: 'inquiry', at: now })
 * actor.getSnapshot().value // => 'inquiry'
 * actor.getSnapshot().can({ type: 'close', outcome: 'lost', at: now }) // => false
 * @since 0.1.0
 * @category machine
 */
export const disputeMachine = lawSetup.createMachine(chartOf(disputeLifecycle))
