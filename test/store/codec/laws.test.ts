/** Rows of the right form that cannot be true. Each problem names its field and the rule. */
import { describe, expect, it } from 'vitest'
import { leftOf, rightOf } from '../../fixtures.js'
import { type Path, replaced, withMore } from './corrupt.js'
import { read } from './given.js'
import { type GoldenRow, goldenRows } from './golden.js'

const golden = (kind: GoldenRow['kind'], text = ''): GoldenRow => {
  const row = goldenRows().find((one) => one.kind === kind && one.text.includes(text))
  if (row === undefined) throw new Error(`no ${kind} with ${text}`)
  return row
}

const problems = ({ kind, json }: GoldenRow, path: string, by: unknown): readonly string[] =>
  leftOf(read(kind, replaced(json, path.split('.') as Path, by))).problems

describe('a row is refused', () => {
  const withLegs = golden('charge', '"standing":500')
  it.each([
    [withLegs, 'charge.standing', 1001, 'charge: standing 1001 is more than captured 1000'],
    [withLegs, 'charge.unsettled', 501, 'charge: unsettled 501 is more than standing 500'],
    [withLegs, 'charge.fee.basis', 501, 'charge: fee.basis 501 is more than standing 500'],
    [withLegs, 'charge.disputes.ever', 0, 'charge: disputes.blocking 1 are more than disputes.ever 0'],
    [withLegs, 'charge.authorized', -5, 'charge.authorized: expected a whole number from 0 to 999999999999999, got -5'],
    [withLegs, 'charge.captures', 1e21, 'charge.captures: expected a whole number from 0, got 1e+21'],
    [withLegs, 'charge.released', -0, 'charge.released: expected a whole number from 0 to 999999999999999, got -0'],
    [withLegs, 'charge.currency', 'USD', 'charge.currency: expected a currency of ISO 4217 in lower case, got "USD"'],
    [
      withLegs,
      'charge.createdAt',
      1_760_000_000_000,
      'charge.createdAt: expected a time in whole seconds since 1970, got 1760000000000',
    ],
    [
      withLegs,
      'charge.status',
      'paid',
      'charge.status: expected "pending" or "authorized" or "captured" or "failed" or "released" or "expired", got "paid"',
    ],
    [withLegs, 'charge', [], 'charge: expected an object, got a list'],
    [withLegs, 'account', '', 'account: expected the name of an account, got ""'],
    [withLegs, 'version', 0, 'version: expected a whole number from 1, got 0'],
    [withLegs, 'acknowledged', 7, 'acknowledged 7 is more than version 6'],
    [golden('refund'), 'refund.amount', 299, 'refund: amount 299 is not asked.amount 300'],
    [
      golden('refund'),
      'refund.asked.metadata',
      '[["b","1"],["a","2"]]',
      'refund.asked.metadata: expected the canonical text of metadata, got "[["b","1"],["a","2"]]"'
        .replaceAll('["', '[\\"')
        .replaceAll('","', '\\",\\"')
        .replaceAll('"]', '\\"]'),
    ],
    [golden('refund'), 'refund.metadata.order', 7, 'refund.metadata: expected an object of texts, got an object'],
    [golden('dispute'), 'dispute.amount', 0, 'dispute: amount is 0'],
    [golden('event'), 'id', 'ch_1.2', 'id ch_1.2 is not ch_1.1'],
    [golden('event'), 'number', 2, 'id ch_1.1 is not ch_1.2'],
    [golden('event'), 'event.charge', 'ch_2', 'event.charge ch_2 is not charge ch_1'],
    [golden('event'), 'event.amount', 0, 'event: amount is 0'],
    [
      golden('event', 'RefundFailed'),
      'event.position.status',
      'canceled',
      'event.position.status: expected "failed", got "canceled"',
    ],
    [golden('key'), 'record.status', 'running', 'record.status: expected "done", got "running"'],
    [golden('key'), 'record.key', '', 'record.key: expected an idempotency key, got ""'],
    [
      golden('key'),
      'record.answer.right.charge.standing',
      Number.NaN,
      'record.answer: right.charge.standing is no JSON',
    ],
    [
      golden('due', '"authorize"'),
      'work.charge',
      'ch_2',
      'work: command.id ch_1 is not the id of what it is about, ch_2',
    ],
    [golden('due', '"request"'), 'work.refund', null, 'work: command.id re_1 is not the id of what it is about, null'],
    [golden('due', '"open"'), 'work.dispute', 'dp_2', 'work: command.id dp_1 is not the id of what it is about, dp_2'],
    [
      golden('due', '"capture"'),
      'work.command.amount',
      'all',
      'work.command.amount: expected a whole number from 0 to 999999999999999 or "remaining", got "all"',
    ],
    [golden('due', '"task"'), 'work.type', 'toString', 'work.type: expected "move" or "task", got "toString"'],
    [
      golden('document'),
      'document.labels.0',
      5,
      'document.labels.0: expected text without NUL and lone surrogates, got 5',
    ],
    [
      golden('document'),
      'document.kind',
      'a\0',
      'document.kind: expected text without NUL and lone surrogates, got "a\\u0000"',
    ],
    [
      golden('document'),
      'document.id',
      '\ud800',
      'document.id: expected text without NUL and lone surrogates, got "\\ud800"',
    ],
    [golden('document'), 'document.body', undefined, 'document.body: it is no JSON'],
  ] as const)('%#: where %2$s: %4$s', (row, path, by, problem) => {
    expect(problems(row, path, by)).toContain(problem)
  })

  it('with everything that is wrong with it', () => {
    const { kind, json } = golden('charge', '"standing":500')
    const spoilt = withMore(replaced(replaced(json, ['version'], null), ['charge', 'captured'], '1000'), [], 'note')
    expect(leftOf(read(kind, spoilt)).problems).toEqual([
      'version: expected a whole number from 1, got null',
      'charge.captured: expected a whole number from 0 to 999999999999999, got "1000"',
      'note: no such member is known here; a newer version may have written it',
    ])
  })

  it('without a name where it has none that can be read', () => {
    for (const json of [
      null,
      5,
      'row',
      [],
      [{}],
      {},
      { v: 1 },
      { v: 1, account: 5, charge: { id: 7 } },
      { v: 1, charge: null },
    ])
      expect(leftOf(read('charge', json))).toMatchObject({ row: 'charge', account: null, id: null })
  })

  it('with every one of a great many problems', () => {
    const labels = Array.from({ length: 200_000 }, () => 5)
    expect(problems(golden('document'), 'document.labels', labels)).toHaveLength(200_000)
  })

  it('with a short word for a long path', () => {
    let deep: unknown = Number.NaN
    for (let level = 0; level < 200_000; level++) deep = [deep]
    expect(problems(golden('document'), 'document.body', deep)).toEqual([
      `document.body: ${'0.'.repeat(12)}… is no JSON`,
    ])
  })

  it('with a short word for a long text', () => {
    const { kind, json } = golden('charge')
    const [problem] = problems({ kind, json, text: '', id: '' }, 'charge.currency', 'x'.repeat(10_000))
    expect(problem?.length).toBeLessThan(200)
  })
})

describe('what callers keep', () => {
  it('is read however deep it is', () => {
    const { kind, json } = golden('document')
    let deep: unknown = 1
    for (let level = 0; level < 200_000; level++) deep = level % 2 === 0 ? [deep] : { deep }
    const row = read(kind, replaced(json, ['document', 'body'], deep))
    expect(row._tag).toBe('Right')
  })

  it('is refused where it stands within itself, and read where it stands twice', () => {
    const { kind, json } = golden('document')
    const round: { self?: unknown } = {}
    round.self = [1, { round }]
    expect(problems(golden('document'), 'document.body', round)).toEqual(['document.body: self.1.round is no JSON'])
    const twice = { a: 1 }
    expect(rightOf(read(kind, replaced(json, ['document', 'body'], [twice, { twice }])))).toMatchObject({
      document: { body: [{ a: 1 }, { twice: { a: 1 } }] },
    })
  })

  it('keeps a member of the name __proto__ as its own', () => {
    const metadata = JSON.parse('{"__proto__":"mine"}')
    const { kind, json } = golden('refund')
    const row = rightOf(read(kind, replaced(json, ['refund', 'metadata'], metadata)))
    expect(JSON.stringify(row)).toContain('"metadata":{"__proto__":"mine"}')
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
  })
})
