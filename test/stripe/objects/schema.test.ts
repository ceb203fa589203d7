/** What we make is what Stripe's schema says, and what came later is named. */
import { describe, expect, it } from 'vitest'
import { CHARGE, DISPUTES, INTENT, MADE } from './given.js'
import { NEWER } from './newer.js'
import { checkAgainst } from './openapi.js'

describe('an object', () => {
  it.each(MADE)('%s is what the schema says', (_, schema, object) => {
    expect(checkAgainst(schema, object).problems).toEqual([])
  })
  it.each(MADE)('%s has no member that neither the schema nor the table names', (_, schema, object) => {
    expect(checkAgainst(schema, object).unnamed.filter((member) => !Object.hasOwn(NEWER, member))).toEqual([])
  })
  it('is plain JSON', () => {
    for (const [, , object] of MADE) expect(JSON.parse(JSON.stringify(object))).toStrictEqual(object)
  })
})

describe('the table of what came later', () => {
  it('has no row too many', () => {
    const used = new Set(MADE.flatMap(([, schema, object]) => checkAgainst(schema, object).unnamed))
    expect(Object.keys(NEWER).filter((member) => !used.has(member))).toEqual([])
  })
})

describe('the check itself', () => {
  const { amount: _, ...withoutAmount } = CHARGE
  const card = (CHARGE.payment_method_details as { readonly card: object }).card
  it.each([
    ['a member that is missing', 'charge', withoutAmount, 'charge.amount: missing'],
    ['a null that may not be', 'charge', { ...CHARGE, amount: null }, 'charge.amount: null'],
    ['a text for a number', 'charge', { ...CHARGE, amount: '1000' }, 'charge.amount: no integer'],
    ['a fraction', 'charge', { ...CHARGE, amount: 10.5 }, 'charge.amount: no integer'],
    ['a word that is no choice', 'charge', { ...CHARGE, status: 'paid' }, 'charge.status: paid is no choice'],
    ['a text for a flag', 'charge', { ...CHARGE, paid: 'true' }, 'charge.paid: no boolean'],
    ['a list for an object', 'payment_intent', { ...INTENT, metadata: [] }, 'payment_intent.metadata: no object'],
    ['a number in metadata', 'charge', { ...CHARGE, metadata: { a: 1 } }, 'charge.metadata.a: no string'],
    [
      'a fault deep inside',
      'charge',
      { ...CHARGE, payment_method_details: { card: { ...card, exp_month: 'May' }, type: 'card' } },
      'charge.payment_method_details.card.exp_month: no integer',
    ],
    [
      'a fault in a list',
      'dispute',
      { ...DISPUTES.dispute, balance_transactions: [{ ...DISPUTES.dispute.balance_transactions[0], net: '1' }] },
      'dispute.balance_transactions[0].net: no integer',
    ],
  ])('finds %s', (_name, schema, object, problem) => {
    expect(checkAgainst(schema, object).problems).toEqual([problem])
  })
  it('finds a member of nobody', () => {
    expect(checkAgainst('charge', { ...CHARGE, refnuded: true }).unnamed).toContain('charge.refnuded')
  })
})
