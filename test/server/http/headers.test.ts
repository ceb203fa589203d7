/** What headers ask for: a version, an account. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isKnownVersion } from '../../../src/server/http/versions.js'
import { coded, newAccount, paid, refusal, serving } from '../given.js'

const { sdk, http } = serving()

const errorIn = async (headers: Readonly<Record<string, string>>) => {
  const { status, body } = await http('GET', '/v1/refunds', { headers })
  return { status, ...(body.error as object) }
}

/** The versions that the official SDK knows of. */
const sdkVersions = (): readonly string[] => {
  const home = join(createRequire(import.meta.url).resolve('stripe'), '../..')
  const types = readFileSync(join(home, 'esm/resources/WebhookEndpoints.d.ts'), 'utf8')
  const union = /type ApiVersion =([^;]+);/.exec(types)?.[1] ?? ''
  return [...union.matchAll(/'([^']+)'/g)].map(([, version]) => version as string)
}

describe('Stripe-Version', () => {
  it('is known exactly when the official SDK names it', () => {
    const versions = sdkVersions()
    expect(versions.length).toBeGreaterThan(100)
    expect(versions.filter((version) => !isKnownVersion(version))).toEqual([])
    const others = versions.flatMap((version) => [`${version}x`, version.split('.')[0] as string, `${version}.acacia`])
    expect(others.filter(isKnownVersion).filter((version) => !versions.includes(version))).toEqual([])
  })

  it('is the newest where none is asked for, and said in the answer', async () => {
    for (const headers of [{}, { 'stripe-version': '' }])
      expect((await http('GET', '/v1/refunds', { headers })).headers.get('stripe-version')).toBe('2026-10-28.endive')
  })

  it.each(['2020-08-27', '2024-06-20', '2025-03-31.basil', '2026-08-26.dahlia'])(
    '%s is answered in itself',
    async (v) => {
      const { status, headers } = await http('GET', '/v1/refunds', { headers: { 'stripe-version': v } })
      expect([status, headers.get('stripe-version')]).toEqual([200, v])
    },
  )

  it.each([
    '2019-2-19',
    '2022-08-02',
    '2023-02-30',
    '2025-03-31',
    '2025-03-31.acacia',
    '2025-09-30.acacia',
    '9999-99-99',
    'latest',
    '__proto__',
    '2019-12-03, 2019-12-03',
    '2026-10-28.endive; custom_checkout_beta=v1',
  ])('%s is none', async (version) => {
    expect(await errorIn({ 'stripe-version': version })).toEqual(refusal(`Invalid Stripe API version: ${version}`))
  })

  it('is shortened in the error', async () => {
    const { message } = (await errorIn({ 'stripe-version': '1'.repeat(500) })) as unknown as { message: string }
    expect(message).toBe(`Invalid Stripe API version: ${'1'.repeat(100)}…`)
  })
})

describe('Stripe-Account', () => {
  it.each(['foo', 'acct_', 'acct_a/b', 'cus_1', 'acct_1, acct_2', '__proto__', `acct_${'a'.repeat(65)}`])(
    '%s is no account',
    async (account) => {
      const answer = await http('GET', '/v1/refunds', { as: 'abcdefgh1234', headers: { 'stripe-account': account } })
      expect({ status: answer.status, ...(answer.body.error as object) }).toEqual(
        refusal(
          `The provided key 'sk_test_********1234' does not have access to account '${account}' (or that account does not ` +
            'exist). Application access may have been revoked.',
          { status: 403, ...coded('account_invalid') },
        ),
      )
    },
  )

  it('is said in the answer, and has objects of its own', async () => {
    const as = newAccount()
    const stripe = sdk(as, { stripeAccount: 'acct_shop' })
    const { id } = await paid(stripe)
    const { headers } = await http('GET', `/v1/charges/${id}`, { as, headers: { 'stripe-account': 'acct_shop' } })
    expect(headers.get('stripe-account')).toBe('acct_shop')
    const own = await http('GET', `/v1/charges/${id}`, { as })
    expect([own.status, own.headers.has('stripe-account')]).toEqual([404, false])
  })
})
