/** The laws of refusals and of asking twice. `docs/laws.md` lists them under the names of these tests. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PRECEDENCE } from '../../../../src/domain/law/errors.js'
import { type Command, decide, refund } from '../../../../src/index.js'
import { forAll } from '../../../arbitraries/for-all.js'
import { anyHistory } from '../../../arbitraries/histories.js'
import { frozen, moment, units } from '../../../arbitraries/values.js'
import { type Step, step } from '../../../arbitraries/world.js'
import { holds } from '../../../auditor/judge.js'
import { record } from '../../../auditor/record.js'
import { auditorsLedger } from '../audit.js'

const isRequest = (taken: Step): taken is Step & { readonly command: Command<'request'> } =>
  taken.command.type === 'request'

/** The requests that made a refund, each with all that came after it. */
const madeRefunds = (steps: readonly Step[]) =>
  steps.flatMap((taken, index) =>
    isRequest(taken) && taken.result._tag === 'Right' && taken.result.right.length > 0
      ? [{ request: taken.command, asked: taken, later: steps.slice(index) }]
      : [],
  )

describe('refusals', () => {
  it('changes nothing by a refusal', () => {
    forAll(anyHistory({ wildness: 4 }), ({ steps }) => {
      for (const { result, before, after } of steps) {
        if (result._tag === 'Right') continue
        expect(Object.keys(result)).toEqual(['_tag', 'left'])
        expect(after).toEqual(before)
      }
    })
  })

  it('answers every command with events or one of its own refusals', () => {
    forAll(anyHistory({ wildness: 9 }), ({ steps }) => {
      for (const { command, result } of steps)
        if (result._tag === 'Left') expect(PRECEDENCE[command.type]).toContain(result.left._tag)
        else expect(result.right.length).toBeLessThanOrEqual(1)
    })
  })

  it('refuses for the first reason in order of precedence', () => {
    forAll(anyHistory({ wildness: 5 }), ({ steps, policy }) => {
      const ledger = auditorsLedger()
      for (const taken of steps) {
        const first = PRECEDENCE[taken.command.type].find((tag) => holds(ledger, taken, policy, tag))
        expect(taken.result._tag === 'Left' ? taken.result.left._tag : undefined).toBe(first)
        if (taken.result._tag === 'Right') record(ledger, taken, policy)
      }
    })
  })

  it('decides the same on the same', () => {
    forAll(anyHistory({ wildness: 3 }), ({ steps, policy }) => {
      for (const { command, books, result } of steps) {
        const copy = structuredClone({ command, books, policy })
        expect(decide(copy.command, copy.books, copy.policy)).toEqual(result)
      }
    })
  })

  it('leaves what it is given as it was', () => {
    // Everything given to decide and evolve is frozen throughout; a mutation would throw, or show here.
    forAll(anyHistory({ wildness: 3 }), ({ steps, policy }) => {
      for (const { command, books } of steps) {
        const copy = structuredClone({ command, books, policy })
        const given = frozen({ command, books, policy })
        decide(given.command, given.books, given.policy)
        expect(given).toEqual(copy)
      }
    })
  })

  it('takes the same request twice as once', () => {
    forAll(anyHistory(), ({ steps, policy }) => {
      for (const { request, later } of madeRefunds(steps))
        for (const { after } of later) {
          const again = { command: { ...request, at: moment(request.at + 1000) }, refund: request.id, dispute: null }
          const taken = step(after, again, policy)
          expect(taken.result).toEqual({ _tag: 'Right', right: [] })
          expect(taken.after).toEqual(after)
        }
    })
  })

  it('refuses another request with a known id', () => {
    const others: readonly ((request: Command<'request'>) => Partial<Command<'request'>>)[] = [
      ({ amount }) => ({ amount: amount === 'remaining' ? units(10) : 'remaining' }),
      ({ reason }) => ({ reason: reason === 'duplicate' ? null : 'duplicate' }),
      ({ legs }) => ({ legs: { ...legs, fee: !legs.fee } }),
      ({ legs }) => ({ legs: { ...legs, transfer: !legs.transfer } }),
      ({ metadata }) => ({ metadata: { ...metadata, more: '1' } }),
    ]
    forAll(fc.tuple(anyHistory(), fc.constantFrom(...others)), ([{ steps, world, policy }, other]) => {
      for (const { request } of madeRefunds(steps)) {
        const command = { ...request, ...other(request) }
        const taken = step(world, { command, refund: request.id, dispute: null }, policy)
        expect(taken.result).toEqual({ _tag: 'Left', left: { _tag: 'RefundIdTaken', refund: request.id } })
      }
    })
  })

  it('decides by its face as by its decider', () => {
    forAll(anyHistory({ wildness: 3 }), ({ steps, policy }) => {
      for (const { command, books, result, outcome } of steps) {
        if (command.type !== 'request' || books.charge === null) continue
        const faced = refund(books.charge, command, { known: books.refund, policy })
        if (result._tag === 'Left') expect(faced).toEqual(result)
        else
          expect(faced).toEqual({
            _tag: 'Right',
            right: { charge: outcome.charge, refund: outcome.refund, events: result.right },
          })
      }
    })
  })
})
