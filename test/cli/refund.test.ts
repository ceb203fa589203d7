/** One decision on a charge from a file or from standard input. */
import { describe, expect, it } from 'vitest'
import { decodeCharge, decodeRefund } from '../../src/stripe/index.js'
import { rightOf } from '../fixtures.js'
import { CHARGE, charge, example, type Ran, ran } from './given.js'

const refund = (words: readonly string[], stdin: string | Uint8Array = CHARGE): Promise<Ran> =>
  ran(['refund', ...words], { stdin })

const printed = ({ out }: Ran) => JSON.parse(out)

describe('an accepted refund', () => {
  it.each([
    [['--amount', '5.00'], 500],
    [['--amount', '5'], 500],
    [['--minor', '500'], 500],
    [[], 10_000],
    [['-'], 10_000],
  ])('%j of 100.00 USD is of %d cents', async (words, amount) => {
    const done = await refund([...words, '--json'])
    expect(done).toMatchObject({ code: 0, err: '' })
    expect(printed(done).refund).toMatchObject({ amount, charge: 'ch_3ExampleCharge000000001', status: 'succeeded' })
    expect(printed(done).charge).toMatchObject({ amount_refunded: amount, refunded: amount === 10_000 })
  })
  it('prints JSON that reads back as the charge and the refund, in the order and with the fields of Stripe', async () => {
    const done = printed(await refund(['--amount', '5', '--json']))
    expect(Object.keys(done.charge)).toEqual(Object.keys(JSON.parse(CHARGE)))
    expect(rightOf(decodeCharge(done.charge)).charge.standing).toBe(500)
    expect(rightOf(decodeRefund(done.refund)).refund.amount).toBe(500)
    expect(Object.keys(done)).toEqual(['charge', 'refund'])
  })
  it('takes what it prints as the next charge, until nothing is left', async () => {
    let text = CHARGE
    for (const [id, code] of [
      ['re_1', 0],
      ['re_2', 0],
      ['re_3', 1],
    ] as const) {
      const done = await refund(['--minor', '5000', '--id', id, '--json'], text)
      expect(done.code).toBe(code)
      text = JSON.stringify(printed(done).charge)
    }
  })
  it('takes all that it prints as what comes next, until nothing is left', async () => {
    let done = await refund(['--minor', '6000', '--id', 're_1', '--json'])
    done = await refund(['--minor', '4000', '--id', 're_2', '--json'], done.out)
    expect(printed(done).charge).toMatchObject({ amount_refunded: 10_000, refunded: true })
    done = await refund(['--minor', '1', '--json'], done.out)
    expect(done.code).toBe(1)
    expect(printed(done).error._tag).toBe('AlreadyRefunded')
    done = await refund(['--json'], done.out)
    expect(done).toMatchObject({ code: 2, out: '' })
  })
  it('carries what was asked', async () => {
    const words = ['--reason', 'duplicate', '--id', 're_1', '--at', '1790000001', '--metadata', 'order=1=2', '--json']
    expect(printed(await refund([...words, '--metadata', '__proto__=x'])).refund).toMatchObject({
      id: 're_1',
      reason: 'duplicate',
      created: 1_790_000_001,
      metadata: JSON.parse('{"order":"1=2","__proto__":"x"}'),
    })
  })
  it('without an id or a time has a random one, and now', async () => {
    expect(printed(await refund(['--json'])).refund).toMatchObject({ id: 're_random', created: 1_790_000_000 })
  })
  it('is told to people in a few lines', async () => {
    const done = await refund(['--amount', '5'])
    expect(done.out.split('\n')).toEqual([
      'Refunded 5.00 USD of charge ch_3ExampleCharge000000001 as refund re_random.',
      '  status    succeeded',
      '  refunded  5.00 USD of 100.00 USD',
      '  left      95.00 USD',
      '  postings  5.00 USD from merchant_balance to customer',
      '',
    ])
  })
  it('stands at the head of an expanded list of refunds', async () => {
    const refunds = { object: 'list', data: [], has_more: false, total_count: 0, url: '/v1/charges/ch_1/refunds' }
    const done = printed(await refund(['--json', '--minor', '1'], charge({ refunds })))
    expect(done.charge.refunds).toMatchObject({ total_count: 1, data: [{ id: 're_random', amount: 1 }] })
  })
  it('returns the legs that were asked for, and says what it assumed of them', async () => {
    const words = ['--minor', '500', '--reverse-transfer', '--refund-application-fee']
    const done = await refund(words, example('destination-charge'))
    expect(done).toMatchObject({ code: 0 })
    expect(done.out).toContain('1.33 EUR from platform_fees to connected_account')
    expect(done.err.match(/^Note: /gm)).toHaveLength(2)
    expect((await refund(['--minor', '500'], example('destination-charge'))).err).toBe('')
  })
  it('that is nothing new says nothing of the legs, since none go back', async () => {
    const words = ['--minor', '500', '--reverse-transfer', '--id', 're_1']
    const files = { 'done.json': (await refund([...words, '--json'], example('destination-charge'))).out }
    const again = await ran(['refund', 'done.json', '--known', 'done.json', ...words], { files })
    expect(again).toMatchObject({ code: 0, err: '' })
    expect(again.out).toMatch(/^Nothing new: /)
  })
  it('under the holding policy leaves the rest of a disputed charge refundable, in the minor units of Stripe', async () => {
    const dispute = { id: 'du_1', object: 'dispute', amount: 500, currency: 'ugx', status: 'needs_response' }
    const disputed = charge({ currency: 'ugx', disputed: true, dispute })
    expect((await refund(['--minor', '9500', '--policy', 'holding'], disputed)).out).toContain('Refunded 95.00 UGX')
    expect((await refund(['--minor', '9500'], disputed)).code).toBe(1)
  })
  it('under an old API version knows a release from a refund', async () => {
    const old = charge({ amount_captured: 4000, amount_refunded: 6000 })
    const done = printed(await refund(['--api-version', '2020-08-27', '--json'], old))
    expect(done.refund.amount).toBe(4000)
    expect(done.charge).toMatchObject({ amount_refunded: 10_000, refunded: true })
    expect((await refund([], old)).code).toBe(2)
  })
})

describe('asking twice', () => {
  const asked = async (first: readonly string[], second: readonly string[]): Promise<Ran> => {
    const done = printed(await refund([...first, '--json']))
    const files = { 'known.json': JSON.stringify(done.refund) }
    return ran(['refund', '--known', 'known.json', ...second], { files, stdin: JSON.stringify(done.charge) })
  }

  it.each([
    [
      ['--minor', '500', '--id', 're_1'],
      ['--minor', '500', '--id', 're_1'],
    ],
    [
      ['--minor', '500', '--metadata', 'a=b'],
      ['--minor', '500', '--metadata', 'a=b'],
    ],
    [[], []],
  ])('%j and then %j is asking once', async (first, second) => {
    const once = printed(await refund([...first, '--json']))
    const again = await asked(first, [...second, '--json'])
    expect(again.code).toBe(0)
    expect(printed(again)).toEqual(once)
  })
  it('is told to people', async () => {
    expect((await asked(['--minor', '500'], ['--minor', '500'])).out).toMatch(
      /^Nothing new: refund re_random, 5.00 USD/,
    )
  })
  it('needs no more than what was printed, once for the charge and once for the refund', async () => {
    const { out } = await refund(['--minor', '500', '--json'])
    const again = await ran(['refund', 'done.json', '--known', 'done.json', '--json'], { files: { 'done.json': out } })
    expect(again).toEqual({ code: 0, out, err: '' })
  })
  it('for something else is refused', async () => {
    const done = await asked(['--minor', '500'], ['--minor', '600', '--json'])
    expect(done.code).toBe(1)
    expect(printed(done).error).toEqual({ _tag: 'RefundIdTaken', refund: 're_random' })
  })
  it('of another charge is refused', async () => {
    const { refund: known } = printed(await refund(['--minor', '500', '--json']))
    const files = { 'known.json': JSON.stringify({ ...known, charge: 'ch_other' }) }
    const done = await ran(['refund', '--known', 'known.json', '--minor', '500', '--json'], { files, stdin: CHARGE })
    expect(printed(done).error).toMatchObject({ _tag: 'RefundOfAnotherCharge', charge: 'ch_other' })
  })
  it('under another id is a mistake', async () => {
    const done = await asked(['--minor', '500', '--id', 're_1'], ['--minor', '500', '--id', 're_2'])
    expect(done).toMatchObject({ code: 2, err: 'refund-machine: --known is refund re_1, and --id is re_2\n' })
  })
})

describe('a refused refund', () => {
  it.each([
    [['--amount', '100.01'], charge(), 'ExceedsRemaining', false],
    [[], charge({ amount_refunded: 10_000, refunded: true }), 'AlreadyRefunded', false],
    [[], charge({ disputed: true, dispute: 'du_1' }), 'ChargeDisputed', true],
    [[], charge({ captured: false, amount_captured: 0 }), 'ChargeNotCaptured', false],
    [['--amount', '5'], charge({ captured: false, amount_captured: 0 }), 'PartialReleaseOfAuthorization', false],
    [[], charge({ status: 'pending', paid: false }), 'ChargeNotSuccessful', true],
    [['--minor', '0'], charge(), 'InvalidAmount', false],
    [['--amount', '0.00'], charge(), 'InvalidAmount', false],
    [['--amount', '5.123'], charge({ currency: 'kwd' }), 'InvalidAmount', false],
    [['--minor', '5123'], charge({ currency: 'kwd' }), 'InvalidAmount', false],
    [['--refund-application-fee'], charge(), 'NoApplicationFee', false],
    [['--reverse-transfer'], charge(), 'NoTransfer', false],
  ])('%j', async (words, json, tag, transient) => {
    const done = await refund([...words, '--json'], json)
    expect(done.code).toBe(1)
    expect(printed(done)).toMatchObject({ error: { _tag: tag }, explanation: expect.stringMatching(/\.$/), transient })
  })
  it('is explained to people on standard error, with the typed error', async () => {
    const done = await refund(['--amount', '100.01'])
    expect(done.out).toBe('')
    const [explanation, error, waiting] = done.err.split('\n')
    expect(explanation).toMatch(/^Refused: 100\.01 USD was asked of charge ch_3Example/)
    expect(JSON.parse(error ?? '')).toMatchObject({ _tag: 'ExceedsRemaining', requested: 10_001, remaining: 10_000 })
    expect(waiting).toBe('Waiting does not help.')
  })
  it('for a dispute of which the JSON says little names what would say more', async () => {
    expect((await refund([], charge({ disputed: true, dispute: 'du_1' }))).err).toContain('expand[]=dispute')
  })
  it.each<[string, readonly string[], object, readonly string[]]>([
    ['a dispute', [], { disputed: true, dispute: 'du_1' }, ['dispute']],
    ['what a dispute holds', ['--policy', 'holding'], { disputed: true, dispute: 'du_1' }, ['dispute']],
    ['too much for what refunds left', ['--minor', '1200'], { amount_refunded: 1 }, ['refunds']],
    ['more than was ever captured', ['--minor', '1201'], { amount_refunded: 1 }, []],
    ['too much of an untouched charge', ['--minor', '1201'], {}, []],
    ['nothing left', [], { amount_refunded: 1200, refunded: true }, ['refunds']],
    ['an amount', ['--minor', '0'], {}, []],
    ['a fee without its transfer', ['--minor', '5', '--refund-application-fee'], {}, []],
  ])('for %s notes what it rests on, and nothing of the legs', async (_, words, fields, names) => {
    const legs = words.includes('--refund-application-fee') ? [] : ['--refund-application-fee', '--reverse-transfer']
    const { code, err } = await refund([...words, ...legs], charge(fields, 'destination-charge'))
    expect(code).toBe(1)
    expect([...err.matchAll(/^Note: .*expand\[\]=(\w+)/gm)].map(([, name]) => name)).toEqual(names)
  })
  it('for a transfer that is reversed notes that it is not known by which refunds', async () => {
    const transfer = { id: 'tr_1', object: 'transfer', amount: 1200, amount_reversed: 1200, currency: 'eur' }
    const spent = charge({ transfer, amount_refunded: 100 }, 'destination-charge')
    const { err } = await refund(['--minor', '500', '--reverse-transfer'], spent)
    expect(err).toContain('TransferFullyReversed')
    expect(err.match(/^Note: .*/gm)).toEqual([expect.stringContaining('expand[]=transfer')])
  })
})
