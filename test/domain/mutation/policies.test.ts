import { expect, it } from 'vitest'
import { holding, stripe } from '../../../src/index.js'

it('says by its name which policy it is', () => {
  expect([stripe, holding].map(({ name }) => name)).toEqual(['stripe', 'holding'])
})
