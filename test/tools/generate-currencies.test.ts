import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { currenciesFile, TARGET } from './generate-currencies.js'

describe('generate:currencies', () => {
  it('would write the committed file again', () => {
    expect(readFileSync(TARGET, 'utf8')).toBe(currenciesFile())
  })
})
