/** The demo tells what the law decides, and ends by itself. */
import { describe, expect, it } from 'vitest'
import { perform, stopAll, worldOf } from '../../src/cli/demo-world.js'
import { requestRefund, stripe } from '../../src/index.js'
import { captured, now, re_1, usd, usd_ } from '../fixtures.js'
import { CHARGE, ran } from './given.js'

/** The labelled lines of the scenes: [label, first word]. */
const told = (out: string): readonly string[] =>
  [...out.matchAll(/^ {4}(recorded|repeated|refused) +(\w+)/gm)].map(([, label, word]) => `${label} ${word}`)

describe('the demo', () => {
  it('refunds in parts until the law refuses, and again after a failure', async () => {
    const { code, out, err } = await ran(['demo'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(told(out)).toEqual([
      'recorded RefundRequested',
      'repeated nothing',
      'refused ExceedsRemaining',
      'refused USD',
      'refused CurrencyMismatch',
      'recorded RefundRequested',
      'recorded RefundAcknowledged',
      'refused ExceedsRemaining',
      'recorded RefundSucceeded',
      'recorded DisputeOpened',
      'refused ChargeDisputed',
      'recorded DisputeClosed',
      'recorded RefundRequested',
      'refused AlreadyRefunded',
      'recorded RefundFailed',
      'refused MoveNotAllowed',
      'recorded RefundRequested',
    ])
  })
  it('says what is left after each command', async () => {
    const { out } = await ran(['demo'])
    const left = [...out.matchAll(/^ {4}left +(\S+) USD/gm)].map(([, amount]) => amount)
    expect(left.join(' ')).toBe(
      '70.00 70.00 70.00 70.00 50.00 50.00 50.00 50.00 50.00 50.00 50.00 0.00 0.00 20.00 20.00 5.00',
    )
  })
  it('says when waiting helps', async () => {
    const { out } = await ran(['demo'])
    expect([...out.matchAll(/^ {4}waiting +(.*)$/gm)].map(([, text]) => text)).toEqual([
      'does not help',
      'does not help',
      'may help',
      'may help',
      'does not help',
      'does not help',
    ])
  })
  it('ends with balances that sum to nothing, and with actors that followed', async () => {
    const { out } = await ran(['demo'])
    expect(out).toMatch(
      /customer +-5\.00 USD\n +merchant_balance +5\.00 USD\n +dispute_hold +0\.00 USD\n +sum +0\.00 USD/,
    )
    expect(out).toContain('After each of the 16 commands the xstate actors stood where the law stood.')
  })
  it('fits a terminal, is plain where there are no colours, and is the same every time', async () => {
    const plain = await ran(['demo'])
    expect(plain.out.split('\n').filter((line) => line.length > 100)).toEqual([])
    expect(plain.out).not.toContain('\u001b')
    expect(await ran(['demo'], { now: () => 0 })).toEqual(plain)
    const colored = await ran(['demo'], { color: true })
    expect(colored.out).toContain('\u001b[')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: The colours are what is looked for.
    expect(colored.out.replace(/\u001b\[\d+m/g, '')).toBe(plain.out)
  })
  it('says what is wrong with an example that is no charge', async () => {
    const readFile = async () => ({ _tag: 'Right', right: Buffer.from(CHARGE.replace('10000', '"x"')) }) as const
    const { code, err } = await ran(['demo'], { readFile })
    expect(code).toBe(2)
    expect(err).toContain('charge.amount')
  })
})

describe('an actor that stands elsewhere than the law', () => {
  const command = requestRefund({ id: re_1, amount: usd(300), currency: usd_, at: now })

  it('is found', () => {
    const world = worldOf(captured(1000), stripe)
    const moved = perform(world, command, re_1)
    expect(moved.differences).toEqual([])
    // The law is told of another charge than the actors have.
    const astray = perform({ ...moved.world, charge: captured(900) }, { type: 'succeed', at: now }, re_1)
    expect(astray.differences).not.toEqual([])
    const refused = perform({ ...world, charge: captured(200) }, command, re_1)
    expect(refused.differences[0]).toContain('the law answered {"type":"refused"')
    stopAll(moved.world)
  })
})
