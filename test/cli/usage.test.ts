/** Words that mean nothing, files that are no charge, and everything else that ends with 2 and one sentence. */
import { describe, expect, it } from 'vitest'
import PACKAGE from '../../package.json' with { type: 'json' }
import { problemText } from '../../src/cli/amounts.js'
import { currency, left, parseAmount, stripeCurrencies } from '../../src/index.js'
import { leftOf, rightOf } from '../fixtures.js'
import { CHARGE, charge, type Ran, ran } from './given.js'

/** Not understood: nothing on standard output, one line on the other. */
const problem = (done: Ran): string => {
  expect(done).toMatchObject({ code: 2, out: '' })
  expect(done.err).toMatch(/^refund-machine: [^\n]{1,300}\n$/)
  return done.err.slice('refund-machine: '.length, -1)
}

describe('words that are not understood', () => {
  it.each<[readonly string[], string]>([
    [[], 'give a command: demo, refund, diagram or serve; --help says more'],
    [['refnud'], 'there is no command "refnud"; --help says which there are'],
    [['demo', 'x'], '"x" is one word too many'],
    [['demo', '--loud'], 'there is no option --loud'],
    [['diagram'], 'diagram takes one of charge, refund, dispute'],
    [['diagram', 'constructor'], 'diagram takes one of charge, refund, dispute, not "constructor"'],
    [['diagram', 'charge', 'refund'], '"refund" is one word too many'],
    [['diagram', 'charge', '--format', 'svg'], '--format is mermaid or json, not "svg"'],
    [['refund', 'a', 'b'], '"b" is one word too many'],
    [['refund', '--', '-a', 'b'], '"b" is one word too many'],
    [['refund', '--amout', '5'], 'there is no option --amout'],
    [['refund', '--amount'], '--amount needs a value'],
    [['refund', '--reason'], '--reason needs a value'],
    [['refund', '--amount', '--json'], '--amount needs a value'],
    [['refund', '--amount', '--minor=5'], '--amount needs a value'],
    [['refund', '--amount', '--', 'charge.json'], '--amount needs a value'],
    [['refund', '--id', '--x'], '--id needs a value; one that begins with a dash is written --id=-...'],
    [['diagram', 'charge', '--format'], '--format needs a value'],
    [['--help', 'refnud'], 'there is no command "refnud"; --help says which there are'],
    [['help', 'constructor'], 'there is no command "constructor"; --help says which there are'],
    [['refund', '--amount', '-5'], '--amount needs a value; one that begins with a dash is written --amount=-...'],
    [['refund', '--json=yes'], '--json takes no value'],
    [['refund', '--amount', '5', '--minor', '500'], '--amount and --minor are two ways to say it; give one'],
    [['refund', '--minor', '5', '--minor', '6'], '--minor is given twice'],
    [['refund', '--reason', 'why'], '--reason is one of duplicate, fraudulent, requested_by_customer, not "why"'],
    [['refund', '--policy', 'adyen'], '--policy is one of stripe, holding, not "adyen"'],
    [['refund', '--at', '1790000000000'], '--at is a time in whole seconds since 1970, not "1790000000000"'],
    [['refund', '--at', 'now'], '--at is a time in whole seconds since 1970, not "now"'],
    [['refund', '--metadata', 'a'], '--metadata is KEY=VALUE, not "a"'],
    [['refund', '--metadata', '=a'], '--metadata is KEY=VALUE, not "=a"'],
    [['refund', '--metadata', 'a=b', '--metadata', 'a=c'], '--metadata a is given twice'],
    [['refund', '--id='], '--id is empty'],
    [
      ['refund', '--api-version', 'basil'],
      '--api-version is a date such as 2026-10-28, with or without its name, not "basil"',
    ],
    [['refund', '--known', '-'], '--known and the charge are both standard input'],
  ])('%j', async (words, text) => {
    expect(problem(await ran(words, { stdin: CHARGE }))).toBe(text)
  })
})

describe('an amount that is none', () => {
  const usd = 'an amount is digits such as 5.00'

  it.each<[string, string, string]>([
    ['--amount=5,00', 'usd', `--amount: "5,00" has a separator other than one decimal point; ${usd}`],
    ['--amount=1 000', 'usd', `--amount: "1 000" has a separator other than one decimal point; ${usd}`],
    ['--amount=-5', 'usd', `--amount: "-5" has a sign; ${usd}`],
    ['--amount=1e3', 'usd', `--amount: "1e3" has an exponent; ${usd}`],
    ['--amount=05', 'usd', `--amount: "05" has a zero in front; ${usd}`],
    ['--amount=05', 'jpy', '--amount: "05" has a zero in front; an amount is digits such as 500'],
    ['--amount= 5', 'usd', `--amount: " 5" has white space around it; ${usd}`],
    ['--amount=5\n', 'usd', `--amount: "5\\u{a}" has white space around it; ${usd}`],
    ['--amount=five', 'usd', `--amount: "five" is no number; ${usd}`],
    ['--amount=5.', 'usd', `--amount: "5." is no number; ${usd}`],
    ['--amount=', 'usd', `--amount: nothing is given; ${usd}`],
    ['--amount=5.001', 'usd', '--amount: USD has at most 2 fraction digits, not "5.001"'],
    ['--amount=5.00', 'jpy', '--amount: JPY has no fraction digits, not "5.00"'],
    [
      '--amount=99999999999999',
      'usd',
      '--amount: an amount is at most 999999999999999 minor units, not "99999999999999"',
    ],
    ['--minor=05', 'usd', '--minor: "05" has a zero in front; a whole number such as 500'],
    ['--minor=5.5', 'usd', '--minor: a whole number of minor units such as 500, not "5.5"'],
    ['--minor=1e3', 'usd', '--minor: a whole number of minor units such as 500, not "1e3"'],
    ['--minor=-5', 'usd', '--minor: a whole number of minor units such as 500, not "-5"'],
    ['--minor=0x10', 'usd', '--minor: a whole number of minor units such as 500, not "0x10"'],
    ['--minor=1000000000000000', 'usd', '--minor: at most 999999999999999, not "1000000000000000"'],
  ])('%s of a charge in %s', async (word, currency, text) => {
    expect(problem(await ran(['refund', word], { stdin: charge({ currency }) }))).toBe(text)
  })
})

describe('an amount between the steps of the rules', () => {
  it('is told the step', () => {
    const invalid = leftOf(parseAmount('5.55', rightOf(currency('isk')), stripeCurrencies))
    expect(problemText(invalid, stripeCurrencies)).toBe('an amount in ISK is a multiple of 100 minor units, not "5.55"')
  })
})

describe('what is no charge', () => {
  it.each<[string, string | Uint8Array, string | RegExp]>([
    ['nothing', '', 'standard input is empty'],
    ['white space', ' \n', 'standard input is empty'],
    ['no JSON', '{"id": "ch_1"', /^standard input is not JSON: /],
    ['broken UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'standard input is not UTF-8 text'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0]), 'standard input is not UTF-8 text'],
    ['null', 'null', 'standard input: charge: expected an object, got null'],
    ['a number', '1e999', 'standard input: charge: expected an object, got Infinity'],
    ['a list', `[${CHARGE}]`, 'standard input is a list; give one of its data'],
    ['a list of Stripe', '{"object":"list","data":[]}', 'standard input is a list; give one of its data'],
    ['an event', '{"object":"event"}', 'standard input is an event; give its data.object'],
    ['a payment intent', '{"object":"payment_intent"}', 'standard input is a payment intent; give its latest_charge'],
    ['a refund', '{"object":"refund"}', 'standard input is a refund; give the charge that it refunds'],
    [
      'a refusal of its own',
      '{"error":{"_tag":"NoTransfer"},"explanation":"No.","transient":false}',
      'standard input is a refusal that --json printed; give what was refused before it',
    ],
    [
      'an output of its own without a refund',
      `{"charge":${CHARGE},"refund":null}`,
      'standard input: charge.object: expected "charge", got nothing',
    ],
    [
      'an output of its own whose charge is none',
      `{"charge":${charge({ paid: 1 })},"refund":{}}`,
      'standard input: charge.paid: expected true or false, got 1',
    ],
    [
      'an object of Stripe with such members',
      `{"object":"event","charge":${CHARGE},"refund":{}}`,
      'standard input is an event; give its data.object',
    ],
    [
      'an object without a kind',
      '{"__proto__":{"object":"charge"}}',
      'standard input: charge.object: expected "charge", got nothing',
    ],
    [
      'a prototype of a kind',
      '{"object":"constructor"}',
      'standard input: charge.object: expected "charge", got "constructor"',
    ],
    [
      'a text for an amount',
      charge({ amount_refunded: '5' }),
      'standard input: charge.amount_refunded: expected a whole number from 0 to 999999999999999, got "5"',
    ],
    [
      'several faults',
      charge({ amount: 0.5, paid: 1 }),
      'standard input: charge.amount: expected a whole number from 0 to 999999999999999, got 0.5 (and 1 more)',
    ],
    [
      'a contradiction',
      charge({ refunded: true }),
      'standard input: charge.refunded: expected false, since 10000 is left, got true',
    ],
    [
      'an escape sequence',
      charge({ status: '\u001b[2J' }),
      'standard input: charge.status: expected "succeeded" or "pending" or "failed", got "\\u001b[2J"',
    ],
    [
      'a reversed text',
      charge({ status: '\u202e' }),
      'standard input: charge.status: expected "succeeded" or "pending" or "failed", got "\\u{202e}"',
    ],
    ['a very long text', charge({ status: 'x'.repeat(100_000) }), /got "x{60}…" \(100000 characters\)$/],
  ])('%s', async (_, stdin, text) => {
    expect(problem(await ran(['refund'], { stdin }))).toEqual(
      typeof text === 'string' ? text : expect.stringMatching(text),
    )
  })
  it('a file that is not there, by its name', async () => {
    expect(problem(await ran(['refund', 'no.json']))).toBe('no.json does not exist')
    expect(problem(await ran(['refund', 'a\nb']))).toBe('a\\u{a}b does not exist')
  })
  it('standard input that fails', async () => {
    const readStdin = async () => left('cannot be read (EIO)')
    expect(problem(await ran(['refund'], { readStdin }))).toBe('standard input cannot be read (EIO)')
  })
  it.each([[[]], [['-']]])('a person at standard input, with the words %j', async (words) => {
    const readStdin = () => Promise.reject(new Error('was waited for'))
    const done = await ran(['refund', ...words], { stdinIsTerminal: true, readStdin })
    expect(problem(done)).toBe('give a FILE, or pipe a charge into standard input')
  })
  it('a known refund that is none', async () => {
    const done = await ran(['refund', '--known', 'k.json'], { stdin: CHARGE, files: { 'k.json': CHARGE } })
    expect(problem(done)).toBe('k.json is a charge; give one of its refunds')
  })
})

describe('what is understood', () => {
  it('a byte order mark in front', async () => {
    expect(await ran(['refund'], { stdin: `\u{feff}${CHARGE}` })).toMatchObject({ code: 0 })
  })
  it('a file whose name begins with a dash, behind two', async () => {
    expect(await ran(['refund', '--', '--help'], { files: { '--help': CHARGE } })).toMatchObject({ code: 0 })
  })
  it.each([['--help'], ['-h'], ['help'], ['--help', '--json']])('%s', async (...words) => {
    const { code, out } = await ran(words)
    expect({ code, lines: out.split('\n').filter((line) => line.length > 100) }).toEqual({ code: 0, lines: [] })
    expect(out).toContain('refund-machine refund [FILE|-]')
  })
  it.each(['demo', 'refund', 'diagram', 'serve'])('the help of %s, asked in each way', async (name) => {
    const { code, out, err } = await ran([name, '--help'])
    expect({ code, err, lines: out.split('\n').filter((line) => line.length > 100) }).toEqual({
      code: 0,
      err: '',
      lines: [],
    })
    expect(out).toMatch(new RegExp(`^refund-machine ${name}\\b`))
    for (const words of [
      [name, '-h'],
      ['--help', name],
      ['-h', name],
      ['help', name],
    ])
      expect(await ran(words)).toEqual({ code: 0, out, err: '' })
  })
  it('the options of refund', async () => {
    const { out } = await ran(['refund', '--help'])
    expect(out).toContain('--refund-application-fee')
    expect(out).toMatch(
      /--json .*\{ charge, refund \}, or \{ error, explanation, transient \} at\n +exit code 1; at 2 /,
    )
    expect(out).toMatch(/--known FILE [^-]*The id is that refund's; without an amount nothing new is asked/)
    expect(out).toContain('FILE takes its charge, --known its refund')
  })
  it('the version', async () => {
    expect(await ran(['--version'])).toEqual({ code: 0, out: `${PACKAGE.version}\n`, err: '' })
  })
  it.each(['charge', 'refund', 'dispute'])('the diagram of a %s', async (name) => {
    expect((await ran(['diagram', name])).out).toMatch(/^stateDiagram-v2\n/)
    expect(JSON.parse((await ran(['diagram', name, '--format', 'json'])).out)).toMatchObject({ id: name })
  })
})
