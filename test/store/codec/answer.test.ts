/** What a desk keeps under a key is what it hears again. */
import { describe, expect, it } from 'vitest'
import { PRECEDENCE } from '../../../src/domain/law/errors.js'
import type { Charge, Dispute, Refund, Refusal } from '../../../src/index.js'
import { left, requestRefund, right } from '../../../src/index.js'
import { decodeAnswer, encodeAnswer, type KeptAnswer } from '../../../src/store/codec/answer.js'
import { forAll } from '../../arbitraries/for-all.js'
import { anyHistory } from '../../arbitraries/histories.js'
import { after, captured, ch_1, ch_2, dp_1, eur_, leftOf, now, re_1, rightOf, usd, usd_ } from '../../fixtures.js'
import { HOSTILE, pathsIn, replaced, withMore } from './corrupt.js'

const under = { account: 'acct_1', key: 'key_1' }
const throughText = (answer: KeptAnswer) => JSON.parse(JSON.stringify(encodeAnswer(answer)))
const again = (answer: KeptAnswer): KeptAnswer => rightOf(decodeAnswer(throughText(answer), under))

const empty = { charge: captured(100), refund: null, dispute: null }
const requested = after(empty, requestRefund({ id: re_1, amount: usd(40), currency: usd_, at: now }))
const disputed = after(requested, { type: 'open', id: dp_1, amount: usd(5), currency: usd_, stage: 'open', at: now })
const [charge, refund, dispute] = [disputed.charge as Charge, disputed.refund as Refund, disputed.dispute as Dispute]
const refusal: Refusal = { _tag: 'ChargeDisputed', charge: ch_1, stage: 'open' }

describe('an answer', () => {
  it('is read as it was kept, whatever the law answered', () => {
    forAll(anyHistory({ wildness: 3 }), ({ steps }) => {
      for (const { result, outcome } of steps) {
        if (result._tag === 'Left' && result.left._tag !== 'InvalidAmount') expect(again(result)).toEqual(result)
        if (outcome.charge === null || outcome.refund?.charge === 'ch_other' || outcome.dispute?.charge === 'ch_other')
          continue
        const books = right({ charge: outcome.charge, refund: outcome.refund, dispute: outcome.dispute })
        expect(again(books)).toEqual(books)
      }
    })
  })

  it('is kept of every refusal of the law', () => {
    for (const _tag of new Set(Object.values(PRECEDENCE).flat())) {
      const kept = left({ _tag } as Refusal)
      expect(again(kept)).toEqual(kept)
    }
  })

  it.each([
    [Number.NaN, 'NaN'],
    [5n, '5'],
    [undefined, null],
    [0.5, 0.5],
    ['12', '12'],
    [() => 5, 'a function'],
    [{ deep: [1n] }, 'an object'],
  ])('tells in words what no JSON can say of an amount: %s', (value, told) => {
    const invalid: Refusal = { _tag: 'InvalidAmount', field: 'amount', value, problem: 'notAnInteger', step: 1 }
    expect(again(left(invalid))).toEqual(left({ ...invalid, value: told }))
  })

  it.each([
    [null, 'answer: expected an object, got null'],
    ['Left', 'answer: expected an object, got "Left"'],
    [{}, 'answer._tag: expected "Left" or "Right", got nothing'],
    [{ _tag: 'Middle' }, 'answer._tag: expected "Left" or "Right", got "Middle"'],
    [{ _tag: 'Left', left: { _tag: 'NoMood' } }, 'answer.left: expected a refusal of the law, got an object'],
    [{ _tag: 'Left', left: { _tag: 'constructor' } }, 'answer.left: expected a refusal of the law, got an object'],
    [{ _tag: 'Left', left: 'ChargeDisputed' }, 'answer.left: expected a refusal of the law, got "ChargeDisputed"'],
    [
      { _tag: 'Left', left: refusal, right: 5 },
      'answer.right: no such member is known here; a newer version may have written it',
    ],
    [{ _tag: 'Right', right: { charge, refund } }, 'answer.right.dispute: expected an object or null, got nothing'],
    [{ _tag: 'Right', right: { charge: null, refund, dispute } }, 'answer.right.charge: expected an object, got null'],
    [
      { _tag: 'Right', right: { charge, refund: { ...refund, charge: ch_2 }, dispute } },
      'answer.right: refund.charge ch_2 is not charge.id ch_1',
    ],
    [
      { _tag: 'Right', right: { charge, refund, dispute: { ...dispute, currency: eur_ } } },
      'answer.right: dispute.currency eur is not charge.currency usd',
    ],
    [
      { _tag: 'Right', right: { charge: { ...charge, standing: 500 }, refund, dispute } },
      'answer.right.charge: standing 500 is more than captured 100',
    ],
  ])('is refused under its key: %j', (json, problem) => {
    const row = leftOf(decodeAnswer(json as never, under))
    expect(row).toMatchObject({ _tag: 'InvalidRow', row: 'key', account: 'acct_1', id: 'key_1' })
    expect(row.problems).toContain(problem)
  })

  it('with one member spoilt is refused, or reads as it stands', () => {
    const json = throughText(right({ charge, refund, dispute }))
    for (const path of pathsIn(json))
      for (const by of HOSTILE) {
        const spoilt = replaced(json, path, by)
        const read = decodeAnswer(spoilt as never, under)
        if (read._tag === 'Right') expect(encodeAnswer(read.right)).toStrictEqual(spoilt)
      }
    expect(decodeAnswer(withMore(json, ['right'], 'events') as never, under)._tag).toBe('Left')
  })
})
