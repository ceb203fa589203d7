/** Who asks: every way to say a key, and every way not to. */
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { createAuthenticate } from '../../../src/server/http/auth.js'

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`

const refusalOf = (authorization: string | undefined) => {
  const answered = createAuthenticate()(authorization)
  if (!isLeft(answered)) throw new Error(`let in: ${authorization}`)
  const { status, type, code, message } = answered.left
  return { status, type, code, message }
}

const callerOf = (authorization: string) => {
  const answered = createAuthenticate()(authorization)
  if (!isRight(answered)) throw new Error(answered.left.message)
  return answered.right
}

const refused = (message: string, code?: string) => ({ status: 401, type: 'invalid_request_error', code, message })

const NO_KEY =
  'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. ' +
  "'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at " +
  'https://support.stripe.com/.'

const unread = (shown: string) =>
  `You did not provide an API key, though you did set your Authorization header to "${shown}". Using Bearer auth, your ` +
  "Authorization header should look something like 'Authorization: Bearer YOUR_SECRET_KEY'. See " +
  'https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.'

describe('a test key', () => {
  it('is the same account however it is said', () => {
    const said = ['Bearer sk_test_1', 'bearer sk_test_1', 'BEARER   sk_test_1', basic('sk_test_1:'), basic('sk_test_1')]
    const accounts = [...said, basic('sk_test_1:password'), basic('sk_test_1::')].map((one) => callerOf(one).account)
    expect(new Set(accounts).size).toBe(1)
    expect(accounts[0]).toMatch(/^acct_1\w{15}$/)
  })

  it('is another account than every other key', () => {
    const keys = ['sk_test_1', 'sk_test_2', 'sk_test_1_', 'sk_test_a-b.c~d+e/f=', `sk_test_${'x'.repeat(247)}`]
    expect(new Set(keys.map((key) => callerOf(`Bearer ${key}`).account)).size).toBe(keys.length)
  })

  it('is known again after a thousand others', () => {
    const authenticate = createAuthenticate()
    const ask = (number: number) => authenticate(`Bearer sk_test_${number}`)
    const first = ask(0)
    for (let number = 1; number < 2_500; number += 1) ask(number)
    expect(ask(0)).toEqual(first)
  })
})

describe('no key', () => {
  it.each([undefined, '', basic(':'), basic(':password')])('is said of %o', (authorization) => {
    expect(refusalOf(authorization)).toEqual(refused(NO_KEY))
  })

  it.each([
    ['Bearer', 'Bearer'],
    ['null', 'null'],
    ['Basic', 'Basic'],
    ['Basic ***', 'Basic ***'],
    ['Digest username="sk"', 'Digest u********"sk"'],
    ['sk_test_abcdefgh1234', 'sk_test_********1234'],
  ])('is said of %s, which is shown as %s', (authorization, shown) => {
    expect(refusalOf(authorization)).toEqual(refused(unread(shown)))
  })
})

describe('a bad key', () => {
  it.each([
    ['Bearer sk_live_abcdefgh1234', 'sk_live_********1234'],
    ['Bearer rk_live_abcdefgh1234', 'rk_live_********1234'],
    ['Bearer rk_test_abcdefgh1234', 'rk_test_********1234'],
    ['Bearer sk_test_', 'sk_test_'],
    ['Bearer undefined', 'undefined'],
    ['Bearer __proto__', '__proto__'],
    [basic('sk_live_abcdefgh1234:'), 'sk_live_********1234'],
    [`Bearer sk_test_${'x'.repeat(248)}`, `sk_test_${'*'.repeat(243)}xxxx`],
    ['Bearer sk_test_\xe9bcdefgh1234', 'sk_test_********1234'],
  ])('%s is refused and shown as %s', (authorization, shown) => {
    expect(refusalOf(authorization)).toEqual(refused(`Invalid API Key provided: ${shown}`))
  })

  it('with a space in it is told so', () => {
    expect(refusalOf('Bearer sk_test_abc defgh').message).toBe(
      'Invalid API Key provided: sk_test_*****efgh. This key contains at least one space. Please delete the spaces and try ' +
        'again. If you have any questions, we can help at https://support.stripe.com/.',
    )
  })

  it.each(['pk_test_abc', 'pk_live_abc'])('%s is publishable', (key) => {
    expect(refusalOf(`Bearer ${key}`)).toMatchObject({ status: 401, code: 'secret_key_required' })
  })

  it('is not remembered as a good one', () => {
    const authenticate = createAuthenticate()
    expect([isLeft(authenticate('Bearer x')), isLeft(authenticate('Bearer x'))]).toEqual([true, true])
  })
})
