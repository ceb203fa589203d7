/** Tokens: as Stripe's schema has them. */
import { describe, expect, it } from 'vitest'
import { newToken } from '../../../src/stripe/objects/token.js'
import { checkAgainst } from './openapi.js'

const card = {
  brand: 'amex',
  country: 'US',
  expMonth: 9,
  expYear: 2027,
  fingerprint: 'f',
  funding: 'credit',
  last4: '0005',
}
const token = newToken({
  id: 'tok_1',
  cardId: 'card_1',
  card,
  created: 1,
  name: 'Ada',
  address_line1: 'Street 1',
  cvc: true,
})

describe('a token', () => {
  it('is what the schema says; of a card, its regulation and its wallet came later', () => {
    expect(checkAgainst('token', token)).toEqual({ problems: [], unnamed: ['card.regulated_status', 'card.wallet'] })
  })
  it('has its members in the order of Stripe: id, object, then by name', () => {
    for (const object of [token, token.card]) {
      const [id, name, ...rest] = Object.keys(object)
      expect([id, name]).toEqual(['id', 'object'])
      expect(rest).toEqual([...rest].sort())
    }
  })
  it('names the brand as the older cards do', () => {
    expect(token.card.brand).toBe('American Express')
  })
})
