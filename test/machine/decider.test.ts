/** A machine answers what the law answers, on generated books and on generated lists of commands. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_BOOKS } from '../../src/index.js'
import { anyHistory } from '../arbitraries/histories.js'
import { booksOf, expected, resumed, started, TITLED } from './given.js'

describe.each(TITLED)('%s', (_, room) => {
  const { of, machine } = room

  it('answers every command as the law does, on whatever books it starts from', () => {
    fc.assert(
      fc.property(anyHistory({ wildness: 3 }), ({ steps, policy }) => {
        for (const { command, books } of steps) {
          const { answer, books: after } = expected(room, { command, books, policy })
          const one = started(machine, { ...books, policy })
          expect(one.actor.getSnapshot().value).toBe(books[of]?.status ?? 'absent')
          expect(one.actor.getSnapshot().can(command)).toBe(answer.type === 'recorded')
          one.actor.send(command)
          expect(one.answers).toEqual([answer])
          expect(booksOf(one)).toEqual(after)
          expect(one.actor.getSnapshot().value).toBe(after[of]?.status ?? 'absent')
        }
      }),
    )
  })

  it('follows a list of commands as the law does, and answers each once', () => {
    fc.assert(
      fc.property(anyHistory({ wildness: 3, length: 30 }), ({ steps, policy }) => {
        const charge = of === 'charge' ? null : (steps.at(-1)?.before.charge ?? null)
        const one = started(machine, { charge, policy })
        let books = { ...EMPTY_BOOKS, charge }
        const answers = steps.map(({ command }) => {
          const next = expected(room, { command, books, policy })
          expect(one.actor.getSnapshot().can(command)).toBe(next.answer.type === 'recorded')
          one.actor.send(command)
          expect(booksOf(one)).toEqual(next.books)
          books = next.books
          return next.answer
        })
        expect(one.answers).toEqual(answers)
      }),
    )
  })

  it('goes on from a persisted snapshot as if it had never stopped', () => {
    fc.assert(
      fc.property(anyHistory(), fc.nat(14), ({ steps, policy }, cut) => {
        const charge = of === 'charge' ? null : (steps.at(-1)?.before.charge ?? null)
        const [whole, first] = [started(machine, { charge, policy }), started(machine, { charge, policy })]
        for (const { command } of steps) whole.actor.send(command)
        for (const { command } of steps.slice(0, cut)) first.actor.send(command)
        const stored = JSON.parse(JSON.stringify(first.actor.getPersistedSnapshot()))
        const second = resumed(machine, stored)
        expect(second.getSnapshot().toJSON()).toEqual(first.actor.getSnapshot().toJSON())
        for (const { command } of steps.slice(cut)) second.send(command)
        expect(second.getSnapshot().toJSON()).toEqual(whole.actor.getSnapshot().toJSON())
      }),
    )
  })
})
