/** The journal: what is taken back leaves nothing. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginJournal, keepWritten, takeBack } from '../../../src/store/memory/journal.js'
import { forAll } from '../../arbitraries/for-all.js'
import { anyOperation, perform, unused } from './given.js'
import { everythingIn, expectSound } from './sound.js'

const anyOperations = fc.array(anyOperation, { maxLength: 40, size: 'max' })

describe('the tables', () => {
  it('agree with each other, whatever is done', () => {
    forAll(
      anyOperations,
      (operations) => {
        const used = unused()
        for (const operation of operations) perform(used, operation)
        expectSound(used.world)
      },
      200,
    )
  })

  it('are all as they were after a rollback', () => {
    forAll(
      fc.tuple(anyOperations, anyOperations),
      ([before, within]) => {
        const used = unused()
        for (const operation of before) perform(used, operation)
        const was = everythingIn(used.world)
        beginJournal(used.world.journal)
        for (const operation of within) perform(used, operation)
        takeBack(used.world.journal)
        expect(everythingIn(used.world)).toEqual(was)
        expectSound(used.world)
      },
      300,
    )
  })

  it('are, after a commit, as they are without a transaction', () => {
    forAll(fc.tuple(anyOperations, anyOperations), ([before, within]) => {
      const [plain, used] = [unused(), unused()]
      for (const operation of [...before, ...within]) perform(plain, operation)
      for (const operation of before) perform(used, operation)
      beginJournal(used.world.journal)
      for (const operation of within) perform(used, operation)
      keepWritten(used.world.journal)
      expect(everythingIn(used.world)).toEqual(everythingIn(plain.world))
    })
  })

  it('go on after a rollback as if nothing had been done', () => {
    forAll(fc.tuple(anyOperations, anyOperations, anyOperations), ([before, within, after]) => {
      const used = unused()
      for (const operation of before) perform(used, operation)
      beginJournal(used.world.journal)
      for (const operation of within) perform(used, operation)
      takeBack(used.world.journal)
      for (const operation of after) perform(used, operation)
      expectSound(used.world)
    })
  })
})
