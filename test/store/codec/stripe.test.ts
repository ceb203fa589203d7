/** What Stripe answers can be stored as it is decoded. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeCharge, decodeRefund } from '../../../src/stripe/index.js'
import { ACCOUNT, read, rewritten } from './given.js'

const GOLDEN = new URL('../../stripe/golden/', import.meta.url)
const FILES = readdirSync(GOLDEN)
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, GOLDEN), 'utf8'))

describe('what is decoded of an answer of Stripe', () => {
  it.each(FILES.filter((file) => file.startsWith('charge')))('breaks no law: %s', (file) => {
    const decoded = decodeCharge(json(file))
    if (decoded._tag === 'Left') return
    const row = { account: ACCOUNT, version: 1, acknowledged: 0, charge: decoded.right.charge }
    expect(read('charge', rewritten('charge', row))).toEqual({ _tag: 'Right', right: row })
  })

  it.each(FILES.filter((file) => file.startsWith('refund')))('breaks no law: %s', (file) => {
    const decoded = decodeRefund(json(file))
    if (decoded._tag === 'Left') return
    const row = { account: ACCOUNT, refund: decoded.right.refund }
    expect(read('refund', rewritten('refund', row))).toEqual({ _tag: 'Right', right: row })
  })

  it('is most of them', () => {
    const decoded = FILES.map((file) =>
      file.startsWith('charge') ? decodeCharge(json(file)) : decodeRefund(json(file)),
    )
    expect(decoded.filter(({ _tag }) => _tag === 'Right').length).toBeGreaterThan(20)
  })
})
